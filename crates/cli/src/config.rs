//! Configuration: a file, then the environment, then flags. An unknown key is an error.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use gongjian_site::web::proxies::Proxies;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Failure, Place};

/// What can be asked about the configuration.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reads the configuration as the server would and prints what it understood.
    Check,
}

/// The whole configuration.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(crate) server: Server,
    pub(crate) database: Database,
    pub(crate) data: Data,
    pub(crate) rules: Rules,
    pub(crate) log: Log,
}

/// `[server]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Server {
    /// The address to listen on.
    pub(crate) listen: String,
    /// The address people use, with its scheme.
    pub(crate) public_url: Option<String>,
    /// Addresses and networks of the proxies in front; without any, this machine.
    #[serde(deserialize_with = "several")]
    pub(crate) proxy: Vec<String>,
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned(), public_url: None, proxy: Vec::new() }
    }
}

/// A list, or, as the environment gives it, one text with commas.
fn several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Several {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Several::deserialize(deserializer)? {
        Several::List(list) => list,
        Several::Text(text) => {
            text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
        }
    })
}

/// `[database]`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    /// The database; without one, a file in the data folder.
    pub(crate) url: Option<String>,
    /// A file that holds the address, so that no password stands in the environment.
    pub(crate) url_file: Option<PathBuf>,
}

/// `[data]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Data {
    /// The folder with database, keys and checkpoints.
    pub(crate) dir: PathBuf,
    /// The folder with the keys, if it lies elsewhere.
    pub(crate) keys: Option<PathBuf>,
}

impl Default for Data {
    fn default() -> Self {
        Self { dir: PathBuf::from("data"), keys: None }
    }
}

/// `[rules]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rules {
    /// Whose rules hold here: `cn`, a province such as `cn-33`, `college`. The nation's hold everywhere.
    #[serde(deserialize_with = "several")]
    pub(crate) jurisdictions: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { jurisdictions: vec!["cn".to_owned()] }
    }
}

/// `[log]`
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    /// What is logged, such as `info` or `info,sqlx=warn`.
    pub(crate) level: String,
    /// One JSON object a line instead of text.
    pub(crate) json: bool,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info,memory_serve=error,sea_orm_migration=warn".to_owned(), json: false }
    }
}

const DEFAULT_FILE: &str = "gongjian.toml";
const PREFIX: &str = "GONGJIAN__";

impl Config {
    /// Reads file, environment and flags, in that order.
    pub(crate) fn read(place: &Place) -> Result<Self, Failure> {
        let file = place.config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        let mut table = match std::fs::read_to_string(&file) {
            Ok(text) => {
                text.parse::<toml::Table>().map_err(|error| format!("{}: {error}", file.display()))?
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && place.config.is_none() => {
                toml::Table::new()
            }
            Err(error) => return Err(format!("{}: {error}", file.display()).into()),
        };
        merge(&mut table, std::env::vars())?;
        let mut config: Self = table.try_into().map_err(|error| format!("the configuration: {error}"))?;
        if let Some(dir) = &place.data {
            config.data.dir.clone_from(dir);
        }
        if let Some(url) = &place.database_url {
            config.database = Database { url: Some(url.clone()), url_file: None };
        }
        if let Some(file) = &config.database.url_file {
            config.database.url = Some(secret(file)?);
        }
        Ok(config)
    }

    /// The proxies whose word is taken.
    pub(crate) fn proxies(&self) -> Result<Proxies, Failure> {
        if self.server.proxy.is_empty() {
            return Ok(Proxies::default());
        }
        Ok(Proxies::parse(self.server.proxy.iter().map(String::as_str))
            .map_err(|error| format!("server.proxy: {error}"))?)
    }

    /// Where the keys lie.
    pub(crate) fn keys(&self) -> PathBuf {
        self.data.keys.clone().unwrap_or_else(|| self.data.dir.join("keys"))
    }
}

fn secret(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(text.trim().to_owned())
}

/// `GONGJIAN__SECTION__KEY` goes to `[section] key`.
fn merge(table: &mut toml::Table, vars: impl Iterator<Item = (String, String)>) -> Result<(), Failure> {
    for (name, value) in vars {
        let Some(rest) = name.strip_prefix(PREFIX) else { continue };
        let (section, key) =
            rest.split_once("__").ok_or_else(|| format!("{name}: expected {PREFIX}SECTION__KEY"))?;
        let entry = table.entry(section.to_lowercase()).or_insert_with(|| toml::Table::new().into());
        let section = entry.as_table_mut().ok_or_else(|| format!("{name}: {section} is no section"))?;
        let value = match value.as_str() {
            "true" => toml::Value::Boolean(true),
            "false" => toml::Value::Boolean(false),
            text => toml::Value::String(text.to_owned()),
        };
        section.insert(key.to_lowercase(), value);
    }
    Ok(())
}

pub(crate) fn run(place: &Place, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check => {
            let mut config = Config::read(place)?;
            config.proxies()?;
            if config.database.url.is_some() {
                config.database.url = Some("(set)".to_owned());
            }
            say!("{}", toml::to_string_pretty(&config)?.trim_end());
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(vars: &[(&str, &str)]) -> Result<Config, Failure> {
        let mut table = "[server]\nlisten = '0.0.0.0:1'".parse::<toml::Table>()?;
        merge(&mut table, vars.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))?;
        Ok(table.try_into()?)
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config =
            from(&[("GONGJIAN__SERVER__LISTEN", "127.0.0.1:9"), ("GONGJIAN__LOG__JSON", "true")]).unwrap();
        assert_eq!(config.server.listen, "127.0.0.1:9");
        assert!(config.log.json);
        assert_eq!(from(&[]).unwrap().server.listen, "0.0.0.0:1");
    }

    #[test]
    fn proxies_come_as_a_list_or_as_one_text_and_a_wrong_one_is_named() {
        let config = from(&[("GONGJIAN__SERVER__PROXY", "10.0.0.0/8, 192.0.2.7")]).unwrap();
        assert_eq!(config.server.proxy, ["10.0.0.0/8", "192.0.2.7"]);
        let listed: Config = toml::from_str("server.proxy = ['10.0.0.0/8']").unwrap();
        assert!(listed.proxies().unwrap().holds([10, 1, 2, 3].into()));
        let wrong = from(&[("GONGJIAN__SERVER__PROXY", "proxy.lan")]).unwrap();
        assert!(wrong.proxies().unwrap_err().to_string().contains("proxy.lan"));
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let error = from(&[("GONGJIAN__SERVER__LISSEN", "x")]).unwrap_err().to_string();
        assert!(error.contains("lissen"), "{error}");
    }
}
