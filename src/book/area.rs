//! An area that publishes a report, and the nation that the areas make up.

use super::narrative::Words;
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
            map: None,
            span: None,
        }
    }
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
