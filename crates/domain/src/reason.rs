//! Why something was found or refused, as a sentence's key and its numbers.
//!
//! The core speaks no language: a page, a letter or the command line turns a
//! [`Reason`] into Chinese or English with the same words everywhere.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::rule::Words;

/// One value that stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A count or another whole number.
    Number(i64),
    /// A civil date.
    Date(NaiveDate),
    /// A name or a code. Never an identity number or another secret.
    Text(String),
    /// A text that the rule book holds in both languages, such as a step's title.
    Words(Words),
    /// Names or codes, which each language strings together in its own way.
    List(Vec<String>),
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}
impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}
impl From<Words> for Arg {
    fn from(words: Words) -> Self {
        Self::Words(words)
    }
}
impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Arg {
    fn from(names: Vec<String>) -> Self {
        Self::List(names)
    }
}

/// The key of a sentence, with the values that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The message's key in the locale files, such as `finding-br-min`.
    pub key: String,
    /// The values by the names the sentence gives them, in order.
    pub args: Vec<(String, Arg)>,
}

impl Reason {
    /// A sentence without values yet.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// The same sentence with one more value in it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}
