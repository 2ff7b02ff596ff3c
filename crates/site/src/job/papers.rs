//! Reading hostile files: in a process of their own, with limits on memory and time.

use std::path::PathBuf;

/// Where the papers worker runs.
#[derive(Debug, Clone)]
pub enum Papers {
    /// This program, started again as `papers-worker`.
    Worker(PathBuf),
    /// In this process: for tests and for the command line, where one file is the whole job.
    Here,
}
