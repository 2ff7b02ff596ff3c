//! Reading hostile files: in a process of their own, with limits on memory and time.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use gongjian_papers::check::Failure;
use gongjian_papers::limits::Limits;
use gongjian_papers::read::Go;
use gongjian_papers::worker::{Message, Outcome, Task, Work, run_here};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::mpsc;

/// Where the papers worker runs.
#[derive(Debug, Clone)]
pub enum Papers {
    /// This program, started again as `papers-worker`.
    Worker(PathBuf),
    /// In this process: for tests and for the command line, where one file is the whole job.
    Here,
}

/// A file somebody brought.
#[derive(Clone)]
pub struct Paper {
    /// Its name, as it was called where it came from.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Messages that may wait to be heard before the worker has to wait.
const AHEAD: usize = 256;
/// Bytes of one message: a row of the widest table, or the facts of nothing larger.
const LINE_BYTES: u64 = 16 << 20;

/// A task under way. Hear every message, then ask for the end.
pub struct Working {
    heard: mpsc::Receiver<Message>,
    end: tokio::task::JoinHandle<Result<Outcome, Failure>>,
}

impl Working {
    /// The next thing the worker says; none after the last one before the end.
    pub async fn message(&mut self) -> Option<Message> {
        self.heard.recv().await
    }

    /// What it came to. Messages not heard until now are lost.
    ///
    /// # Errors
    ///
    /// [`Failure`]: nothing of what was said before may be taken over then.
    pub async fn end(mut self) -> Result<Outcome, Failure> {
        self.heard.close();
        self.end.await.unwrap_or(Err(Failure::Stopped))
    }
}

impl Papers {
    /// Begins `work` on `paper`.
    #[must_use]
    pub fn begin(&self, work: Work, paper: Paper) -> Working {
        let (tell, heard) = mpsc::channel(AHEAD);
        let end = match self {
            Self::Here => tokio::task::spawn_blocking(move || here(&work, &paper, &tell)),
            Self::Worker(program) => {
                let program = program.clone();
                tokio::spawn(async move { in_process(&program, work, paper, tell).await })
            }
        };
        Working { heard, end }
    }

    /// Does work that has nothing to say but its result.
    ///
    /// # Errors
    ///
    /// [`Failure`].
    pub async fn result_of(&self, work: Work, paper: Paper) -> Result<Outcome, Failure> {
        let mut working = self.begin(work, paper);
        while working.message().await.is_some() {}
        working.end().await
    }
}

fn here(work: &Work, paper: &Paper, tell: &mpsc::Sender<Message>) -> Result<Outcome, Failure> {
    run_here(work, &paper.name, &paper.bytes, &Limits::for_import(), &mut |message| match tell
        .blocking_send(message)
    {
        Ok(()) => Go::On,
        Err(_) => Go::Stop,
    })
}

/// Runs the worker and kills it when it takes too long. Whatever ends it early is
/// the file's fault as far as anybody can tell, so it reads as [`Failure::Stopped`].
async fn in_process(
    program: &Path,
    work: Work,
    paper: Paper,
    tell: mpsc::Sender<Message>,
) -> Result<Outcome, Failure> {
    let child = Command::new(program)
        .arg("papers-worker")
        // Nothing of the server's surroundings is the worker's business, least of all its secrets.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = child.map_err(|error| stopped("it does not start", &error))?;
    let longest = Duration::from_secs(Limits::for_worker().wall_seconds);
    let talk = tokio::time::timeout(longest, talk(&mut child, work, paper, tell)).await;
    if let Err(error) = child.kill().await {
        tracing::warn!(%error, "the papers worker could not be ended");
    }
    match talk {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Err(stopped("it broke off", &error)),
        Err(elapsed) => Err(stopped("it took too long", &elapsed)),
    }
}

fn stopped(why: &'static str, error: &dyn std::error::Error) -> Failure {
    tracing::warn!(why, %error, "the papers worker stopped before the end");
    Failure::Stopped
}

async fn talk(
    child: &mut Child,
    work: Work,
    paper: Paper,
    tell: mpsc::Sender<Message>,
) -> std::io::Result<Result<Outcome, Failure>> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(std::io::ErrorKind::BrokenPipe.into());
    };
    let bytes = paper.bytes.len() as u64;
    let line = Task { work, name: paper.name, bytes, limits: Limits::for_import() }.line()?;
    let ask = async move {
        input.write_all(&line).await?;
        input.write_all(&paper.bytes).await?;
        input.shutdown().await
    };
    // A worker that refuses the file early stops reading; what it says still counts.
    let (asked, heard) = tokio::join!(ask, hear(output, tell));
    if let (Err(error), Err(_)) = (asked, &heard) {
        return Err(error);
    }
    heard
}

async fn hear(output: ChildStdout, tell: mpsc::Sender<Message>) -> std::io::Result<Result<Outcome, Failure>> {
    let mut output = BufReader::with_capacity(64 << 10, output);
    let mut line = Vec::new();
    loop {
        line.clear();
        (&mut output).take(LINE_BYTES).read_until(b'\n', &mut line).await?;
        if line.last() != Some(&b'\n') {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        match Message::parse(&line)? {
            Message::End(totals) => return Ok(Ok(Outcome::Checked(totals))),
            Message::Failed(failure) => return Ok(Err(failure)),
            Message::File { bytes } => {
                let mut file = Vec::new();
                output.take(bytes).read_to_end(&mut file).await?;
                let whole = file.len() as u64 == bytes;
                return if whole {
                    Ok(Ok(Outcome::File(file)))
                } else {
                    Err(std::io::ErrorKind::UnexpectedEof.into())
                };
            }
            message => {
                if tell.send(message).await.is_err() {
                    return Ok(Err(Failure::Stopped));
                }
            }
        }
    }
}
