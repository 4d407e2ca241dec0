//! The areas, regions and the nation of a book, and where a sentence names one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::book::Book;
use crate::book::area::Area;
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::Kind;
use crate::check::prose::reading::language::words::Words;
use crate::text::pattern::Pattern;

/// A place that a sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// An area of the book: its key.
    Area(&'a str),
    /// A region: its name.
    Region(&'a str),
    Nation,
    /// Some place that is not named.
    Elsewhere,
}

/// The names of places, by their first words in lower case.
pub(crate) struct Places<'a> {
    names: HashMap<String, Vec<Known<'a>>>,
}

/// The name of a place but for its first word.
struct Known<'a> {
    rest: Vec<String>,
    place: Place<'a>,
    /// Whether it is written with a capital within sentences: “the coast” is none of “The coast”.
    has_capital: bool,
}

/// The names of an area, of now and of before.
fn names(area: &Area) -> impl Iterator<Item = &str> {
    let former = area.formerly.iter().filter_map(|former| former.name.as_ref());
    [&area.name].into_iter().chain(&area.other_names).chain(former).map(|name| name.as_str())
}

fn words_of(name: &str) -> Vec<String> {
    let parts = name.split(|sign: char| sign.is_whitespace() || sign == '-').filter(|part| !part.is_empty());
    parts.map(str::to_ascii_lowercase).collect()
}

impl<'a> Places<'a> {
    /// The places of a book.
    pub(crate) fn new(book: &'a Book) -> Self {
        let mut places = Places { names: HashMap::new() };
        for area in book.areas.iter() {
            for name in names(area) {
                places.add(name, Place::Area(&area.key));
            }
        }
        for region in book.areas.iter().flat_map(|area| area.region.iter().chain(&area.country)) {
            places.add(region, Place::Region(region));
        }
        for name in [&book.nation.name].into_iter().chain(&book.nation.other_names) {
            places.add(name, Place::Nation);
        }
        places
    }

    /// Of two places with one name the first stands.
    fn add(&mut self, name: &str, place: Place<'a>) {
        let mut words = words_of(name);
        if words.is_empty() {
            return;
        }
        let rest = words.split_off(1);
        let has_capital = name.strip_prefix("The ").is_none_or(|rest| rest.contains(char::is_uppercase));
        let names = self.names.entry(words.remove(0)).or_default();
        if !names.iter().any(|known| known.rest == rest) {
            names.push(Known { rest, place, has_capital });
        }
    }

    /// The place that is named from a token on, with a capital; how many tokens its name takes.
    pub(crate) fn at(&self, words: &Words<'_>, at: usize, text: &str) -> Option<(usize, Place<'a>)> {
        if words.tokens[at].kind != Kind::Word {
            return None;
        }
        let is_named =
            || text.get(words.tokens[at].range.clone()).is_some_and(|typed| typed.starts_with(char::is_uppercase));
        // “Northshire’s”.
        let bare = |word: &'_ str| word.strip_suffix("’s").or(word.strip_suffix("'s")).map(str::len);
        let is_word = |at: usize, name: &str| {
            words.get(at).is_some_and(|word| word == name || bare(word).is_some_and(|length| &word[..length] == name))
        };
        let text_at = words.text(at);
        let first = bare(text_at).map_or(text_at, |length| &text_at[..length]);
        let known = self.names.get(text_at).into_iter().chain(self.names.get(first).filter(|_| first != text_at));
        let names = known.flatten().filter(|known| !known.has_capital || is_named());
        let fits = names.filter(|known| known.rest.iter().enumerate().all(|(more, word)| is_word(at + 1 + more, word)));
        let named = fits.map(|known| (1 + known.rest.len(), known.place)).max_by_key(|(length, _)| *length);
        named.or_else(|| {
            let national = words.find(at, |sense| sense == Sense::Nation).map(|length| (length, Place::Nation));
            national
                .or_else(|| words.find(at, |sense| sense == Sense::Elsewhere).map(|length| (length, Place::Elsewhere)))
        })
    }
}

/// A place with where it stands in the sentence.
pub(crate) type Located<'a> = (Range<usize>, Place<'a>);

/// Finds the areas that texts name, whatever the case of the letters and whether a hyphen or a space joins the words.
pub(crate) struct NamedAreas {
    pattern: Pattern,
    /// The areas' keys by the words of their names.
    keys: BTreeMap<Vec<String>, String>,
}

impl NamedAreas {
    pub(crate) fn new(book: &Book) -> Self {
        let mut keys = BTreeMap::new();
        for area in book.areas.iter() {
            for name in names(area) {
                keys.entry(words_of(name)).or_insert_with(|| area.key.clone());
            }
        }
        // Of two names that begin alike the longer one is meant.
        let joined =
            |words: &Vec<String>| words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"[\s-]+");
        let mut names: Vec<_> = keys.keys().filter(|words| !words.is_empty()).map(joined).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        if names.is_empty() {
            names.push(r"[^\s\S]".to_owned());
        }
        NamedAreas { pattern: Pattern::new(&format!(r"(?i)\b(?:{})\b", names.join("|"))), keys }
    }

    /// The keys of the areas that passages name, in order and each once.
    pub(crate) fn of(&self, passages: &[Passage]) -> Vec<String> {
        let found = passages.iter().flat_map(|passage| self.pattern.find_iter(&passage.text));
        let keys: BTreeSet<_> = found.filter_map(|found| self.keys.get(&words_of(found.as_str()))).collect();
        keys.into_iter().cloned().collect()
    }
}
