//! What the kernel knows of a process: its own accounting, not ours.

use std::error::Error;
use std::fs;

/// Clock ticks a second in `/proc/<pid>/stat`; Linux gives 100 to every program.
const TICKS_PER_SECOND: f64 = 100.0;

/// Milliseconds of processor time spent so far by `pids` and all their descendants, the ended ones included.
pub(crate) fn cpu_ms(pids: &[u32]) -> Result<f64, Box<dyn Error>> {
    let mut ticks = 0;
    for pid in family(pids)? {
        // A process that ended in between is in its parent's account already.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        ticks += fields(&stat)?.get(11..15).into_iter().flatten().sum::<u64>();
    }
    Ok(f64::from(u32::try_from(ticks)?) * 1000.0 / TICKS_PER_SECOND)
}

/// Megabytes resident in memory: the proportional share, so that what processes share counts once.
pub(crate) fn resident_mb(pids: &[u32]) -> Result<f64, Box<dyn Error>> {
    let mut kilobytes = 0;
    for pid in family(pids)? {
        let Ok(rollup) = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) else { continue };
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no Pss")?;
        kilobytes += line.split_whitespace().next().ok_or("no Pss")?.parse::<u32>()?;
    }
    Ok((f64::from(kilobytes) / 102.4).round() / 10.0)
}

/// `pids` with every living descendant.
fn family(pids: &[u32]) -> Result<Vec<u32>, Box<dyn Error>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Ok(pid) = entry?.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        parents.push((pid, fields(&stat)?.get(1).copied().unwrap_or_default()));
    }
    let mut family = pids.to_vec();
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == u64::from(parent)).map(|(pid, _)| *pid));
        at += 1;
    }
    Ok(family)
}

/// The numbers after the name and the state; the name may hold anything, so it is cut at its last bracket.
/// Field 1 is the parent, fields 11 to 14 are the ticks of the process and of its ended children.
fn fields(stat: &str) -> Result<Vec<u64>, Box<dyn Error>> {
    let (_, rest) = stat.rsplit_once(')').ok_or("no process name")?;
    Ok(rest.split_whitespace().map(|field| field.parse().unwrap_or_default()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_name_does_not_shift_the_fields() {
        let stat = "42 (a) b) S 7 0 0 0 0 0 0 0 0 0 10 20 1 2 0 0";
        let fields = fields(stat).unwrap();
        assert_eq!(fields[1], 7);
        assert_eq!(fields[11..15], [10, 20, 1, 2]);
    }

    #[test]
    fn this_process_has_spent_time_and_takes_memory() {
        let own = [std::process::id()];
        assert!(cpu_ms(&own).is_ok());
        assert!(resident_mb(&own).unwrap() > 0.0);
    }
}
