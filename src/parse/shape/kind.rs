//! A kind of value: how it is read, with a finding where it is another, and what can stand there.

use std::fmt::{self, Display};
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::describe::{Holds, Known, Map, Shape};
use super::meant::unknown;
use crate::book::period::{Period, Years};
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::rules;
use crate::parse::tree::value::{Key, Node, Notation, Value};
use crate::parse::tree::yaml::signs;
use crate::source::Span;

type Read<'k, T> = Box<dyn Fn(&Value, Place<'_>, &mut Vec<Diagnostic>) -> Option<T> + 'k>;

/// A kind of value of which a `T` is read.
pub(crate) struct Kind<'k, T> {
    read: Read<'k, T>,
    shape: Box<dyn Fn(&Known<'_>) -> Shape + 'k>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The key under which it stands; an empty one for a whole file.
    pub(crate) key: &'a Key,
    /// What it is, where it is not simply what stands under the key; may be empty.
    pub(crate) what: &'a str,
    /// How its file is written.
    pub(crate) notation: Notation,
}

impl Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.what.is_empty() { write!(out, "`{}`", self.key.text) } else { out.write_str(self.what) }
    }
}

/// A value with its key and its place.
pub(crate) struct Placed<T> {
    /// The key under which it stands.
    pub(crate) key: Key,
    /// Where it stands.
    pub(crate) span: Span,
    /// The value.
    pub(crate) value: T,
}

impl<'k, T: 'k> Kind<'k, T> {
    /// A kind that `read` reads and `shape` describes.
    pub(crate) fn new(
        read: impl Fn(&Value, Place<'_>, &mut Vec<Diagnostic>) -> Option<T> + 'k,
        shape: impl Fn(&Known<'_>) -> Shape + 'k,
    ) -> Self {
        Kind { read: Box::new(read), shape: Box::new(shape) }
    }

    /// Reads a value.
    pub(crate) fn read(&self, value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T> {
        (self.read)(value, place, findings)
    }

    /// What can stand there.
    pub(crate) fn shape(&self, known: &Known<'_>) -> Shape {
        (self.shape)(known)
    }

    /// With another description.
    fn reshaped(self, change: impl Fn(Shape, &Known<'_>) -> Shape + 'k) -> Self {
        let Kind { read, shape } = self;
        Kind { read, shape: Box::new(move |known| change(shape(known), known)) }
    }

    /// An item of a list, or a value under a name that the author chooses: called `what` in findings, and with words of its own.
    #[must_use]
    pub(crate) fn called(self, what: &'static str, about: &'static str) -> Self {
        let Kind { read, shape } = self.reshaped(|shape, _| shape.about(about));
        Kind::new(move |value, place, findings| read(value, Place { what, ..place }, findings), shape)
    }

    /// With a title, and with words where it has none.
    #[must_use]
    pub(crate) fn described(self, title: &'k str, about: &'static str) -> Self {
        self.reshaped(move |shape, _| Shape { title: title.to_owned(), ..shape.about(about) })
    }

    /// Described otherwise where something says more of what can stand there than the reader asks for.
    #[must_use]
    pub(crate) fn holding(self, holds: impl Fn(&Known<'_>) -> Option<Holds> + 'k) -> Self {
        self.reshaped(move |shape, known| holds(known).map_or(shape, Shape::from))
    }

    /// With a place in a list or under a key even where it cannot be read: it is not missing.
    pub(crate) fn attempted(self) -> Kind<'k, Option<T>> {
        let Kind { read, shape } = self;
        Kind::new(move |value, place, findings| Some(read(value, place, findings)), shape)
    }

    /// With its key and its place.
    pub(crate) fn placed(self) -> Kind<'k, Placed<T>> {
        let Kind { read, shape } = self;
        let read = move |value: &Value, place: Place<'_>, findings: &mut _| {
            let (key, span) = (place.key.clone(), value.span);
            read(value, place, findings).map(|value| Placed { key, span, value })
        };
        Kind::new(read, shape)
    }
}

/// A text as it stands in a file.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    /// The text, without quotes.
    pub(crate) text: &'a str,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it stands without quotes.
    pub(crate) plain: bool,
    /// Whether it is byte for byte what stands there.
    pub(crate) verbatim: bool,
    /// What stands behind ` #` and so is none of it.
    pub(crate) comment: Option<Span>,
    /// The key under which it stands.
    pub(crate) key: &'a Key,
}

impl Text<'_> {
    /// The finding for a text that cannot stand where it does.
    pub(crate) fn refuse(self, message: impl Into<String>, help: impl Into<String>) -> Box<Diagnostic> {
        Box::new(rules::BAD_VALUE.at(self.span, message).help(help))
    }

    /// The finding for a text that should be one of these names of `what`.
    pub(crate) fn unknown<'n>(self, what: &str, known: impl Iterator<Item = &'n str> + Clone) -> Box<Diagnostic> {
        let key = Key { text: self.text.to_owned(), span: self.span };
        Box::new(unknown(&rules::BAD_VALUE, &key, what, known))
    }

    /// What is parsed from the text; a finding that says `what` it should be where it is not.
    pub(crate) fn parse<T: FromStr>(self, what: &str) -> Parsed<T> {
        let refuse = |_| self.refuse(format!("`{}` is not {what}", shown(self.text)), format!("write {what}"));
        self.text.parse().map_err(refuse)
    }
}

/// What is made of a text, or what is wrong with it.
pub(crate) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// A kind that `parse` makes of a text.
pub(crate) fn text_as<'k, T: 'k>(parse: impl Fn(Text<'_>) -> Parsed<T> + 'k) -> Kind<'k, T> {
    text_with(move |text, findings| parse(text).map_err(|fault| findings.push(*fault)).ok())
}

/// A kind that `read` makes of a text in which several things can be wrong.
pub(crate) fn text_with<'k, T: 'k>(read: impl Fn(Text<'_>, &mut Vec<Diagnostic>) -> Option<T> + 'k) -> Kind<'k, T> {
    let read = move |value: &Value, place: Place<'_>, findings: &mut _| read(typed(value, place, findings)?, findings);
    Kind::new(read, |_| Holds::Text.into())
}

/// Text that readers see, of which none may be lost.
pub(crate) fn prose<'k, T: 'k>(read: impl Fn(Text<'_>, &mut Vec<Diagnostic>) -> T + 'k) -> Kind<'k, T> {
    text_with(move |text, findings| {
        findings.extend(text.comment.map(|comment| signs::lost(comment, text.text)));
        Some(read(text, findings))
    })
}

/// Text.
pub(crate) fn text() -> Kind<'static, String> {
    prose(|text, _| text.text.to_owned())
}

/// `true` or `false`.
pub(crate) fn flag() -> Kind<'static, bool> {
    text_as(|text| text.parse("`true` or `false`")).holding(|_| Some(Holds::Flag))
}

/// A period of a book whose years begin so.
pub(crate) fn period(years: Years) -> Kind<'static, Period> {
    let refuse = move |text: Text<'_>| {
        let message = format!("`{}` is not the name of a period", shown(text.text));
        let example = years.example().name();
        text.refuse(
            message,
            format!("write a year as in `{example}`, a part of one as in `{example}-Q2`, or a month as in `2013-M04`"),
        )
    };
    text_as(move |text| years.period(text.text).ok_or_else(|| refuse(text))).holding(|_| Some(Holds::Period))
}

/// A calendar day in ISO order.
pub(crate) fn day() -> Kind<'static, Date> {
    let refuse = |text: Text<'_>| {
        text.refuse(format!("`{}` is not a day", shown(text.text)), "write year, month and day: 2008-04-01")
    };
    let day = move |text: Text<'_>| {
        let day: Option<Date> = text.text.parse().ok().filter(|_| text.text.len() == 10);
        day.filter(|day| (1900..2200).contains(&day.year())).ok_or_else(|| refuse(text))
    };
    text_as(day).holding(|_| Some(Holds::Day))
}

/// An hour of a day on the clocks of a time zone. One that the clocks leave out is refused; of one that comes twice the second is
/// meant, so that nothing is released early.
pub(crate) fn moment(zone: &TimeZone) -> Kind<'_, Timestamp> {
    let time = |text: Text<'_>| {
        let is_whole = text.text.len() == "2014-10-30T09:30".len() && text.text.as_bytes()[10] == b'T';
        let clock: Option<DateTime> = text.text.parse().ok().filter(|_| is_whole);
        let clock = clock.ok_or_else(|| {
            let message = format!("`{}` is not a day with the hour", shown(text.text));
            text.refuse(
                message,
                "write year, month, day, T, and the hour in 24 hours, without a time zone: 2014-10-30T09:30",
            )
        })?;
        let time = zone.to_ambiguous_timestamp(clock);
        if matches!(time.offset(), AmbiguousOffset::Gap { .. }) {
            let message = format!("there is no {} on that day: the clocks go forward over it", clock.strftime("%H:%M"));
            return Err(text.refuse(message, "write an hour before or after the change"));
        }
        time.later().map_err(|_| text.refuse("no clock shows this time", "write a day of these years"))
    };
    text_as(time).holding(|_| Some(Holds::Time))
}

/// A whole number between limits; `beyond` says what is wrong with one beyond them.
pub(crate) fn whole<T: TryFrom<i64> + 'static>(limits: RangeInclusive<i64>, beyond: &'static str) -> Kind<'static, T> {
    let (least, most) = limits.into_inner();
    let whole = move |text: Text<'_>| {
        let number = text.parse("a whole number")?;
        let to = if most == i64::MAX { "on".to_owned() } else { format!("to {most}") };
        let within = T::try_from(number).ok().filter(|_| (least..=most).contains(&number));
        within.ok_or_else(|| text.refuse(beyond, format!("write a number from {least} {to}")))
    };
    text_as(whole).holding(move |_| Some(Holds::Whole(least, most)))
}

/// A whole number that counts something.
pub(crate) fn count<T: TryFrom<i64> + 'static>() -> Kind<'static, T> {
    whole(0..=i64::MAX, "no count is negative")
}

/// The rows of a choice: words, each with what it stands for and what it means to people.
type Words<T> = [(&'static str, T, &'static str)];

/// One of a few words.
pub(crate) fn choice<T: Copy>(words: &'static Words<T>) -> Kind<'static, T> {
    let meanings = || words.iter().map(|row| (row.0.to_owned(), row.2.to_owned())).collect();
    text_as(|text| choice_of(text, words)).holding(move |_| Some(Holds::Choice(meanings())))
}

/// What a text stands for that should be one of a few words.
pub(crate) fn choice_of<T: Copy>(text: Text<'_>, words: &Words<T>) -> Parsed<T> {
    let refuse = || {
        let all: Vec<_> = words.iter().map(|row| format!("`{}`", row.0)).collect();
        let near = nearest(text.text, words.iter().map(|row| row.0)).map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{}` cannot stand here", shown(text.text));
        Box::new(text.refuse(message, format!("write one of {}", all.join(", "))).label(near.unwrap_or_default()))
    };
    words.iter().find(|row| row.0 == text.text).map(|row| row.1).ok_or_else(refuse)
}

fn typed<'a>(value: &'a Value, place: Place<'a>, findings: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
    match &value.node {
        Node::Scalar { text, plain, verbatim, comment }
            if !(text.trim().is_empty() || *plain && matches!(text.as_str(), "~" | "null")) =>
        {
            let Value { span, .. } = *value;
            Some(Text { text, span, plain: *plain, verbatim: *verbatim, comment: *comment, key: place.key })
        }
        Node::Scalar { .. } => {
            let finding = rules::WRONG_TYPE.at(value.span, format!("{place} has no value"));
            findings.push(match place.notation {
                Notation::Yaml => finding.help("write the value after the colon, or delete the line"),
                Notation::Toml => finding.help("write the value between the quotes, or delete the line"),
            });
            None
        }
        Node::Unread | Node::List(_) | Node::Map(_) => {
            wrong_type(value, place, "text; put it in quotes if it begins with a bracket", findings);
            None
        }
    }
}

/// A list of values of one kind. A single text counts as a list of one.
pub(crate) fn each<'k, T: 'k>(kind: Kind<'k, T>) -> Kind<'k, Vec<T>> {
    let Kind { read, shape } = kind;
    let read = move |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        let items = match &value.node {
            Node::List(items) => items.as_slice(),
            Node::Scalar { .. } => std::slice::from_ref(value),
            Node::Map(_) | Node::Unread => {
                let list = match place.notation {
                    Notation::Yaml => "a list, one item a line after `- `",
                    Notation::Toml => "a list, in square brackets",
                };
                wrong_type(value, place, list, findings);
                return None;
            }
        };
        Some(items.iter().filter_map(|item| read(item, place, findings)).collect())
    };
    Kind::new(read, move |known| Holds::List(Box::new(shape(known))).into())
}

/// Names that the author chooses, with values of one kind.
pub(crate) fn named<'k, T: 'k>(kind: Kind<'k, T>) -> Kind<'k, Vec<T>> {
    let Kind { read, shape } = kind;
    let read = move |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        let Node::Map(entries) = &value.node else {
            let should = format!("names with values, as in `name{}value`", place.notation.sign());
            wrong_type(value, place, &should, findings);
            return None;
        };
        let read = |(key, value): &(_, _)| read(value, Place { key, ..place }, findings);
        Some(entries.iter().filter_map(read).collect())
    };
    let map = move |known: &Known<'_>| Map { others: Some(Box::new(shape(known))), ..Map::default() };
    Kind::new(read, move |known| Holds::Map(map(known)).into())
}

/// One name that the author chooses, with a value.
pub(crate) fn one_named<'k, T: 'k>(kind: Kind<'k, T>) -> Kind<'k, T> {
    let Kind { read, shape } = named(kind);
    let read = move |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        if let Node::Map(entries) = &value.node
            && let Some((key, _)) = entries.get(1)
        {
            let finding = rules::BAD_VALUE.at(key.span, format!("{place} can have one entry only"));
            findings.push(finding.help("keep the one that is right and delete the others"));
        }
        read(value, place, findings)?.into_iter().next()
    };
    Kind::new(read, shape).reshaped(|mut shape, _| {
        if let Holds::Map(map) = &mut shape.holds {
            map.is_single = true;
        }
        shape
    })
}

/// A record, or a text that stands for one.
pub(crate) fn text_or<'k, T: 'k>(text: Kind<'k, T>, record: Kind<'k, T>) -> Kind<'k, T> {
    let Kind { read, shape } = record;
    let read = move |value: &Value, place: Place<'_>, findings: &mut _| match value.node {
        Node::Map(_) | Node::Unread => read(value, place, findings),
        _ => text.read(value, place, findings),
    };
    Kind::new(read, shape).reshaped(|mut shape, _| {
        if let Holds::Map(map) = shape.holds {
            shape.holds = Holds::TextOr(map);
        }
        shape
    })
}

/// Finds a value of another kind than it should be. What could not be read as a whole may be of any.
pub(crate) fn wrong_type(value: &Value, place: Place<'_>, should: &str, findings: &mut Vec<Diagnostic>) {
    let is = match value.node {
        Node::Scalar { .. } => "a single value",
        Node::List(_) => "a list",
        Node::Map(_) | Node::Unread => "names with values",
    };
    if value.is_whole() {
        let finding = rules::WRONG_TYPE.at(value.span, format!("{place} is {is} here"));
        findings.push(finding.help(format!("it should be {should}")));
    }
}
