//! Kinds of value that are written as a text: words, numbers, days, one of a few words.

use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Date;

use super::describe::{Holds, Known, Shape};
use super::kind::{Kind, Place, wrong_type};
use crate::book::period::Period;
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::rules;
use crate::parse::yaml::tree::{Key, Node, Notation, Yaml};
use crate::source::Span;

/// A text as it stands in a file.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The text, without quotes.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// Whether it is byte for byte what stands there.
    pub verbatim: bool,
    /// The key under which it stands.
    pub key: &'a Key,
}

/// A kind that is read from a text.
pub struct TextAs<F> {
    read: F,
    holds: fn() -> Holds,
}

/// How a text is read.
pub type Reads<T> = fn(Text<'_>, &mut Vec<Diagnostic>) -> Option<T>;

/// Text.
pub const TEXT: TextAs<Reads<String>> = text_as(|text, _| Some(text.text.to_owned()));
/// `true` or `false`.
pub const FLAG: TextAs<Reads<bool>> = text_as::<_, Reads<_>>(flag).holding(|| Holds::Flag);
/// A reporting year.
pub const PERIOD: TextAs<Reads<Period>> = text_as::<_, Reads<_>>(period).holding(|| Holds::Period);
/// A calendar day in ISO order.
pub const DAY: TextAs<Reads<Date>> = text_as::<_, Reads<_>>(day).holding(|| Holds::Day);

/// A kind that `read` makes of a text.
pub const fn text_as<T, F: Fn(Text<'_>, &mut Vec<Diagnostic>) -> Option<T>>(read: F) -> TextAs<F> {
    TextAs { read, holds: || Holds::Text }
}

impl<F> TextAs<F> {
    /// With what its text can be.
    #[must_use]
    pub const fn holding(mut self, holds: fn() -> Holds) -> Self {
        self.holds = holds;
        self
    }
}

impl<T, F: Fn(Text<'_>, &mut Vec<Diagnostic>) -> Option<T>> Kind for TextAs<F> {
    type Value = T;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T> {
        (self.read)(text(value, place, findings)?, findings)
    }

    fn shape(&self, _: &Known<'_>) -> Shape {
        Shape::new((self.holds)())
    }
}

/// A whole number between limits.
pub struct Whole<T> {
    limits: RangeInclusive<i64>,
    beyond: &'static str,
    number: PhantomData<T>,
}

/// A whole number of any size.
pub const ANY: RangeInclusive<i64> = i64::MIN..=i64::MAX;
/// A whole number that counts something.
pub const COUNT: RangeInclusive<i64> = 0..=i64::MAX;

/// A whole number between limits.
pub const fn whole<T>(limits: RangeInclusive<i64>) -> Whole<T> {
    Whole { limits, beyond: "", number: PhantomData }
}

impl<T> Whole<T> {
    /// With what is wrong with a number beyond the limits.
    #[must_use]
    pub const fn beyond(mut self, beyond: &'static str) -> Self {
        self.beyond = beyond;
        self
    }
}

impl<T: TryFrom<i64>> Kind for Whole<T> {
    type Value = T;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let text = text(value, place, findings)?;
        let (least, most) = (self.limits.start(), self.limits.end());
        let number: i64 = parsed(text, "a whole number", findings)?;
        let within = T::try_from(number).ok().filter(|_| self.limits.contains(&number));
        if within.is_none() {
            let message = match self.beyond {
                "" => format!("{number} cannot stand here"),
                beyond => beyond.to_owned(),
            };
            let finding = Diagnostic::new(&rules::BAD_VALUE, text.span, message);
            findings.push(match *most {
                i64::MAX => finding.help(format!("write a number from {least} on")),
                most => finding.help(format!("write a number from {least} to {most}")),
            });
        }
        within
    }

    fn shape(&self, _: &Known<'_>) -> Shape {
        Shape::new(Holds::Whole(*self.limits.start(), *self.limits.end()))
    }
}

/// One of a few words, each with what it stands for and what it means to people.
pub struct Choice<T: 'static>(pub &'static [(&'static str, T, &'static str)]);

impl<T: Copy> Kind for Choice<T> {
    type Value = T;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let text = text(value, place, findings)?;
        let found = self.0.iter().find(|row| row.0 == text.text);
        if found.is_none() {
            let words: Vec<_> = self.0.iter().map(|row| format!("`{}`", row.0)).collect();
            let message = format!("`{}` cannot stand here", shown(text.text));
            let finding = Diagnostic::new(&rules::BAD_VALUE, text.span, message);
            let near = nearest(text.text, self.0.iter().map(|row| row.0));
            let finding = finding.label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default());
            findings.push(finding.help(format!("write one of {}", words.join(", "))));
        }
        found.map(|row| row.1)
    }

    fn shape(&self, _: &Known<'_>) -> Shape {
        let words = self.0.iter().map(|row| (row.0.to_owned(), row.2.to_owned()));
        Shape::new(Holds::Choice(words.collect()))
    }
}

/// The text of a value that should be one.
pub fn text<'a>(value: &'a Yaml, place: Place<'a>, findings: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
    match &value.node {
        Node::Scalar { text, plain, verbatim }
            if !(text.trim().is_empty() || *plain && matches!(text.as_str(), "~" | "null")) =>
        {
            Some(Text { text, span: value.span, verbatim: *verbatim, key: place.key })
        }
        Node::Scalar { .. } => {
            let finding = Diagnostic::new(&rules::WRONG_TYPE, value.span, format!("{place} has no value"));
            findings.push(match place.notation {
                Notation::Yaml => finding.help("write the value after the colon, or delete the line"),
                Notation::Toml => finding.help("write the value between the quotes, or delete the line"),
            });
            None
        }
        Node::List(_) | Node::Map(_) => {
            findings.push(wrong_type(value, place, "text; put it in quotes if it begins with a bracket"));
            None
        }
    }
}

/// A value that is parsed from its text; a finding that says `what` it should be where it is not.
pub fn parsed<T: FromStr>(text: Text<'_>, what: &str, findings: &mut Vec<Diagnostic>) -> Option<T> {
    let parsed = text.text.parse().ok();
    if parsed.is_none() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, text.span, format!("`{}` is not {what}", text.text));
        findings.push(finding.help(format!("write {what}")));
    }
    parsed
}

fn flag(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<bool> {
    parsed(text, "`true` or `false`", findings)
}

fn period(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<Period> {
    parsed(text, "a reporting year such as `2013-14`", findings)
}

fn day(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<Date> {
    let day = text.text.parse::<Date>().ok().filter(|_| text.text.len() == 10);
    if day.is_none() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, text.span, format!("`{}` is not a day", text.text));
        findings.push(finding.help("write year, month and day: 2008-04-01"));
    }
    day
}
