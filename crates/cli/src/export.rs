//! `gongjian export`: a list as a file that can be imported again.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gongjian_domain::kinds::OrganisationId;
use gongjian_site::Site;
use gongjian_site::organisation::{self, tree, units};
use gongjian_site::people::list::export as people;
use gongjian_site::web::export::{self, List};
use gongjian_site::web::words::Lang;

use crate::{Failure, Place, open, say};

/// Which list, of whom, in which form.
#[derive(Args)]
pub(crate) struct Options {
    /// The list.
    list: ListName,
    /// The code of the Party organisation; everything below it is included.
    #[arg(long)]
    organisation: String,
    /// The form of the file.
    #[arg(long)]
    format: Format,
    /// The file to write [default: standard output].
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The lists there are.
#[derive(Clone, Copy, ValueEnum)]
enum ListName {
    /// People, with full identity numbers; it stands in the ledger.
    People,
    /// Party organisations.
    Organisations,
    /// Units; all of them, because units lie within no Party organisation.
    Units,
}

/// The forms of a file.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A workbook.
    Xlsx,
    /// Text with commas.
    Csv,
    /// A list of objects.
    Json,
}

pub(crate) async fn run(place: &Place, options: Options) -> Result<(), Failure> {
    let site = open::for_command(place).await?;
    let outcome = list(&site, &options).await;
    open::close(site).await?;
    let format = match options.format {
        Format::Xlsx => export::Format::Xlsx,
        Format::Csv => export::Format::Csv,
        Format::Json => export::Format::Json,
    };
    let (_, _, bytes) = outcome?.written(format)?;
    match &options.out {
        Some(file) => {
            std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        None => say::bytes(&bytes)?,
    }
    Ok(())
}

async fn list(site: &Site, options: &Options) -> Result<List, Failure> {
    let code = &options.organisation;
    let found = organisation::store::by_code(&site.db.read(), code).await?;
    let organisation: OrganisationId =
        found.ok_or_else(|| format!("there is no Party organisation with the code {code}"))?;
    let lang = Lang::Chinese;
    Ok(match options.list {
        ListName::People => people::of_organisation(site, &site.operator(), organisation, lang).await?,
        ListName::Organisations => {
            tree::export::list(site, &tree::TreeFilter::default(), Some(organisation), lang).await?
        }
        ListName::Units => units::list::list(site, &units::list::UnitFilter::default(), true, lang).await?,
    })
}
