//! `gongjian`: the server and its command line in one binary.
//!
//! Exit codes: 0 done, 1 refused or failed (the reason on standard error),
//! 2 wrong usage.

#[macro_use]
mod say;

mod audit;
mod backup;
mod config;
mod doctor;
mod export;
mod import;
mod open;
mod papers_worker;
mod rules;
mod serve;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// The branch book that school, enterprises and association keep together.
#[derive(Parser)]
#[command(name = "gongjian", version, about, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

/// Where the installation lies. Every command that touches data takes these.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Place {
    /// The configuration file [default: gongjian.toml, if it is there].
    #[arg(long, global = true)]
    pub(crate) config: Option<PathBuf>,
    /// The folder with database, keys and checkpoints [default: data].
    #[arg(long, global = true)]
    pub(crate) data: Option<PathBuf>,
    /// The database, such as postgres://user@host/gongjian [default: embedded in the data folder].
    #[arg(long, global = true)]
    pub(crate) database_url: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server.
    Serve(serve::Options),
    /// Brings the database up to this version.
    Migrate,
    /// Looks at the installation and says what is wrong with it.
    Doctor {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// The configuration.
    Config {
        #[command(subcommand)]
        command: config::Command,
    },
    /// Accounts and tokens.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Takes a spreadsheet in.
    Import {
        #[command(subcommand)]
        command: import::Command,
    },
    /// Writes a list as a file that can be imported again.
    Export(export::Options),
    /// The ledger.
    Audit {
        #[command(subcommand)]
        command: audit::Command,
    },
    /// The regulations as data.
    Rules {
        #[command(subcommand)]
        command: rules::Command,
    },
    /// Writes database, keys and checkpoints into one file.
    Backup {
        /// The file to write; it must not exist yet.
        file: PathBuf,
    },
    /// Restores a backup into an empty data folder.
    Restore {
        /// The file a backup wrote.
        file: PathBuf,
    },
    /// Prints the interface as an OpenAPI document.
    Openapi,
    /// Reads one hostile file; started by the server itself.
    #[command(hide = true)]
    PapersWorker,
}

/// Why a command did not do what it was asked.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

fn failed(error: &Failure) -> ExitCode {
    let io = error.downcast_ref::<std::io::Error>();
    if io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
        // Whoever read the output has stopped reading: nothing went wrong.
        return ExitCode::SUCCESS;
    }
    warn!("gongjian: {error}");
    ExitCode::from(1)
}

async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Serve(options) => serve::run(&cli.place, options).await?,
        Command::Migrate => open::migrate(&cli.place).await?,
        Command::Doctor { json } => return doctor::run(&cli.place, json).await,
        Command::Config { command } => config::run(&cli.place, &command)?,
        Command::User { command } => user::run(&cli.place, command).await?,
        Command::Import { command } => return import::run(&cli.place, command).await,
        Command::Export(options) => export::run(&cli.place, options).await?,
        Command::Audit { command } => return audit::run(&cli.place, command).await,
        Command::Rules { command } => return rules::run(&command),
        Command::Backup { file } => backup::write(&cli.place, &file).await?,
        Command::Restore { file } => backup::restore(&cli.place, &file).await?,
        Command::Openapi => say!("{}", gongjian_site::router::openapi().to_pretty_json()?),
        Command::PapersWorker => return papers_worker::run(),
    }
    Ok(ExitCode::SUCCESS)
}
