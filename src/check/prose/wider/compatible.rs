//! Figures that a number is and that no word of its sentence rules out: the widest reading, looked for before a number is called
//! unaccounted for.

use std::collections::BTreeSet;

use crate::book::axis::Axis;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::prose::accounts::is_so_much;
use crate::check::prose::cells::{Fit, Question, place, tables};
use crate::check::prose::closed::Said;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::keys::key;
use crate::check::prose::reading::language::senses::{Bound, Sense, Way};
use crate::check::prose::reading::parts::names::{Meaning, Named, Names};
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::parts::times::Time;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::scopes::{Member, Scope};
use crate::check::prose::reading::segments::{Joint, nouns};
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// A number that is looked for in all that its sentence leaves.
pub(crate) struct Net<'n, 't, 'a> {
    returns: &'n Returns<'a>,
    said: &'n Said<'n, 't, 'a>,
    around: &'n Around<'a>,
    /// What the clause names, and the sentence with its stems.
    of_clause: Vec<Meaning<'a>>,
    named: Vec<Meaning<'a>>,
    stems: BTreeSet<&'n str>,
}

impl<'n, 't, 'a> Net<'n, 't, 'a> {
    pub(crate) fn new(returns: &'n Returns<'a>, said: &'n Said<'n, 't, 'a>, around: &'n Around<'a>) -> Self {
        let words = &said.sentence.words;
        let clause = said.run();
        let is_near = |at: usize| clause.iter().any(|near| near.left.contains(&at) || near.right.contains(&at));
        let end = said.subset_start();
        // “39 were asked for, and they refused four”: what stands between a verb and a later number is said of that alone.
        let later = &said.segments[said.claim.segment + 1..];
        let is_verb = |at: usize| words.find(at, |sense| sense == Sense::Verb).is_some();
        let of_others: Vec<_> =
            later.iter().filter(|other| other.left.clone().any(is_verb)).map(|other| &other.left).collect();
        let names = || {
            let is_other = |named: &&Named<'a>| of_others.iter().any(|other| other.contains(&named.tokens.start));
            said.sentence.names.iter().filter(move |named| named.tokens.start < end && !is_other(named))
        };
        let near = names().filter(|named| is_near(named.tokens.start));
        let of_clause = near.flat_map(|named| &named.means).copied().collect();
        let named = names().flat_map(|named| &named.means).copied().collect();
        let stems = (0..words.len()).filter(|at| said.sentence.known[*at]).map(|at| key(words, at)).collect();
        Net { returns, said, around, of_clause, named, stems }
    }

    /// The figures that fit. `considered` are those that the number was held against: where one of them is as much and went another
    /// way, that is what is meant.
    pub(crate) fn fits(&self, considered: &[Candidate<'a>]) -> Vec<Candidate<'a>> {
        let claim = self.said.claim;
        let (Amount::Number(_) | Amount::Rate(..)) = claim.mention.amount else { return Vec::new() };
        let is_level = match claim.role {
            Role::Level => !claim.is_rest,
            Role::From(way) | Role::To(way) => {
                way == Way::Either || !considered.iter().any(|other| is_so_much(claim, claim.role, other))
            }
            Role::Change(_) => claim.other_roles.contains(&Role::Level),
        };
        let is_exact = matches!(claim.mention.bound, Bound::Exact | Bound::About) && claim.mention.until.is_none();
        let says_nothing = self.named.is_empty()
            && claim.scopes.iter().chain(&self.around.scopes).all(|scope| scope.is_empty() && scope.times.is_empty());
        let is_bare = claim.own.members.is_empty() && claim.own.others.is_empty() && is_exact;
        let is_whole =
            claim.joint == Joint::Whole || self.said.segments[claim.segment].opens_whole(&self.said.sentence.words);
        let mut totals = if is_whole && is_bare { self.totals() } else { Vec::new() };
        if totals.is_empty() && is_exact {
            totals = self.over_part();
        }
        if says_nothing || !is_level || !is_exact || claim.head == Head::Unknown {
            return totals;
        }
        let reports = self.reports();
        let found: Vec<_> = reports.iter().flat_map(|report| self.of_report(report, &[])).collect();
        let found = if found.is_empty() { self.of_all_places(&reports) } else { found };
        if found.is_empty() { totals } else { found }
    }

    /// The totals of tables that a whole without words of its own is: “12 of the 89 came back”.
    fn totals(&self) -> Vec<Candidate<'a>> {
        let of_report = |report: &&'a Report| {
            let total = |at: usize| {
                let axes = &report.figures.grid(at)?.axes;
                let is_total = !axes.is_empty() && axes.iter().all(|axis| axis.total.is_some());
                let total = axes.iter().fold(CellPath::table(at), |cell, _| cell.with(Axis::TOTAL));
                is_total.then(|| Candidate::level(report, total))
            };
            (0..report.figures.form.tables.len()).filter_map(total).collect::<Vec<_>>()
        };
        let totals = self.reports().iter().flat_map(of_report).collect::<Vec<_>>();
        totals.into_iter().filter(|total| is_so_much(self.said.claim, Role::Level, total)).collect()
    }

    /// The totals over the figure right before a whole of which that is a part: “49 of the 54 reds”.
    fn over_part(&self) -> Vec<Candidate<'a>> {
        let claim = self.said.claim;
        let part = self.around.told.last().and_then(|(fit, report)| Some((*fit.cells.first()?, *report)));
        let Some((part, report)) = part.filter(|_| claim.joint == Joint::Whole) else { return Vec::new() };
        let paths = report.figures.grid(part.table_position()).map(|grid| grid.paths()).unwrap_or_default();
        let names = self.returns.names(report);
        let question = Question { names: &names, scope: &claim.own, is_rate: false, counts: None };
        let over = paths.into_iter().filter(|cell| cell.covers(part) && !question.excludes(*cell, true));
        over.map(|cell| Candidate::level(report, cell)).filter(|over| is_so_much(claim, Role::Level, over)).collect()
    }

    /// The figures of all places that the sentence names together: “Northshire and Southshire had 12 between them”.
    fn of_all_places(&self, reports: &[&'a Report]) -> Vec<Candidate<'a>> {
        let places = &self.said.sentence.places;
        let words = &self.said.sentence.words;
        // “Together with the 12 of Northshire there were 30”.
        let adds_own = words.find(0, |sense| sense == Sense::And).is_some();
        let own = &self.returns.report.area.key;
        let is_named = |report: &&&Report| {
            (adds_own && report.area.key == *own)
                || places.iter().any(|(_, place)| *place == Place::Area(&report.area.key))
        };
        let named: Vec<_> = reports.iter().filter(is_named).copied().collect();
        let mut periods: Vec<_> = named.iter().map(|report| report.period).collect();
        periods.dedup();
        let of_period =
            |period: Period| -> Vec<_> { named.iter().filter(|report| report.period == period).copied().collect() };
        let sums = periods.into_iter().map(of_period).filter(|together| together.len() > 1);
        sums.flat_map(|together| self.of_report(together[0], &together[1..])).collect()
    }

    /// The reports of the places and years that the sentence names, or else the ones before it.
    fn reports(&self) -> Vec<&'a Report> {
        let (claim, own) = (self.said.claim, self.said.period);
        let sentence = self.said.sentence;
        let times = || self.said.open_times();
        let before = || self.around.scopes.iter();
        let periods: BTreeSet<Period> = match claim.own.times.as_slice() {
            [] => {
                let stretches = times().flat_map(Time::between);
                let told = times().chain(before().flat_map(|scope| scope.times.iter().copied()));
                let before = Some(own.previous()).filter(|_| self.compares());
                let told: Vec<_> = told.flat_map(|time| time.when(own).periods).chain([own]).collect();
                told.into_iter().chain(stretches).chain(self.passed()).chain(before).collect()
            }
            // “Last year we made 12 visits”: in the year that has just ended.
            times => {
                let lately = Some(own).filter(|_| times.contains(&Time::LastYear) && self.tells_lately());
                times.iter().flat_map(|time| time.when(own).periods).chain(lately).collect()
            }
        };
        let mut places: Vec<Place<'a>> = match claim.own.places.as_slice() {
            [] => {
                let told = sentence.places.iter().map(|(_, place)| *place);
                let told = told.chain(before().flat_map(|scope| scope.places.iter().copied()));
                told.chain([Place::Area(&self.returns.report.area.key)]).collect()
            }
            places => places.to_vec(),
        };
        places.retain(|place| matches!(place, Place::Area(_) | Place::Nation));
        let mut known = Vec::new();
        places.retain(|place| {
            !known.contains(place) && {
                known.push(*place);
                true
            }
        });
        if places.is_empty() {
            return Vec::new();
        }
        self.returns.reports(&places, &periods.into_iter().collect::<Vec<_>>())
    }

    /// The periods between those that the sentence names, where a bare number can be of one of them: “from 12 in 2010-11 to 14, then 15”.
    fn passed(&self) -> Vec<Period> {
        let claim = self.said.claim;
        if !claim.own.is_empty() || claim.head != Head::None {
            return Vec::new();
        }
        let told = self.said.sentence.times.iter().flat_map(|told| told.time.when(self.said.period).periods);
        let first = told.chain([self.said.period]).min();
        self.said.period.and_before().take_while(|period| first.is_some_and(|first| *period > first)).collect()
    }

    fn tells_lately(&self) -> bool {
        let words = &self.said.sentence.words;
        let is_lately = |at: usize| words.find(at, |sense| sense == Sense::Lately).is_some();
        let sets_against = |sense| matches!(sense, Sense::Compared | Sense::Than | Sense::Way(_) | Sense::From);
        !self.said.claim.mention.is_given
            && (0..words.len()).any(is_lately)
            && (0..words.len()).all(|at| words.find(at, sets_against).is_none())
    }

    /// Whether a sentence without a time sets something against another year.
    fn compares(&self) -> bool {
        if matches!(self.said.claim.role, Role::To(_)) {
            return false;
        }
        let words = &self.said.sentence.words;
        let is_comparison = |sense| matches!(sense, Sense::Compared | Sense::Than | Sense::Way(_) | Sense::From);
        self.said.sentence.times.is_empty() && (0..words.len()).any(|at| words.find(at, is_comparison).is_some())
    }

    /// The figures of a report, added to those of others.
    fn of_report(&self, report: &'a Report, others: &[&'a Report]) -> Vec<Candidate<'a>> {
        let names = self.returns.names(report);
        let mut found = Vec::new();
        for (at, table) in report.figures.form.tables.iter().enumerate() {
            if self.is_ruled_out(&names, at, table.counts) {
                continue;
            }
            let sets: Vec<_> = names.axes(at).iter().map(|axis| self.sets(axis, names.axes(at))).collect();
            for cells in products(CellPath::table(at), &sets) {
                let fit = Fit { cells, is_specific: true, unexplained: 0 };
                let there = |other: &&'a Report| self.returns.same(report, &fit, other);
                let numbers = [fit.value(&report.figures)].into_iter().chain(others.iter().map(there));
                let measured = Measured::Level(sum(numbers));
                let candidate = Candidate { report, fit, measured };
                if is_so_much(self.said.claim, Role::Level, &candidate)
                    && !self.said.is_no_sum(&candidate)
                    && !self.said.is_off_list(self.returns, self.around, &candidate)
                {
                    found.push(candidate);
                }
            }
        }
        found
    }

    /// Which members of an axis a figure can be of, alone or added up: those that the clause names, or else the sentence, or any.
    fn sets(&self, axis: &Axis, axes: &[std::sync::Arc<Axis>]) -> Vec<Vec<usize>> {
        let position = |meaning: &Meaning<'_>| {
            let (at, position) = place(axes, *meaning)?;
            (axes[at].key == axis.key).then_some(position)
        };
        let of_scope = |scope: &Scope<'_>| -> BTreeSet<usize> {
            scope.members.iter().flat_map(|member| &*member.means).filter_map(position).collect()
        };
        let (words, at) = (&self.said.sentence.words, self.said.claim.segment);
        let mut named = of_scope(&self.said.claim.own);
        // “Of the 844, 79% were red”: what is said of the part is not said of the whole.
        let is_whole = self.said.segments[at].opens_whole(words) || at == 0 && words.is(0, Sense::Of);
        for names in [&self.of_clause, &self.named] {
            if named.is_empty() && !is_whole {
                named = names.iter().filter_map(position).collect();
            }
        }
        let total = axis.total.is_some().then_some(Axis::TOTAL);
        if named.is_empty() {
            // What one number before is told of stays together: “71 people at Levels 2 and 3. Of them 24 were red.”
            let told: BTreeSet<_> = self.around.scopes.iter().map(of_scope).filter(|told| !told.is_empty()).collect();
            let mut sets: Vec<Vec<usize>> = told.into_iter().map(|told| told.into_iter().collect()).collect();
            // Where rows or columns are named, the total is meant of what is not told apart.
            let is_told = self.around.is_headed || !sets.is_empty() || self.names_members();
            let is_open = sets.is_empty() || !self.around.is_headed;
            sets.extend(total.filter(|_| is_told && is_open).map(|total| vec![total]));
            if !sets.is_empty() {
                return sets;
            }
        }
        if named.is_empty() {
            return (0..axis.members.len()).chain(total).map(|position| vec![position]).collect();
        }
        let all: Vec<usize> = named.iter().copied().collect();
        // What names only the other axis is of all that is named along this one: “at Steps 2 and 3 … two of them blues”.
        let is_along = |member: &Member<'a>| member.means.iter().any(|meaning| position(meaning).is_some());
        let own = &self.said.claim.own.members;
        let is_of_all = !own.is_empty() && !own.iter().any(is_along);
        let mut sets: Vec<Vec<usize>> = named.iter().filter(|_| !is_of_all).map(|position| vec![*position]).collect();
        if all.len() > 1 && !all.contains(&Axis::TOTAL) || is_of_all {
            sets.push(all);
        }
        sets
    }

    /// Whether the sentence names a row or column, or the ones before do.
    fn names_members(&self) -> bool {
        self.named.iter().any(Meaning::is_of_axis) || self.around.scopes.iter().any(|scope| !scope.members.is_empty())
    }

    /// Whether words say that a table is not meant.
    fn is_ruled_out(&self, names: &Names<'a>, at: usize, counts: Counts) -> bool {
        let claim = self.said.claim;
        let is_rate = claim.own.is_rate || claim.scopes[0].is_rate || matches!(claim.mention.amount, Amount::Rate(..));
        if (counts == Counts::Rate) != is_rate {
            return true;
        }
        if self.said.is_of_other_time(self.around, counts) {
            return true;
        }
        let Some(words) = names.tables.get(at) else { return true };
        let axes = names.axes(at);
        let fits = |meaning: &Meaning<'_>| place(axes, *meaning).is_some() || words.implies(meaning);
        let is_strange = claim.own.members.iter().any(|member| !member.means.iter().any(fits));
        if is_strange {
            return true;
        }
        let of_clause = tables(names, &claim.own);
        let of_sentence = |at: usize| self.tells(names, at, &self.named, &|stem| self.stems.contains(stem));
        let of_before = |at: usize| {
            self.around
                .scopes
                .iter()
                .any(|scope| self.tells(names, at, &scope.others, &|stem| scope.stems.iter().any(|own| **own == *stem)))
        };
        let mut tables = 0..names.tables.len();
        if !of_clause.is_empty() {
            return !of_clause.contains(&at);
        }
        // “Seven people came back, two of them from Step 2”: of what is told in the table of the seven.
        let told: BTreeSet<_> =
            self.around.told.iter().flat_map(|(fit, _)| fit.cells.first()).map(|cell| cell.table_position()).collect();
        if self.said.is_of_them() && !told.is_empty() {
            return !told.contains(&at);
        }
        // “There were 15 fines”: a noun that one table alone counts, or a few, says which.
        let (segment, sentence_words) = (&self.said.segments[claim.segment], &self.said.sentence.words);
        let nouns: Vec<_> = nouns(self.said.sentence, segment).map(|at| key(sentence_words, at)).collect();
        let is_of_few = |stem: &&&str| names.is_of_few_tables(stem) && !words.own.contains(**stem);
        if nouns.iter().filter(is_of_few).any(|stem| words.stems.contains(*stem)) {
            return false;
        }
        if tables.any(|at| of_sentence(at) || of_before(at)) {
            return !of_sentence(at) && !of_before(at);
        }
        let nouns = nouns.into_iter().filter(|stem| names.is_of_one_table(stem));
        let mut nouns = nouns.peekable();
        match nouns.peek() {
            Some(_) => !nouns.all(|stem| words.stems.contains(stem)),
            None => axes.is_empty(),
        }
    }

    /// Whether words tell that a table is meant.
    fn tells(&self, names: &Names<'a>, at: usize, named: &[Meaning<'a>], has: &dyn Fn(&str) -> bool) -> bool {
        let Some(words) = names.tables.get(at) else { return false };
        let is_named = named.iter().any(|meaning| match meaning {
            Meaning::Table(table) => *table == at,
            Meaning::Cell(cell) => cell.table_position() == at,
            _ => false,
        });
        is_named || words.own.iter().any(|stem| has(stem))
    }
}

/// A sum; none where one of its numbers is not known.
fn sum(mut numbers: impl Iterator<Item = Option<Quantity>>) -> Option<Quantity> {
    numbers.try_fold(Quantity::ZERO, |sum, number| sum.plus(number?))
}

/// The cells of a table of which each is of one position of every set, for each choice of sets.
fn products(table: CellPath, sets: &[Vec<Vec<usize>>]) -> Vec<Vec<CellPath>> {
    let mut found = vec![vec![table]];
    for choices in sets {
        let longer = |cells: &Vec<CellPath>, set: &Vec<usize>| -> Vec<CellPath> {
            cells.iter().flat_map(|cell| set.iter().map(|position| cell.with(*position))).collect()
        };
        found = found.iter().flat_map(|cells| choices.iter().map(move |set| longer(cells, set))).collect();
    }
    found
}
