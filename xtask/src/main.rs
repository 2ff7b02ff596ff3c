//! Generated documents, and the tidy checks as tests.
//!
//! `cargo run -p xtask -- docs` writes what is generated; `cargo test -p xtask`
//! holds that it is current and that the house keeps its rules.

mod docs;
mod doubts;
#[cfg(test)]
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let done = match wanted.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["docs"] => docs::write(&root()).and_then(|()| doubts::write(&root())),
        _ => {
            eprintln!("usage: cargo run -p xtask -- docs");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
