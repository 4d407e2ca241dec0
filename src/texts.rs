//! Every text of a book that readers or those who keep it see, in one place: what holds for all texts is checked by going through them.
//!
//! Each record is taken apart field by field. With a new field this file does not compile until somebody says here which text the
//! field holds, or that it holds none.

use crate::book::area::{Area, Former, Tile};
use crate::book::axis::{Axis, Member};
use crate::book::form::{ChartSpec, Form, Layout, Table};
use crate::book::narrative::{Document, Phrase, Words};
use crate::book::plan::PeriodPlan;
use crate::book::publisher::{Brand, Contact, FooterLink, Problem, Publisher, Statement};
use crate::book::report::{Approval, Authority, Correction, Report, Section, Signatory, Waiver};
use crate::book::returns::grid::Grid;
use crate::book::returns::{Local, Note, Return};
use crate::book::series::{Break, Measure};
use crate::book::settings::Settings;
use crate::book::{Book, BookCorrection, CanonicalSection, SharedSection};

/// A text as it is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text<'a> {
    /// Words as they were typed.
    Words(&'a Words),
    /// A line of words with what was read in them.
    Phrase(&'a Phrase),
    /// Blocks.
    Document(&'a Document),
}

/// What a text is to its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// What a report tells in a section of its own.
    Narrative,
    /// What is said beside it, of one report or on one page: a title, a note, a reason.
    Remark,
    /// National text, which stands in the reports of many periods.
    National,
    /// What a form says in these.
    Form,
    /// The name of somebody or something.
    Name,
    /// What is said of an earlier publication.
    Correction,
    /// Why a finding is accepted: no page shows it.
    Waiver,
    /// What an earlier publication said, word for word.
    Printed,
}

/// Goes through texts, each with its use.
struct Walk<F>(F);

impl<'a, F: FnMut(Use, Text<'a>)> Walk<F> {
    fn words(&mut self, its: Use, words: impl IntoIterator<Item = &'a Words>) {
        words.into_iter().for_each(|words| (self.0)(its, Text::Words(words)));
    }

    fn phrases(&mut self, its: Use, phrases: impl IntoIterator<Item = &'a Phrase>) {
        phrases.into_iter().for_each(|phrase| (self.0)(its, Text::Phrase(phrase)));
    }

    fn documents(&mut self, its: Use, documents: impl IntoIterator<Item = &'a Document>) {
        documents.into_iter().for_each(|document| (self.0)(its, Text::Document(document)));
    }

    fn book(&mut self, book: &'a Book) {
        let Book {
            settings,
            nation,
            areas,
            forms,
            measures,
            canonical,
            populations: _,
            home,
            reading,
            shared,
            plans,
            corrections,
            reports: _,
            national: _,
            unread_forms: _,
            unread_areas: _,
            unread_sections: _,
            unread_measures: _,
            unread_populations: _,
            unread: _,
            history: _,
        } = book;
        self.settings(settings);
        [nation].into_iter().chain(areas.iter()).for_each(|area| self.area(area));
        forms.iter().for_each(|form| self.form(form));
        measures.iter().for_each(|measure| self.measure(measure));
        for CanonicalSection { key: _, title, order: _, required: _, signed: _ } in canonical.iter() {
            self.words(Use::National, [title]);
        }
        self.documents(Use::Remark, [&**home, &**reading]);
        for PeriodPlan { period: _, release: _, excused, next_release: _, statistics: _, span: _ } in plans.iter() {
            self.words(Use::Remark, excused.iter().map(|(_, reason, _)| reason));
        }
        for BookCorrection { file: _, date: _, scale: _, was, now, reason, span: _ } in corrections.iter() {
            self.words(Use::Printed, [was]);
            self.words(Use::Correction, [now, reason]);
        }
        for SharedSection { section, valid_from: _, since: _, valid_to: _, span: _ } in shared.iter() {
            self.section((Use::National, Use::National), section);
        }
    }

    fn settings(&mut self, settings: &'a Settings) {
        let Settings {
            title,
            description,
            language: _,
            theme: _,
            licence,
            licence_url: _,
            lists_local_figures: _,
            years: _,
            authorities,
            fields_of_areas,
            publisher,
            zone: _,
            sign_off: _,
            is_internal: _,
            checks: _,
            disclosure: _,
            span: _,
        } = settings;
        let Publisher { address: _, updated: _, brand, contact, statement } = publisher;
        let Brand { name, logo: _, colours: _, footer } = brand;
        self.words(Use::Name, [title].into_iter().chain(name));
        self.words(Use::Remark, [description, licence]);
        authorities.iter().for_each(|Authority { key: _, name, must_sign: _, from: _ }| self.words(Use::Name, [name]));
        self.words(Use::Name, fields_of_areas.iter().map(|(_, words)| words));
        footer.iter().for_each(|FooterLink { text, address: _ }| self.words(Use::Name, [text]));
        self.contact(contact);
        if let Some(statement) = statement {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a Statement) {
        let Statement {
            organisation,
            conformance: _,
            contact,
            reply_days: _,
            testing,
            tested: _,
            prepared: _,
            reviewed: _,
            problems,
        } = statement;
        self.words(Use::Name, [organisation]);
        self.words(Use::Remark, [testing]);
        self.contact(contact);
        for Problem { what, criterion, plan } in problems {
            self.words(Use::Remark, [what, criterion, plan]);
        }
    }

    fn contact(&mut self, Contact { name, email: _, phone }: &'a Contact) {
        self.words(Use::Name, name.iter().chain(phone));
    }

    fn area(&mut self, area: &'a Area) {
        let Area {
            key: _,
            name,
            region,
            country,
            fields,
            codes: _,
            other_names,
            formerly,
            from: _,
            to: _,
            became: _,
            map,
            span: _,
        } = area;
        let fields = fields.iter().map(|(_, words)| words);
        self.words(Use::Name, [name].into_iter().chain(region).chain(country).chain(fields).chain(other_names));
        for Former { key: _, name, until: _, span: _ } in formerly {
            self.words(Use::Name, name);
        }
        map.iter().for_each(|Tile { column: _, row: _, short }| self.words(Use::Name, [short]));
    }

    fn form(&mut self, form: &'a Form) {
        let Form {
            key: _,
            title,
            based_on: _,
            from: _,
            to: _,
            periods: _,
            national: _,
            partial: _,
            tables,
            relations: _,
            span: _,
        } = form;
        self.words(Use::Name, [title]);
        tables.iter().for_each(|table| self.table(table));
    }

    fn table(&mut self, table: &'a Table) {
        let Table {
            key: _,
            title,
            counts: _,
            unit,
            number: _,
            total: _,
            national: _,
            weighted_by: _,
            also_called: _,
            said_as: _,
            axes,
            not_applicable: _,
            optional: _,
            computed: _,
            rate,
            layouts,
            chart,
            notes,
            commentary,
            span: _,
        } = table;
        self.phrases(Use::Form, [title]);
        self.words(Use::Name, [unit].into_iter().chain(rate.iter().flat_map(|rate| &rate.called)));
        axes.iter().for_each(|axis| self.axis(axis));
        for Layout { key: _, title, periods: _, change: _, share: _ } in layouts {
            self.phrases(Use::Form, title);
        }
        if let Some(ChartSpec { kind: _, drawn: _, groups: _, periods: _, title, subtitle }) = chart {
            self.phrases(Use::Form, [title, subtitle]);
        }
        self.documents(Use::Form, notes.iter().chain(commentary));
    }

    fn axis(&mut self, Axis { key: _, label, members, total, named_by: _ }: &'a Axis) {
        self.words(Use::Name, [label]);
        for Member { key: _, label, short, also_called: _, said_as: _ } in members.iter().chain(total) {
            self.words(Use::Name, [label, short]);
        }
    }

    fn measure(&mut self, measure: &'a Measure) {
        let Measure {
            key: _,
            title,
            short,
            about,
            counts: _,
            unit,
            headline: _,
            has_rates: _,
            cells: _,
            breaks,
            goes_on: _,
        } = measure;
        self.words(Use::Name, [title, short, unit]);
        self.words(Use::Remark, [about]);
        breaks.iter().for_each(|Break { at: _, reason }| self.words(Use::Remark, [reason]));
    }

    fn report(&mut self, report: &'a Report) {
        let Report {
            area: _,
            period: _,
            status: _,
            status_span: _,
            coverage: _,
            release: _,
            source,
            signatories,
            approvals,
            absent,
            unread: _,
            corrections,
            waivers,
            figures,
            sections,
            drawings: _,
            span: _,
        } = report;
        self.words(Use::Name, source);
        for Signatory { authority: _, name, role, organisation } in signatories {
            self.words(Use::Name, name.iter().chain([role, organisation]));
        }
        let offices =
            approvals.iter().map(|Approval { authority: _, office, date: _, files: _, void: _, span: _ }| office);
        self.words(Use::Name, offices);
        self.phrases(Use::Remark, absent.iter().map(|(_, reason, _)| reason));
        for Correction { cell: _, section: _, about, was, made: _, now, reason } in corrections {
            self.words(Use::Correction, about);
            self.words(Use::Printed, [was]);
            self.phrases(Use::Correction, [now, reason]);
        }
        for Waiver { code: _, at: _, reason, by, until: _, span: _ } in waivers {
            self.words(Use::Waiver, [reason]);
            self.words(Use::Name, [by]);
        }
        self.figures(figures);
        sections.iter().for_each(|section| self.section((Use::Remark, Use::Narrative), section));
    }

    fn figures(&mut self, Return { form: _, tables, local, notes, last_year: _, span: _ }: &'a Return) {
        // Of the axes of a form only those whose members the return names itself hold texts of its own.
        let axes = |grid: &'a Grid| grid.axes.iter().filter(|axis| axis.named_by.is_some());
        tables.iter().flatten().flat_map(axes).for_each(|axis| self.axis(axis));
        if let Some(Local { grid, sources }) = local {
            axes(grid).for_each(|axis| self.axis(axis));
            self.words(Use::Name, sources);
        }
        notes.iter().for_each(|Note { about: _, text, span: _ }| self.documents(Use::Remark, [text]));
    }

    fn section(&mut self, (title_is, body_is): (Use, Use), section: &'a Section) {
        let Section { key: _, title, order: _, is_appendix: _, body, charts: _, spoiled: _, span } = section;
        // A section that every report has takes its title from the book.
        self.words(title_is, [title].into_iter().filter(|title| title.span.file == span.file));
        self.documents(body_is, [body]);
    }
}

impl Book {
    /// Calls `see` with the texts of the book that belong to no report.
    pub(crate) fn texts<'a>(&'a self, see: impl FnMut(Use, Text<'a>)) {
        Walk(see).book(self);
    }
}

impl Report {
    /// Calls `see` with the texts of the report that are its own: not those of its form, and not national text.
    pub(crate) fn texts<'a>(&'a self, see: impl FnMut(Use, Text<'a>)) {
        Walk(see).report(self);
    }
}
