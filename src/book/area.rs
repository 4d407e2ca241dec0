//! An area that publishes a report, and the nation that the areas make up.

use super::narrative::Words;
use super::period::Period;
use crate::source::Span;

/// An area, or the nation itself, as its `area.yaml` (or the book's settings) says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The folder's name, used in paths and addresses.
    pub key: String,
    /// The name for readers.
    pub name: Words,
    /// The region it belongs to; the nation has none.
    pub region: Option<Words>,
    /// The country that the region is part of.
    pub country: Option<Words>,
    /// The fields that the book declares, each with its words for readers.
    pub fields: Vec<(Words, Words)>,
    /// Codes that official statistics know it by.
    pub codes: Vec<String>,
    /// Names in use before or beside this one.
    pub other_names: Vec<Words>,
    /// What it and its folder were called before, in the order of time.
    pub formerly: Vec<Former>,
    /// The first period in which it exists; none where it did before any.
    pub from: Option<Period>,
    /// The last period in which it exists; none while it does.
    pub to: Option<Period>,
    /// The areas that took over from it when it ended.
    pub became: Vec<Successor>,
    /// Where it stands on a map of tiles.
    pub map: Option<Tile>,
    /// Where the area is declared.
    pub span: Option<Span>,
}

impl Area {
    /// An area of which nothing is known but its key and its name.
    pub fn named(key: impl Into<String>, name: Words) -> Area {
        Area {
            key: key.into(),
            name,
            region: None,
            country: None,
            fields: Vec::new(),
            codes: Vec::new(),
            other_names: Vec::new(),
            formerly: Vec::new(),
            from: None,
            to: None,
            became: Vec::new(),
            map: None,
            span: None,
        }
    }

    /// Whether it exists in a period or in a part of it.
    pub fn exists_in(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from.first_day() <= period.last_day())
            && self.to.is_none_or(|to| period.first_day() <= to.last_day())
    }

    /// Whether it exists as the year begins for which the residents of a calendar year are counted.
    pub fn has_residents_in(&self, mid_year: u16) -> bool {
        let begins = |period: Period| period.of_mid_year(mid_year).map(Period::first_day);
        self.from.is_none_or(|from| begins(from).is_some_and(|begins| from.first_day() <= begins))
            && self.to.is_none_or(|to| begins(to).is_some_and(|begins| begins <= to.last_day()))
    }

    /// The name for readers in a period.
    pub fn name_in(&self, period: Period) -> &Words {
        let former = self.formerly.iter().filter(|former| period.last_day() <= former.until.last_day());
        former.filter_map(|former| former.name.as_ref()).next().unwrap_or(&self.name)
    }

    /// The names that its folder had before, each with the last period in which it had it.
    pub fn former_keys(&self) -> impl Iterator<Item = (&str, Period)> {
        self.formerly.iter().filter_map(|former| Some((former.key.as_deref()?, former.until)))
    }

    /// The names that its folder can have in the files of a period: that of now first.
    pub fn keys_in(&self, period: Period) -> Vec<&str> {
        let former = self.former_keys().filter(|(_, until)| period.last_day() <= until.last_day());
        std::iter::once(self.key.as_str()).chain(former.map(|(key, _)| key)).collect()
    }

    /// Whether there is a time at which both exist.
    pub fn meets(&self, other: &Area) -> bool {
        let begins_by_the_end = |one: &Area, other: &Area| {
            one.from.zip(other.to).is_none_or(|(from, to)| from.first_day() <= to.last_day())
        };
        begins_by_the_end(self, other) && begins_by_the_end(other, self)
    }
}

/// The area whose folder is called so, or was.
pub fn called<'a>(areas: impl Iterator<Item = &'a Area> + Clone, key: &str) -> Option<&'a Area> {
    let now = areas.clone().find(|area| area.key == key);
    now.or_else(|| areas.clone().find(|area| area.former_keys().any(|(former, _)| former == key)))
}

/// What an area was called up to a period: its folder, itself, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The name of the folder, where it was another one.
    pub key: Option<String>,
    /// The name for readers, where it was another one.
    pub name: Option<Words>,
    /// The last period in which it was called so.
    pub until: Period,
    /// Where this is said.
    pub span: Span,
}

/// An area that took over from one that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Its key.
    pub key: String,
    /// Whether its figures compare with those of the area that ended: its series go on from them.
    pub compares: bool,
    /// Where this is said.
    pub span: Span,
}

/// The place of an area on a map of tiles, about where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// How many tiles lie to the left of it.
    pub column: usize,
    /// How many tiles lie above it.
    pub row: usize,
    /// The name where space is short, of five letters or so.
    pub short: Words,
}
