//! What the book's own files say to readers of what was released: what they add for later reports is none of it.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::fact::{Fact, Facts, Kind, Of};
use super::wording::{Subject, Wording, unspoken};
use crate::book::area::{Area, Tile};
use crate::book::axis::{Axis, Member};
use crate::book::form::{ChartSpec, Form, Formula, Layout, Table};
use crate::book::narrative::{Block, Inline, Seen as Met, Words, walk};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::plan::{PeriodPlan, Statistics};
use crate::book::publisher::{Brand, Contact, Publisher};
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::book::settings::Settings;
use crate::book::{Book, CanonicalSection, SharedSection};
use crate::query::reference::STATISTICS;
use crate::source::Span;

/// The parts of a book that readers of the reports of another see.
pub(crate) struct Seen<'a> {
    pub(super) reports: Vec<&'a Report>,
    periods: BTreeSet<Period>,
}

impl<'a> Seen<'a> {
    /// What readers of the reports of a book see.
    pub(super) fn new(book: &'a Book) -> Self {
        Seen::of(book.all_reports())
    }

    /// What readers of some reports of a book see.
    pub(crate) fn of(reports: impl Iterator<Item = &'a Report>) -> Self {
        let reports: Vec<_> = reports.collect();
        let periods = reports.iter().map(|report| report.period).collect();
        Seen { reports, periods }
    }

    /// Whether one of the reports fills in a form.
    pub(super) fn fills_in(&self, form: &str) -> bool {
        self.reports.iter().any(|report| report.figures.form.key == form)
    }

    fn has_table(&self, form: &Form, table: &str) -> bool {
        let mut filled = self.reports.iter().filter(|report| report.figures.form.key == form.key);
        filled.any(|report| report.figures.grid_of(table).is_some())
    }

    fn has_section(&self, key: &str) -> bool {
        let has = |report: &&Report| {
            report.sections.iter().any(|section| section.key == key)
                || report.absent.iter().any(|(absent, ..)| absent == key)
        };
        key == STATISTICS || self.reports.iter().any(has)
    }
}

/// What a book says to those who read what is `seen` of it. Areas are told by the keys that they have `now`.
pub(super) fn facts(book: &Book, seen: &Seen<'_>, now: &Book) -> Facts {
    let mut facts = Gathered { book, seen, now, of: Of::Site, facts: Facts::new() };
    facts.settings(&book.settings);
    for area in [&book.nation].into_iter().chain(&*book.areas) {
        facts.area(area);
    }
    facts.of = Of::Reports;
    for form in book.forms.iter().filter(|form| seen.fills_in(&form.key)) {
        facts.form(form);
    }
    facts.sections();
    facts.shared();
    facts.measures();
    // What the nation adds up to follows from its areas.
    let of_areas: BTreeSet<_> =
        book.populations.iter().filter(|one| one.area != book.nation.key).map(|one| one.span).collect();
    for one in book.populations.iter() {
        if (one.area != book.nation.key || !of_areas.contains(&one.span))
            && seen.periods.iter().any(|period| period.mid_year() == one.mid_year)
        {
            facts.of = Of::Area(one.area.clone());
            let area = facts.key(&one.area);
            let what = format!("how many people of `{}` live in `{area}` in {}", one.basis, one.mid_year);
            facts.add(Kind::Text, what, one.people.to_string(), one.span);
        }
    }
    facts.of = Of::Site;
    // The day of the next release is news, and no correction of anything.
    for PeriodPlan { period, release: _, excused, next_release: _, statistics, span } in book.plans.iter() {
        if seen.periods.contains(period) {
            let excused = excused.iter().map(|(area, reason, _)| format!("{}: {reason}", facts.key(area)));
            let excused: Vec<_> = excused.collect();
            facts.add(Kind::Text, format!("which areas have no report for {period}"), excused.join("; "), *span);
            let statistics = statistics.map(Statistics::words).unwrap_or_default();
            facts.add(Kind::Text, format!("what kind of statistics those for {period} are"), statistics, *span);
        }
    }
    facts.documents();
    facts.facts
}

struct Gathered<'a> {
    book: &'a Book,
    seen: &'a Seen<'a>,
    now: &'a Book,
    /// What the facts that are being gathered are part of.
    of: Of,
    facts: Facts,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, kind: Kind, what: impl Into<String>, says: impl Into<Wording>, span: Span) {
        self.facts.insert(what.into(), Fact { says: says.into(), span, kind, of: self.of.clone() });
    }

    /// The key that an area has now.
    fn key(&self, key: &str) -> String {
        self.now.area_called(key).map_or(key, |area| &area.key).to_owned()
    }

    fn settings(&mut self, settings: &'a Settings) {
        let Settings {
            title,
            description,
            language,
            theme: _,
            licence,
            licence_url,
            lists_local_figures,
            publisher: Publisher { address, updated: _, brand, contact, statement },
            authorities,
            fields_of_areas: _,
            years,
            zone: _,
            sign_off: _,
            is_internal: _,
            disclosure: _,
            checks,
            span,
        } = settings;
        let Brand { name, logo, colours, footer } = brand;
        let own = |words: &Words| words.to_string();
        let mut say = |what: &str, says: String| self.add(Kind::Text, what, says, *span);
        say("the title", own(title));
        say("the description", own(description));
        say("the language", language.clone());
        say("the licence", format!("{licence} {licence_url}"));
        say("whether local figures are listed", lists_local_figures.to_string());
        say("the address of the site", address.clone().unwrap_or_default());
        say("the name at the head of pages", name.as_ref().map(own).unwrap_or_default());
        say("the logo", logo.as_ref().map(|(logo, _)| logo.clone()).unwrap_or_default());
        let colours = colours.iter().map(|tint| format!("{} {} {}", tint.property, tint.dark, tint.colour));
        say("the set of colours", colours.collect::<Vec<_>>().join("; "));
        let footer = footer.iter().map(|link| format!("{}\u{1}{}\u{2}", link.text, link.address));
        say("the list of links at the foot", footer.collect::<Vec<_>>().join("; "));
        say("the contact", contact_words(contact));
        say("the accessibility statement", unspoken(unplaced(statement)));
        say("when years begin", unspoken(unplaced(years)));
        say("from when on a change is told", format!("{} {}", checks.change_probability, checks.percent_from));
        for authority in authorities {
            let what = format!("the name of the authority `{}`", authority.key);
            self.add(Kind::Name, what, own(&authority.name), authority.name.span);
        }
    }

    fn area(&mut self, area: &'a Area) {
        let Area {
            key,
            name,
            region,
            country,
            fields,
            codes,
            other_names,
            formerly: _,
            from: _,
            to: _,
            became: _,
            map,
            span,
        } = area;
        let of = format!("the area `{}`", self.key(key));
        let place = span.unwrap_or(self.book.settings.span);
        self.of = Of::Area(key.clone());
        // Each name that its folder had is an address.
        for key in area.former_keys().map(|(key, _)| key).chain([key.as_str()]) {
            self.add(Kind::Page, format!("the area `{key}`"), "", place);
        }
        let words = |words: &Option<Words>| words.as_ref().map(ToString::to_string).unwrap_or_default();
        let periods = self.seen.periods.iter();
        let mut names: Vec<_> = periods.map(|period| area.name_in(*period).as_str()).collect();
        names.dedup();
        let says = if names.is_empty() { name.to_string() } else { names.join(", ") };
        self.add(Kind::Name, format!("the name of {of}"), says, name.span);
        self.add(Kind::Name, format!("the region of {of}"), format!("{} {}", words(region), words(country)), place);
        let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        self.add(Kind::Name, format!("the list of fields of {of}"), fields.join("; "), place);
        self.add(Kind::Name, format!("the list of codes of {of}"), codes.join("; "), place);
        let names: Vec<_> = other_names.iter().map(ToString::to_string).collect();
        self.add(Kind::Name, format!("the list of other names of {of}"), names.join("; "), place);
        let tile = map.as_ref().map(|Tile { column, row, short }| format!("{short} {column} {row}"));
        self.add(Kind::Name, format!("the tile of {of}"), tile.unwrap_or_default(), place);
    }

    fn form(&mut self, form: &'a Form) {
        let Form { key, title, tables, span, .. } = form;
        self.add(Kind::Text, format!("the title of the form `{key}`"), title.to_string(), *span);
        let shown: Vec<_> = tables.iter().filter(|table| self.seen.has_table(form, &table.key)).collect();
        let order: Vec<_> = shown.iter().map(|table| table.key.as_str()).collect();
        self.add(Kind::Order, format!("the order of the tables of the form `{key}`"), order.join(", "), *span);
        for table in shown {
            self.of = Of::Table(format!("{key}/{}", table.key));
            self.table(form, table);
            self.of = Of::Reports;
        }
    }

    /// What a table says and how it is shown; what its rules make of figures, which stands in cells, but for what works cells out.
    fn table(&mut self, form: &'a Form, table: &'a Table) {
        let Table {
            key,
            title,
            counts,
            unit,
            number,
            total: _,
            national: _,
            weighted_by: _,
            also_called: _,
            said_as: _,
            axes,
            not_applicable: _,
            optional: _,
            computed: _,
            rate: _,
            layouts,
            chart,
            notes,
            commentary,
            span,
        } = table;
        let of = Subject::default();
        let mut say = |what: &str, says: String| {
            self.add(Kind::Text, format!("{what} of the table `{key}` in `{}`", form.key), says, *span)
        };
        say("the title", of.phrase(title).to_string());
        let decimals = (number.kind, number.decimals, number.unit, number.has_hours);
        say("the unit of the figures", format!("{unit}\u{1}{counts:?} {decimals:?}\u{2}"));
        say("the arithmetic", unspoken(arithmetic(form, table)));
        // What stands over the column of row heads is the label of the last axis of rows.
        let corner = axes.len().saturating_sub(2);
        let axis = |(at, axis): (usize, &Axis)| {
            let member = |Member { key, label, short, .. }: &Member| format!("{label}\u{1}{key} {short}\u{2}");
            let members: Vec<_> = axis.members.iter().map(member).collect();
            let label = if at == corner { axis.label.as_str() } else { "" };
            format!("{label}: {}; {}", members.join("; "), axis.total.as_ref().map(member).unwrap_or_default())
        };
        say(
            "the list of headings",
            axes.iter().enumerate().map(|(at, one)| axis((at, one))).collect::<Vec<_>>().join("\n"),
        );
        let layout = |Layout { key, title, periods, change, share }: &Layout| {
            let share = share.as_ref().map(|share| (address(form, share.cell), share.decimals));
            let title = title.as_ref().map(|title| of.phrase(title).to_string());
            format!("{} {}", title.unwrap_or_default(), unspoken(format_args!("{key} {periods} {change:?} {share:?}")))
        };
        say("the layout", layouts.iter().map(layout).collect::<Vec<_>>().join("\n"));
        let chart = chart.as_ref().map(|ChartSpec { kind, drawn, groups, periods, title, subtitle }| {
            let [title, subtitle] = [title, subtitle].map(|phrase| of.phrase(phrase).to_string());
            format!("{title} {subtitle} {}", unspoken(format_args!("{kind:?} {drawn:?} {groups:?} {periods}")))
        });
        say("the chart", chart.unwrap_or_default());
        say(
            "the text of the notes",
            notes.iter().map(|note| of.document(note).to_string()).collect::<Vec<_>>().join("\n"),
        );
        say("the commentary", commentary.as_ref().map(|text| of.document(text).to_string()).unwrap_or_default());
    }

    fn sections(&mut self) {
        let book = self.book;
        let shown = book.canonical.iter().filter(|section| self.seen.has_section(&section.key));
        let mut order = vec![(book.statistics_order(), STATISTICS)];
        for CanonicalSection { key, title, order: place, required: _, signed } in shown {
            order.retain(|(_, other)| other != key);
            order.push((*place, key));
            self.add(Kind::Text, format!("the title of the section `{key}`"), title.to_string(), title.span);
            if signed.is_some() {
                self.add(Kind::Text, "which section is signed", key.as_str(), title.span);
            }
        }
        let what = format!("the title of the section `{STATISTICS}`");
        if !self.facts.contains_key(&what) {
            self.add(Kind::Text, what, "Statistics", book.settings.span);
        }
        for report in &self.seen.reports {
            let own = book.sections(report).into_iter().map(|section| (section.order, section.key.as_str()));
            order.extend(own.filter(|(_, key)| book.canonical.iter().all(|section| section.key != *key)));
        }
        order.sort_unstable();
        order.dedup();
        let order: Vec<_> = order.into_iter().map(|(_, key)| key).collect();
        let place = book.canonical.first().map_or(book.settings.span, |section| section.title.span);
        self.add(Kind::Order, "the order of the sections", order.join(", "), place);
    }

    fn measures(&mut self) {
        let last = self.seen.periods.iter().next_back().copied();
        let mut order = Vec::new();
        for measure in self.book.measures.iter() {
            let Measure { key, title, short, about, counts, unit, headline, has_rates, cells, breaks, goes_on: _ } =
                measure;
            order.push(key.as_str());
            self.of = Of::Measure(key.clone());
            let of = format!("the measure `{key}`");
            self.add(Kind::Page, &of, "", title.span);
            for (what, words) in [("title", title), ("short title", short), ("description", about), ("unit", unit)] {
                self.add(Kind::Name, format!("the {what} of {of}"), words.to_string(), words.span);
            }
            let shown = cells.iter().filter(|cell| self.seen.fills_in(&cell.form));
            let cells: Vec<_> = shown.map(|cell| format!("{}: {}", cell.form, cell.address)).collect();
            self.add(Kind::Name, format!("the list of cells of {of}"), cells.join("; "), title.span);
            let shown = unspoken(format_args!("{counts:?} {headline} {has_rates}"));
            self.add(Kind::Name, format!("how {of} is counted and shown"), shown, title.span);
            let breaks = breaks.iter().filter(|one| last.is_some_and(|last| one.at <= last));
            let breaks: Vec<_> = breaks.map(|one| format!("{} {}", one.at, one.reason)).collect();
            self.add(Kind::Name, format!("the list of breaks of {of}"), breaks.join("; "), title.span);
        }
        if let Some(first) = self.book.measures.first() {
            self.of = Of::Site;
            self.add(Kind::Order, "the order of the measures", order.join(", "), first.title.span);
        }
    }

    fn documents(&mut self) {
        let of = Subject::default();
        for (what, document) in [("the home page", &self.book.home), ("how figures are read", &self.book.reading)] {
            if let Some(span) = first_place(document) {
                self.add(Kind::Text, what, of.document(document), span);
            }
        }
    }

    /// The national texts.
    fn shared(&mut self) {
        let (of, book) = (Subject::default(), self.book);
        for report in &self.seen.reports {
            for SharedSection { section, span, .. } in book.national_text(report) {
                let title = format!("{}\u{1}{}\u{2} ", section.title, section.order);
                let says = title + of.document(&section.body).marked();
                self.add(Kind::Text, format!("the text `{}` in {}", section.key, report.period), says, *span);
            }
        }
    }
}

/// The name of a cell of a form, for comparing.
fn address(form: &Form, path: CellPath) -> Option<String> {
    form.tables.get(path.table_position()).map(|table| path.address(&table.key, &table.axes).to_string())
}

/// What a table works out, for comparing.
fn arithmetic(form: &Form, Table { total, national, weighted_by, computed, rate, .. }: &Table) -> String {
    let terms = |formula: &Formula| {
        formula.terms.iter().map(|term| (term.is_minus, address(form, term.cell))).collect::<Vec<_>>()
    };
    let computed: Vec<_> = computed.iter().map(|one| (address(form, one.cell), terms(&one.formula))).collect();
    let rate = rate.as_ref().map(|rate| (address(form, rate.of), &rate.population, rate.per));
    format!("{total:?} {national:?} {weighted_by:?} {computed:?} {rate:?}")
}

/// Whom readers can ask.
fn contact_words(Contact { name, email, phone }: &Contact) -> String {
    let words = |words: &Option<Words>| words.as_ref().map(ToString::to_string).unwrap_or_default();
    [words(name), email.clone(), words(phone)].join(" ")
}

/// A value without the places of its words.
fn unplaced(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    let mut parts = text.split("span: Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}

fn first_place(document: &[Block]) -> Option<Span> {
    let mut place = None;
    walk(document, &mut |seen| {
        let here = match seen {
            Met::Block(Block::Heading { span, .. } | Block::Footnote { span, .. }) => Some(*span),
            Met::Inline(Inline::Text(_, span) | Inline::Link { span, .. }) => Some(*span),
            _ => None,
        };
        place = place.or(here);
    });
    place
}
