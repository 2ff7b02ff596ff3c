//! `gongjian papers-worker`: reads one hostile file within limits, then ends.

use std::process::ExitCode;

use gongjian_papers::limits::Limits;
use gongjian_papers::worker;
use rlimit::Resource;

use crate::Failure;

pub(crate) fn run() -> Result<ExitCode, Failure> {
    let limits = Limits::for_worker();
    Resource::AS.set(limits.address_space_bytes, limits.address_space_bytes)?;
    Resource::CPU.set(limits.cpu_seconds, limits.cpu_seconds)?;
    worker::serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
