//! A load client for `scripts/bench.sh`: sends requests to a running server and accounts for the
//! processor time and memory of the processes that answer.
//!
//! ```text
//! gongjian-bench people FOLDER PEOPLE BRANCHES        organisations.csv and roster.csv to import
//! gongjian-bench load ADDRESS TOKEN_FILE METHOD PATHS CLIENTS SECONDS PID…
//! gongjian-bench memory PID…
//! ```
//!
//! `PATHS` is a file with an address a line, visited in turn; for `POST` each address is sent once. `PID` names
//! the server and, when the database is a server of its own, its first process; children are counted with
//! their parents. Each command prints one JSON document.

mod load;
mod people;
mod process;

use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("usage: gongjian-bench people|load|memory …; see bench/src/main.rs");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("gongjian-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<bool, Box<dyn Error>> {
    match arguments {
        ["people", folder, people, branches] => people::write(folder, people.parse()?, branches.parse()?)?,
        ["load", address, token_file, method, paths, clients, seconds, pids @ ..] => {
            let order = load::Order {
                address: (*address).to_owned(),
                token: std::fs::read_to_string(token_file)?.trim().to_owned(),
                method: (*method).to_owned(),
                paths: std::fs::read_to_string(paths)?.lines().map(str::to_owned).collect(),
                clients: clients.parse()?,
                seconds: seconds.parse()?,
                processes: numbers(pids)?,
            };
            println!("{}", load::run(&order)?);
        }
        ["memory", pids @ ..] => {
            println!("{}", serde_json::json!({ "resident_mb": process::resident_mb(&numbers(pids)?)? }));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn numbers(texts: &[&str]) -> Result<Vec<u32>, Box<dyn Error>> {
    texts.iter().map(|text| Ok(text.parse()?)).collect()
}
