//! What every page shows around its own content.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::reason::{Arg, Reason};

use super::error::FieldError;
use super::words::Lang;

/// Light, dark or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The theme's word in cookies and markup.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word)
    }
}

/// One entry of the main menu.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// Key of its name.
    pub key: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Whether the page at hand lies there.
    pub current: bool,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Who {
    /// The name.
    pub name: String,
    /// What the person does here, in a line.
    pub line: String,
    /// The address of the own page.
    pub href: String,
}

/// What is wrong with a field, as a reader sees it.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The field's name.
    pub field: String,
    /// The sentence.
    pub message: String,
}

/// Everything around a page: language, theme, menu, who is signed in.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The language's tag, for the document.
    pub lang: &'static str,
    /// The language's sentences.
    pub words: Lang,
    /// `auto`, `light` or `dark`.
    pub theme: &'static str,
    /// The address at hand with its query, to come back to after a switch.
    pub path: String,
    /// Whether something was sent, and not only a page asked for.
    pub sent: bool,
    /// The main menu.
    pub nav: Vec<NavItem>,
    /// Who is signed in.
    pub who: Option<Who>,
    /// How many things wait for this person.
    pub waiting: usize,
    /// A sentence about what was just done.
    pub flash: Option<String>,
    /// Whether the data are invented.
    pub demo: bool,
    /// Whether the page is being printed.
    pub is_print: bool,
}

impl Shell {
    /// A shell for somebody who is not signed in.
    #[must_use]
    pub fn bare(lang: Lang, theme: Theme, path: &str) -> Self {
        Self {
            lang: lang.as_str(),
            words: lang,
            theme: theme.as_str(),
            path: path.to_owned(),
            sent: false,
            nav: Vec::new(),
            who: None,
            waiting: 0,
            flash: None,
            demo: false,
            is_print: false,
        }
    }

    /// The sentence `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The sentence `prefix-word`, for a word of an enum such as a state.
    #[must_use]
    pub fn word(&self, prefix: &str, word: impl std::fmt::Display) -> String {
        self.words.t(&format!("{prefix}-{word}"))
    }

    /// The sentence `key` with one value.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl IntoArg) -> String {
        self.words.with(key, &[(name, value.into_arg())])
    }

    /// The sentence `key` with two values.
    #[must_use]
    pub fn t2(&self, key: &str, a: &str, first: impl IntoArg, b: &str, second: impl IntoArg) -> String {
        self.words.with(key, &[(a, first.into_arg()), (b, second.into_arg())])
    }

    /// The sentence `key` with three values.
    #[must_use]
    pub fn t3(
        &self,
        key: &str,
        (a, first): (&str, i64),
        (b, second): (&str, i64),
        (c, third): (&str, i64),
    ) -> String {
        self.words.with(key, &[(a, first.into()), (b, second.into()), (c, third.into())])
    }

    /// A reason of the core as a sentence.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        self.words.reason(reason)
    }

    /// What is wrong with a form's fields, in sentences.
    #[must_use]
    pub fn problems(&self, fields: &[FieldError]) -> Vec<Problem> {
        fields
            .iter()
            .map(|error| Problem { field: error.field.clone(), message: self.reason(&error.reason) })
            .collect()
    }

    /// A form that nobody has sent yet has none.
    #[must_use]
    pub fn no_problems(&self) -> Vec<Problem> {
        Vec::new()
    }

    /// A day in full.
    #[must_use]
    pub fn date(&self, day: &NaiveDate) -> String {
        self.words.date(*day)
    }

    /// A day without its weekday.
    #[must_use]
    pub fn short_date(&self, day: &NaiveDate) -> String {
        self.words.short_date(*day)
    }

    /// A day that may not be known, without its weekday; empty when it is not.
    #[must_use]
    pub fn maybe_date(&self, day: &Option<NaiveDate>) -> String {
        day.map(|day| self.words.short_date(day)).unwrap_or_default()
    }

    /// A day as a form's field takes it; empty when there is none.
    #[must_use]
    pub fn typed_date(&self, day: &Option<NaiveDate>) -> String {
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    /// The sentence `prefix-word` for a word that may not be known; empty when it is not.
    #[must_use]
    pub fn maybe_word(&self, prefix: &str, word: &Option<String>) -> String {
        word.as_deref().map(|word| self.word(prefix, word)).unwrap_or_default()
    }

    /// A moment by the wall clock in China.
    #[must_use]
    pub fn moment(&self, moment: &DateTime<Utc>) -> String {
        self.words.moment(*moment)
    }

    /// The minute of a moment.
    #[must_use]
    pub fn time(&self, moment: &DateTime<Utc>) -> String {
        self.words.time(*moment)
    }

    /// A term of office; `until` is the first day it is no longer held.
    #[must_use]
    pub fn term(&self, from: &NaiveDate, until: &Option<NaiveDate>) -> String {
        self.words.period(Some(*from), *until)
    }

    /// A period; `until` is the first day it no longer holds.
    #[must_use]
    pub fn period(&self, from: &Option<NaiveDate>, until: &Option<NaiveDate>) -> String {
        self.words.period(*from, *until)
    }
}

/// A value a template may put into a sentence.
pub trait IntoArg {
    /// The value as the sentence takes it.
    fn into_arg(self) -> Arg;
}

macro_rules! numbers {
    ($($number:ty),*) => {
        // Templates hand numbers over by value or by reference; both become `Arg::Number`.
        $(impl IntoArg for $number {
            fn into_arg(self) -> Arg { Arg::Number(i64::try_from(self).unwrap_or(i64::MAX)) }
        }
        impl IntoArg for &$number {
            fn into_arg(self) -> Arg { Arg::Number(i64::try_from(*self).unwrap_or(i64::MAX)) }
        })*
    };
}
numbers!(i32, i64, u32, u64, usize);

impl IntoArg for &str {
    fn into_arg(self) -> Arg {
        Arg::Text(self.to_owned())
    }
}
impl IntoArg for String {
    fn into_arg(self) -> Arg {
        Arg::Text(self)
    }
}
impl IntoArg for &String {
    fn into_arg(self) -> Arg {
        Arg::Text(self.clone())
    }
}
impl IntoArg for &&str {
    fn into_arg(self) -> Arg {
        Arg::Text((*self).to_owned())
    }
}
impl IntoArg for &&String {
    fn into_arg(self) -> Arg {
        Arg::Text((*self).clone())
    }
}
impl IntoArg for &&NaiveDate {
    fn into_arg(self) -> Arg {
        Arg::Date(**self)
    }
}
impl IntoArg for NaiveDate {
    fn into_arg(self) -> Arg {
        Arg::Date(self)
    }
}
impl IntoArg for &NaiveDate {
    fn into_arg(self) -> Arg {
        Arg::Date(*self)
    }
}
