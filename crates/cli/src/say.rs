//! What a command says. Whoever reads it may stop reading, as `head` does: then the rest goes unsaid, quietly,
//! and the command ends as it would have.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// Writes one line to standard output.
macro_rules! say {
    ($($words:tt)*) => { $crate::say::line(&mut std::io::stdout().lock(), format_args!($($words)*)) };
}

/// Writes one line to standard error.
macro_rules! warn {
    ($($words:tt)*) => { $crate::say::line(&mut std::io::stderr().lock(), format_args!($($words)*)) };
}

pub(crate) fn line(to: &mut impl Write, words: Arguments<'_>) {
    // There is nobody to tell that nobody reads.
    drop(writeln!(to, "{words}").and_then(|()| to.flush()));
}

/// Writes a file to standard output.
pub(crate) fn bytes(bytes: &[u8]) -> std::io::Result<()> {
    let mut to = std::io::stdout().lock();
    match to.write_all(bytes).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
