//! The words of a return: what its tables, rows and columns are called, and where a sentence says so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::book::Book;
use crate::book::axis::{Axis, Member};
use crate::book::form::{Counts, Form, Table};
use crate::book::narrative::{Inline, Phrase, Seen, walk_phrase};
use crate::book::path::CellPath;
use crate::book::returns::Return;
use crate::check::prose::reading::language::keys::{is_plain, stems, telling};
use crate::check::prose::reading::language::labels::{ShortForm, variants};
use crate::check::prose::reading::language::senses::{Language, Sense};
use crate::check::prose::reading::language::tokens::{Kind, is_past, stem};
use crate::check::prose::reading::language::words::Words;
use crate::text::signs;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning<'a> {
    /// A member of the axis with this key: its key.
    Member(&'a str, &'a str),
    /// All members of an axis.
    Whole(&'a str),
    /// What the table at this position counts.
    Table(usize),
    /// A cell that a measure follows.
    Cell(CellPath),
}

impl Meaning<'_> {
    /// Whether it is of one axis, so that a cell has to lie there.
    pub(crate) fn is_of_axis(&self) -> bool {
        self.axis().is_some()
    }

    fn axis(&self) -> Option<&str> {
        match self {
            Meaning::Member(axis, _) | Meaning::Whole(axis) => Some(axis),
            Meaning::Table(_) | Meaning::Cell(_) => None,
        }
    }

    /// Whether both are of one axis.
    pub(crate) fn is_of_same_axis(&self, other: &Meaning<'_>) -> bool {
        self.axis().is_some() && self.axis() == other.axis()
    }
}

/// A name in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Named<'a> {
    pub(crate) tokens: Range<usize>,
    pub(crate) means: Vec<Meaning<'a>>,
}

/// A name as stems, without articles.
pub(crate) struct Name<'a> {
    pub(crate) stems: Vec<String>,
    pub(crate) means: Vec<Meaning<'a>>,
}

/// The words of one table.
#[derive(Default)]
pub(crate) struct TableWords<'a> {
    /// The stems of its title, of its unit and of what it is called besides.
    pub(crate) stems: BTreeSet<String>,
    /// Those of its title and of what it is called that no other table and no member has.
    pub(crate) own: BTreeSet<String>,
    /// Members that its title names.
    pub(crate) implied: Vec<(&'a str, &'a str)>,
    pub(crate) unit: BTreeSet<String>,
    /// The stretches of time in it that something is measured in, and those for which: “hours a week”.
    pub(crate) spans: [Vec<String>; 2],
    /// Whether its title or its unit says that it has means, and medians.
    pub(crate) averages: (bool, bool),
    /// How many its unit says that each of its figures stands for: “thousand tonnes”.
    pub(crate) scale: Option<u64>,
}

impl TableWords<'_> {
    /// Takes up what the words of a unit and a title say of how something is measured.
    fn measured(&mut self, unit: &str, title: &str, language: &Language) {
        for (at, text) in [unit, title].into_iter().enumerate() {
            let lower = signs::compared(text).to_ascii_lowercase();
            let words = Words::new(&lower, 0..lower.len(), language);
            for token in 0..words.len() {
                if at == 0 && words.find(token, |sense| sense == Sense::Span).is_some() {
                    let is_per =
                        token > 0 && words.find(token - 1, |sense| matches!(sense, Sense::An | Sense::Per)).is_some();
                    self.spans[usize::from(is_per)].push(words.text(token).to_owned());
                }
                self.averages.0 |= words.is(token, Sense::Average);
                self.averages.1 |= words.is(token, Sense::Median);
            }
        }
    }

    /// Whether the title names a member.
    pub(crate) fn implies(&self, meaning: &Meaning<'_>) -> bool {
        matches!(meaning, Meaning::Member(axis, member) if self.implied.iter().any(|known| known == &(*axis, *member)))
    }
}

/// The word in the unit of a table that says how many each of its figures stands for, and that number: “thousand tonnes”.
pub(crate) fn scale(table: &Table, language: &Language) -> Option<(String, u64)> {
    let lower = signs::compared(&table.unit).to_ascii_lowercase();
    let stems: Vec<_> = lower.split(|sign: char| !sign.is_alphanumeric()).map(stem).collect();
    let lower = stems.join(" ");
    let words = Words::new(&lower, 0..lower.len(), language);
    let is_per = |at: usize| at > 0 && words.find(at - 1, |sense| matches!(sense, Sense::An | Sense::Per)).is_some();
    let found = (0..words.len()).filter(|at| table.counts != Counts::Rate && !is_per(*at)).find_map(|at| {
        words.senses(at).find_map(|(_, sense)| match sense {
            Sense::Scale(by) if words.text(at).len() > 2 => Some((words.text(at).to_owned(), by)),
            _ => None,
        })
    });
    found.filter(|(_, by)| 10_u64.checked_pow(by.ilog10()) == Some(*by))
}

/// The words of a return.
pub(crate) struct Names<'a> {
    pub(crate) form: &'a Form,
    /// The axes of each table.
    axes: Vec<&'a [Arc<Axis>]>,
    /// By the first stem.
    pub(crate) names: BTreeMap<String, Vec<Name<'a>>>,
    /// In the order of the form's tables.
    pub(crate) tables: Vec<TableWords<'a>>,
    /// The stems of the titles of measures, by their cells.
    pub(crate) titles: BTreeMap<CellPath, BTreeSet<String>>,
    /// The stems of the participles in titles of tables: what was done.
    done: BTreeSet<String>,
    /// Every stem of a name or table.
    vocabulary: BTreeSet<String>,
    /// The members of each axis in any table.
    pub(crate) members: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The names of members with more than one stem, each as a set: a sentence can say them in another order.
    loose: Vec<(BTreeSet<String>, Meaning<'a>)>,
    short_forms: Vec<ShortForm>,
}

/// The words of a phrase of the form, without its references.
fn plain(phrase: &Phrase) -> String {
    let mut text = String::new();
    walk_phrase(phrase, &mut |seen| {
        if let Seen::Inline(Inline::Text(words, _)) = seen {
            text.push_str(words);
            text.push(' ');
        }
    });
    text
}

impl<'a> Names<'a> {
    /// The words of a return of the book: those of its form, and of the members that it names itself.
    pub(crate) fn new(book: &'a Book, figures: &'a Return, language: &Language) -> Self {
        let tables = figures.form.tables.iter().enumerate();
        let axes = tables.map(|(at, table)| figures.grid(at).map_or(&*table.axes, |grid| &grid.axes));
        Names::with_axes(book, &figures.form, axes.collect(), language)
    }

    /// The words of a form.
    pub(crate) fn of_form(book: &'a Book, form: &'a Form, language: &Language) -> Self {
        Names::with_axes(book, form, form.tables.iter().map(|table| &*table.axes).collect(), language)
    }

    fn with_axes(book: &'a Book, form: &'a Form, axes: Vec<&'a [Arc<Axis>]>, language: &Language) -> Self {
        let mut names = Names {
            form,
            axes,
            names: BTreeMap::new(),
            tables: Vec::new(),
            titles: BTreeMap::new(),
            done: BTreeSet::new(),
            vocabulary: BTreeSet::new(),
            members: BTreeMap::new(),
            loose: Vec::new(),
            short_forms: Vec::new(),
        };
        let axes = form.tables.iter().flat_map(|table| &table.axes);
        let labels = axes.flat_map(|axis| &axis.members).map(|member| &*member.label);
        names.short_forms =
            labels.filter_map(|label| ShortForm::declared(label, |long| stems(long, language))).collect();
        for at in 0..form.tables.len() {
            for axis in names.axes(at) {
                names.axis(axis, language);
            }
        }
        for (at, table) in form.tables.iter().enumerate() {
            names.table(at, table, language);
        }
        for measure in book.measures.iter() {
            let Some(path) = measure.path(&form.key) else { continue };
            for name in variants(&measure.title).into_iter().chain(variants(&measure.short)) {
                names.add(stems(name, language), Meaning::Cell(path));
            }
            let title = telling(&measure.title, language);
            if let Some(table) = names.tables.get_mut(path.table_position()).filter(|_| path.length() == 0) {
                table.stems.extend(title.iter().cloned());
            }
            names.titles.entry(path).or_default().extend(title);
        }
        names.settle();
        names
    }

    /// Whether they are those of a return, too: it has the tables of the form, and names no members itself.
    pub(crate) fn are_of(&self, figures: &Return) -> bool {
        let is_same = |at: usize| {
            figures.grid(at).is_none_or(|grid| {
                let axes = self.axes(at);
                grid.axes.len() == axes.len() && grid.axes.iter().zip(axes).all(|(one, other)| Arc::ptr_eq(one, other))
            })
        };
        std::ptr::eq(&*figures.form, self.form) && (0..self.axes.len()).all(is_same)
    }

    /// The axes of the table at a position, with the members that the return names itself.
    pub(crate) fn axes(&self, table: usize) -> &'a [Arc<Axis>] {
        self.axes.get(table).copied().unwrap_or_default()
    }

    fn axis(&mut self, axis: &'a Axis, language: &Language) {
        for member in &axis.members {
            if !self.members.entry(&axis.key).or_default().insert(&member.key) {
                continue;
            }
            self.member(member, Meaning::Member(&axis.key, &member.key), language);
        }
        if let Some(total) = axis.total.as_ref().filter(|total| !telling(&total.label, language).is_empty()) {
            self.add(stems(&total.label, language), Meaning::Whole(&axis.key));
        }
    }

    fn member(&mut self, member: &'a Member, meaning: Meaning<'a>, language: &Language) {
        let labels = [&member.label, &member.short].into_iter().flat_map(|label| variants(label));
        let others = member.also_called.iter().chain(&member.said_as).map(String::as_str);
        for name in labels.chain(others) {
            let stems = stems(name, language);
            let mut telling = vec![telling(name, language)];
            for other in self.short_forms.iter().filter_map(|short| short.other(&stems)).collect::<Vec<_>>() {
                telling.push(other.iter().filter(|stem| !language.knows(stem)).cloned().collect());
                self.add(other, meaning);
            }
            self.add(stems, meaning);
            for telling in telling {
                self.vocabulary.extend(telling.iter().cloned());
                if telling.len() > 1 {
                    self.loose.push((telling, meaning));
                }
            }
        }
    }

    fn table(&mut self, at: usize, table: &'a Table, language: &Language) {
        let title = plain(&table.title);
        let mut words = TableWords { unit: telling(&table.unit, language), ..TableWords::default() };
        words.measured(&table.unit, &title, language);
        words.scale = scale(table, language).map(|(_, by)| by);
        words.own.extend(words.unit.iter().cloned());
        for name in &table.also_called {
            words.own.extend(telling(name, language));
        }
        for name in table.also_called.iter().chain(&table.said_as) {
            self.add(stems(name, language), Meaning::Table(at));
            words.stems.extend(telling(name, language));
        }
        self.add(stems(&title, language), Meaning::Table(at));
        let lower = signs::compared(&title).to_ascii_lowercase();
        let title = Words::new(&lower, 0..lower.len(), language);
        let members: Vec<_> = self.find(&title).into_iter().filter(Named::is_member).collect();
        words.implied.extend(members.iter().flat_map(|named| &named.means).filter_map(|meaning| match meaning {
            Meaning::Member(axis, member) => Some((*axis, *member)),
            _ => None,
        }));
        let is_of_member = |at: &usize| members.iter().any(|named| named.tokens.contains(at));
        // “Level 2” is a name: it says nothing of levels that are counted.
        let is_name = |at: &usize| title.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Digits);
        let tells = |at: &usize| title.is_word(*at) && !is_plain(&title, *at) && !is_of_member(at) && !is_name(at);
        words.own.extend((0..title.len()).filter(tells).map(|at| stem(title.text(at)).to_owned()));
        self.done.extend(
            (0..title.len()).map(|at| title.text(at)).filter(|word| is_past(word)).map(|word| stem(word).to_owned()),
        );
        words.stems.extend(words.own.iter().cloned());
        // The headings of its axes say nothing of what is counted.
        for stem in self.axes(at).iter().flat_map(|axis| telling(&axis.label, language)) {
            words.stems.remove(&stem);
        }
        self.vocabulary.extend(words.stems.iter().cloned());
        self.tables.push(words);
    }

    /// Tells for each table which stems are its own.
    fn settle(&mut self) {
        let of_members: BTreeSet<_> = self.loose.iter().flat_map(|(stems, _)| stems.iter().cloned()).collect();
        for at in 0..self.tables.len() {
            let others = self.tables.iter().enumerate().filter(|(other, _)| *other != at);
            let others: BTreeSet<_> = others.flat_map(|(_, table)| &table.stems).collect();
            let own = self.tables[at].own.iter().filter(|stem| !others.contains(stem) && !of_members.contains(*stem));
            self.tables[at].own = own.cloned().collect();
        }
    }

    fn add(&mut self, stems: Vec<String>, meaning: Meaning<'a>) {
        let Some(first) = stems.first() else { return };
        let names = self.names.entry(first.clone()).or_default();
        match names.iter_mut().find(|name| name.stems == stems) {
            Some(name) if name.means.contains(&meaning) => {}
            Some(name) => name.means.push(meaning),
            None => names.push(Name { stems, means: vec![meaning] }),
        }
    }

    /// Whether a stem stands in any name or table.
    pub(crate) fn knows(&self, stem: &str) -> bool {
        self.vocabulary.contains(stem)
    }

    /// Whether a stem is that of a participle in the title of a table.
    pub(crate) fn is_done(&self, stem: &str) -> bool {
        self.done.contains(stem)
    }

    /// Whether a stem says which table is meant.
    pub(crate) fn tells_table(&self, stem: &str) -> bool {
        self.tables.iter().any(|table| table.own.contains(stem))
    }

    /// Whether a stem stands in what a table counts.
    pub(crate) fn counts(&self, stem: &str) -> bool {
        self.tables.iter().any(|table| table.stems.contains(stem))
    }

    /// The names of members that words hold in another order than the form writes them; `held` are their stems.
    pub(crate) fn loose(&self, held: &BTreeSet<&str>) -> impl Iterator<Item = &(BTreeSet<String>, Meaning<'a>)> {
        self.loose.iter().filter(|(stems, _)| stems.iter().all(|stem| held.contains(stem.as_str())))
    }

    /// Whether an axis lacks members that it has in another table: its total is not one of all.
    pub(crate) fn is_partial(&self, axis: &Axis) -> bool {
        self.members.get(axis.key.as_str()).is_some_and(|members| members.len() > axis.members.len())
    }

    /// Whether one table alone has an axis.
    pub(crate) fn is_of_one(&self, axis: &Axis) -> bool {
        let has = |at: &usize| self.axes(*at).iter().any(|other| other.key == axis.key);
        (0..self.tables.len()).filter(has).count() == 1
    }

    /// Whether the words of one table alone have a stem.
    pub(crate) fn is_of_one_table(&self, stem: &str) -> bool {
        self.tables_with(stem) == 1
    }

    /// Whether one table alone counts what a stem says.
    pub(crate) fn is_unit_of_one(&self, stem: &str) -> bool {
        self.tables.iter().filter(|table| table.unit.contains(stem) || table.stems.contains(stem)).count() == 1
    }

    /// Whether fewer than half of the tables have a stem.
    pub(crate) fn is_of_few_tables(&self, stem: &str) -> bool {
        self.tables_with(stem) * 2 < self.tables.len()
    }

    fn tables_with(&self, stem: &str) -> usize {
        self.tables.iter().filter(|table| table.stems.contains(stem)).count()
    }
}

impl Named<'_> {
    /// Whether it names a member of an axis, or all of them.
    pub(crate) fn is_member(&self) -> bool {
        self.means.iter().any(Meaning::is_of_axis)
    }
}
