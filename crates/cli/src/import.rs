//! `gongjian import`: a spreadsheet comes in without a page between, with a report of every row.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use gongjian_site::Site;
use gongjian_site::imports::command::{self, Report};
use gongjian_site::imports::commit::Mode;
use gongjian_site::imports::run::Kind;
use gongjian_site::job::papers::Paper;
use gongjian_site::organisation;
use gongjian_site::web::AppError;
use gongjian_site::web::words::Lang;

use crate::{Failure, Place, open};

/// What a spreadsheet brings.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Units and Party organisations: a workbook with a sheet of each, or a csv file of one of them.
    Organisations {
        #[command(flatten)]
        options: Options,
    },
    /// People of an organisation and of those below it.
    Roster {
        /// The code of the Party organisation, such as 020100.
        #[arg(long)]
        organisation: String,
        #[command(flatten)]
        options: Options,
    },
}

/// How a spreadsheet is taken in.
#[derive(Args)]
pub(crate) struct Options {
    /// The file: xlsx, xls or csv.
    file: PathBuf,
    /// Only say what would happen; write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where something is wrong, write the file with the wrong cells marked to here.
    #[arg(long, value_name = "ERRORS.xlsx")]
    report: Option<PathBuf>,
    /// Take over nothing when a single row is refused.
    #[arg(long)]
    all_or_nothing: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(place: &Place, command: Command) -> Result<ExitCode, Failure> {
    let site = open::for_command(place).await?;
    let (kind, code, options) = match command {
        Command::Organisations { options } => (Kind::Organisations, None, options),
        Command::Roster { organisation, options } => (Kind::Roster, Some(organisation), options),
    };
    let outcome = take_in(&site, kind, code.as_deref(), &options).await;
    // Whatever became of the file: what the ledger gained is checkpointed.
    open::close(site).await?;
    let report = outcome?;
    tell(&report, &options)?;
    Ok(if report.rejected == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn take_in(site: &Site, kind: Kind, code: Option<&str>, options: &Options) -> Result<Report, Failure> {
    let organisation = match code {
        None => None,
        Some(code) => {
            let found = organisation::store::by_code(&site.db.read(), code).await?;
            Some(found.ok_or_else(|| format!("there is no Party organisation with the code {code}"))?)
        }
    };
    let chosen = if options.all_or_nothing { Mode::AllOrNothing } else { Mode::Good };
    let command = command::Command {
        kind,
        organisation,
        paper: paper(&options.file)?,
        mode: (!options.dry_run).then_some(chosen),
        // The marked file goes back to whoever keeps the spreadsheet.
        report: options.report.as_ref().map(|_| Lang::Chinese),
    };
    command::run(site, &site.operator(), command).await.map_err(|error| match error {
        AppError::Refused(reason, _) => Failure::from(in_words(kind, &reason)),
        other => other.into(),
    })
}

fn in_words(kind: Kind, reason: &gongjian_domain::reason::Reason) -> String {
    command::sentence(Lang::English, kind, reason)
}

fn paper(file: &Path) -> Result<Paper, Failure> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Paper { name, bytes })
}

/// The report, as text or as JSON; what is wrong with single rows goes to standard error.
fn tell(report: &Report, options: &Options) -> Result<(), Failure> {
    if let (Some(file), Some(marked)) = (&options.report, &report.marked) {
        std::fs::write(file, marked).map_err(|error| format!("{}: {error}", file.display()))?;
        warn!("gongjian: the wrong cells are marked in {}", file.display());
    }
    let lang = Lang::English;
    for reason in &report.skipped {
        warn!("gongjian: {}", lang.reason(reason));
    }
    if !report.unknown.is_empty() {
        warn!("gongjian: columns nobody knows were not read: {}", report.unknown.join(", "));
    }
    for (row, reason) in report.sentences.iter().chain(&report.remarks) {
        warn!("gongjian: row {row}: {}", lang.reason(reason));
    }
    if options.json {
        say!("{}", serde_json::to_string_pretty(report)?);
        return Ok(());
    }
    say!(
        "{} rows: {} {}, {} unchanged, {} refused",
        report.rows,
        report.accepted,
        if report.committed { "taken over" } else { "to take over" },
        report.unchanged,
        report.rejected
    );
    if !report.committed && report.accepted > 0 {
        say!("nothing was written");
    }
    Ok(())
}
