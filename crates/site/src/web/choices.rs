//! The options of a select, of radios or of boxes, in the reader's words.

use super::shell::Shell;

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line below it; empty when there is none.
    pub help: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

impl Choice {
    /// An option without a line below it.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), help: String::new(), chosen }
    }

    /// The same with a line below it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl Shell {
    /// An option for each word of an enum, named by `prefix-word`.
    #[must_use]
    pub fn choices(&self, prefix: &str, words: &[&str], chosen: &str) -> Vec<Choice> {
        words.iter().map(|word| Choice::new(*word, self.word(prefix, word), *word == chosen)).collect()
    }

    /// The same after an option that leaves everything in, named by `all`.
    #[must_use]
    pub fn filter_choices(&self, all: &str, prefix: &str, words: &[&str], chosen: &str) -> Vec<Choice> {
        let mut choices = vec![Choice::new("", self.t(all), chosen.is_empty())];
        choices.extend(self.choices(prefix, words, chosen));
        choices
    }
}
