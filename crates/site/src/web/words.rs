//! Words: every sentence a person reads comes from `locales/`, Chinese first.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};
use gongjian_domain::reason::{Arg, Reason};
use serde::{Deserialize, Serialize};

use crate::clock::civil;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "zh-CN",
        // The isolating marks are invisible characters that would stick to copied names and numbers.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese as written in mainland China.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The language's tag.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language with this tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == tag)
    }

    /// The first language of an `Accept-Language` header that is spoken here.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next()?.trim().to_ascii_lowercase();
            match tag.get(..2)? {
                "zh" => Some(Self::Chinese),
                "en" => Some(Self::English),
                _ => None,
            }
        })
    }

    fn id(self) -> LanguageIdentifier {
        self.as_str().parse().unwrap_or_default()
    }

    /// The sentence `key`. A key nobody wrote shows as itself; a test finds those.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        LOCALES.try_lookup(&self.id(), key).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence `key`, if somebody wrote one.
    #[must_use]
    pub fn known(self, key: &str) -> Option<String> {
        LOCALES.try_lookup(&self.id(), key)
    }

    /// The sentence `key` with values in it.
    #[must_use]
    pub fn with(self, key: &str, args: &[(&str, Arg)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'static>> =
            args.iter().map(|(name, arg)| (Cow::Owned((*name).to_owned()), self.value(arg))).collect();
        LOCALES.try_lookup_with_args(&self.id(), key, &values).unwrap_or_else(|| key.to_owned())
    }

    /// A reason of the core as a sentence.
    #[must_use]
    pub fn reason(self, reason: &Reason) -> String {
        let args: Vec<(&str, Arg)> =
            reason.args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
        self.with(&reason.key, &args)
    }

    fn value(self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Date(date) => FluentValue::from(self.short_date(*date)),
            Arg::Text(text) => FluentValue::from(text.clone()),
            Arg::Words(words) => FluentValue::from(self.said(words).to_owned()),
            Arg::List(names) => FluentValue::from(self.list(names)),
        }
    }

    /// Names one after the other: 校方、企方; school, enterprise.
    #[must_use]
    pub fn list(self, names: &[impl std::borrow::Borrow<str>]) -> String {
        names.join(&self.t("list-comma"))
    }

    /// A day in full: 2026年11月23日（周一）, Mon 23 Nov 2026.
    #[must_use]
    pub fn date(self, day: NaiveDate) -> String {
        match self {
            Self::Chinese => {
                let week = ["一", "二", "三", "四", "五", "六", "日"];
                let name =
                    week.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
                format!("{}年{}月{}日（周{name}）", day.year(), day.month(), day.day())
            }
            Self::English => day.format("%a %-d %b %Y").to_string(),
        }
    }

    /// A day without its weekday: 2026年11月23日, 23 Nov 2026.
    #[must_use]
    pub fn short_date(self, day: NaiveDate) -> String {
        match self {
            Self::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Self::English => day.format("%-d %b %Y").to_string(),
        }
    }

    /// A moment by the wall clock in China: day and minute.
    #[must_use]
    pub fn moment(self, moment: DateTime<Utc>) -> String {
        self.civil_moment(civil(moment))
    }

    fn civil_moment(self, at: NaiveDateTime) -> String {
        format!("{} {:02}:{:02}", self.short_date(at.date()), at.hour(), at.minute())
    }

    /// The minute of a moment by the wall clock in China: 14:30.
    #[must_use]
    pub fn time(self, moment: DateTime<Utc>) -> String {
        let at = civil(moment);
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// A period; `until` is the first day it no longer holds.
    #[must_use]
    pub fn period(self, from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
        let last = until.and_then(|day| day.pred_opt());
        let start = from.map(|day| self.short_date(day));
        let end = last.map(|day| self.short_date(day));
        match (self, start, end) {
            (Self::Chinese, Some(start), Some(end)) => format!("{start}至{end}"),
            (Self::Chinese, Some(start), None) => format!("{start}起"),
            (Self::Chinese, None, Some(end)) => format!("至{end}"),
            (Self::Chinese, None, None) => "起止时间未填".to_owned(),
            (Self::English, Some(start), Some(end)) => format!("{start} – {end}"),
            (Self::English, Some(start), None) => format!("since {start}"),
            (Self::English, None, Some(end)) => format!("until {end}"),
            (Self::English, None, None) => "dates not given".to_owned(),
        }
    }
}

/// Whether `key` is written in `lang` itself, not only in the fallback.
#[must_use]
pub fn is_written(lang: Lang, key: &str) -> bool {
    LOCALES.lookup_single_language::<&str>(&lang.id(), key, None).is_ok()
}
