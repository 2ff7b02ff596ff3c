//! Both ends of the process that reads and writes spreadsheets.
//!
//! The server starts its own binary again (`gongjian papers-worker`) with limits on memory and time and
//! speaks to it over its standard input and output:
//!
//! ```text
//! to the worker      one line of JSON, a Task, and then exactly Task::bytes bytes, the file
//! from the worker    one line of JSON a Message; after Message::File exactly that many bytes
//! ```
//!
//! The last message is [`Message::End`], [`Message::File`] or [`Message::Failed`]. A worker that ends without
//! one ran out of memory or time: [`Failure::Stopped`]. Rows told before a failure must not be taken over.

use std::io::{self, BufRead, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::check::{
    CheckedOrganisation, CheckedPerson, CheckedUnit, Failure, FoundHeader, OrganisationFacts, RosterFacts,
    Skipped, Totals, check_organisations, check_roster,
};
use crate::error_workbook::{self, Issue};
use crate::limits::Limits;
use crate::read::Go;

/// Bytes the line of a task may have: the facts of some ten thousand branches and units.
const TASK_BYTES: u64 = 64 << 20;

/// What the worker is to do with the file that follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The work.
    pub work: Work,
    /// The file's name, shown as the sheet's name of a csv file; never decides the format.
    pub name: String,
    /// How many bytes follow.
    pub bytes: u64,
    /// How much of the file is read before it is refused.
    pub limits: Limits,
}

/// The kinds of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    /// Judge a roster; every row comes as [`Message::Person`].
    CheckRoster {
        /// What it is held against.
        facts: RosterFacts,
    },
    /// Judge the tables of units and organisations; every row comes as [`Message::Unit`] or
    /// [`Message::Organisation`], units first.
    CheckOrganisations {
        /// What they are held against.
        facts: OrganisationFacts,
    },
    /// Give the file back as a workbook with the wrong cells coloured and commented: [`Message::File`].
    MarkErrors {
        /// What is wrong where, in the reader's language.
        issues: Vec<Issue>,
    },
}

/// What the worker says.
///
/// It holds identity numbers in the clear when serialised: it is read by the parent and never kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum Message {
    /// A sheet is not read.
    SheetSkipped {
        /// Its name.
        sheet: String,
        /// Why.
        why: Skipped,
    },
    /// The headings were found; the rows below follow.
    Header(FoundHeader),
    /// One row of a roster.
    Person(CheckedPerson),
    /// One row of a table of units.
    Unit(CheckedUnit),
    /// One row of a table of Party organisations.
    Organisation(CheckedOrganisation),
    /// So many rows of data are done.
    Progress {
        /// Rows so far.
        rows: u32,
    },
    /// The check is complete.
    End(Totals),
    /// A file follows behind this line.
    File {
        /// How many bytes follow.
        bytes: u64,
    },
    /// The task came to nothing.
    Failed(Failure),
}

impl Task {
    /// The line that goes to the worker before the file, with its line end.
    ///
    /// # Errors
    ///
    /// Never for tasks made of these types; serde has the last word.
    pub fn line(&self) -> Result<Vec<u8>, serde_json::Error> {
        line_of(self)
    }
}

impl Message {
    /// Reads one line of the worker.
    ///
    /// # Errors
    ///
    /// When the line is no message: the worker is not ours, or was cut off in the middle of a line.
    pub fn parse(line: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line)
    }

    /// Whether nothing follows (besides the bytes of a [`Message::File`]).
    #[must_use]
    pub fn is_last(&self) -> bool {
        match self {
            Self::End(_) | Self::File { .. } | Self::Failed(_) => true,
            Self::SheetSkipped { .. }
            | Self::Header(_)
            | Self::Person(_)
            | Self::Unit(_)
            | Self::Organisation(_)
            | Self::Progress { .. } => false,
        }
    }
}

/// What a task left behind besides its messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A check ran to its end.
    Checked(Totals),
    /// A file was written.
    File(Vec<u8>),
}

/// Does the work in this process: for the command line, for tests, and inside the worker.
///
/// Messages go to `tell`, which may answer [`Go::Stop`]; the last one is not told but returned.
///
/// # Errors
///
/// [`Failure`]; also when a parser panics, which ends the task but not the caller.
pub fn run_here(
    work: &Work,
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    tell: &mut dyn FnMut(Message) -> Go,
) -> Result<Outcome, Failure> {
    let run = AssertUnwindSafe(|| match work {
        Work::CheckRoster { facts } => check_roster(bytes, name, limits, facts, tell).map(Outcome::Checked),
        Work::CheckOrganisations { facts } => {
            check_organisations(bytes, name, limits, facts, tell).map(Outcome::Checked)
        }
        Work::MarkErrors { issues } => error_workbook::mark(bytes, name, limits, issues).map(Outcome::File),
    });
    catch_unwind(run).unwrap_or(Err(Failure::Read(crate::read::ReadError::Failed)))
}

/// Reads one task with its file, does it, and writes what there is to say: the whole life of a worker.
///
/// # Errors
///
/// When the task is no task, the file is cut off, or nobody listens any more.
pub fn serve(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(64 << 10, output);
    work_on(input, &mut output)?;
    output.flush()
}

fn work_on(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    (&mut *input).take(TASK_BYTES).read_until(b'\n', &mut line)?;
    let task: Task = serde_json::from_slice(&line)?;
    if task.bytes > task.limits.file_bytes {
        let error = crate::read::ReadError::TooLarge { bytes: task.bytes, limit: task.limits.file_bytes };
        return say(output, &Message::Failed(error.into()));
    }
    // Room is taken as the bytes come, not as they are announced.
    let mut bytes = Vec::new();
    (&mut *input).take(task.bytes).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != task.bytes {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
    }
    let mut gone = None;
    let outcome =
        run_here(&task.work, &task.name, &bytes, &task.limits, &mut |message| match say(output, &message) {
            Ok(()) => Go::On,
            Err(error) => {
                gone = Some(error);
                Go::Stop
            }
        });
    if let Some(error) = gone {
        return Err(error);
    }
    match outcome {
        Ok(Outcome::Checked(totals)) => say(output, &Message::End(totals))?,
        Ok(Outcome::File(file)) => {
            say(output, &Message::File { bytes: file.len() as u64 })?;
            output.write_all(&file)?;
        }
        Err(failure) => say(output, &Message::Failed(failure))?,
    }
    Ok(())
}

fn say(output: &mut dyn Write, message: &Message) -> io::Result<()> {
    output.write_all(&line_of(message)?)?;
    // Progress is for somebody who waits; rows may gather in the buffer until then.
    if matches!(message, Message::Progress { .. } | Message::Header(_)) { output.flush() } else { Ok(()) }
}

fn line_of<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}
