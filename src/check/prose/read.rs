//! A passage as sentences in which names and dates stand in full, whatever reference they come from.

use std::borrow::Cow;
use std::ops::Range;

use super::accounts::{Account, Number, account, on_wrong_side};
use super::agree::agree;
use super::closed::{Said, owners};
use super::context::given::settle;
use super::passage::{FIGURE, Passage};
use super::reading::claims::{Claim, claims};
use super::reading::ends::sentences;
use super::reading::parts::numbers::Amount;
use super::reading::roles::Role;
use super::reading::scopes::Scope;
use super::reading::segments::{Segment, segments};
use super::reading::sentence::{Cased, Item, Sentence};
use super::returns::{Around, Candidate, Measured, Returns};
use super::siblings::{Figure, follows};
use super::wider::compatible::Net;
use super::wider::confirmed::{Beside, Confirmed};
use super::wider::follows::Numbers;
use super::wider::terms::Terms;
use super::wider::worked_out::is_worked_out;
use crate::book::Book;
use crate::book::narrative::Asks;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::query::reference;

/// The text of a passage as readers see it, except for its figures.
pub(crate) struct Expanded<'p> {
    /// The words; a reference to a figure is still one [`FIGURE`].
    pub(crate) text: Cow<'p, str>,
    /// The references to figures, in their order.
    pub(crate) figures: Vec<&'p Asks>,
    /// How much of the text stands before the passage and is read with it.
    lead: usize,
    /// What stands for references to names: where in the text each is, and where the reference ends in the passage.
    moved: Vec<(Range<usize>, usize)>,
}

impl<'p> Expanded<'p> {
    /// The text of a passage of a report.
    pub(crate) fn new(book: &Book, report: &Report, passage: &'p Passage) -> Self {
        let mut expanded =
            Expanded { text: Cow::Borrowed(&passage.text), figures: Vec::new(), lead: 0, moved: Vec::new() };
        let is_name = |asks: &&Asks| matches!(asks, Asks::Name(_));
        if !passage.asks.iter().any(|asks| is_name(&asks)) {
            expanded.figures = passage.asks.iter().collect();
            return expanded;
        }
        let mut text = String::with_capacity(passage.text.len() + 64);
        let mut asks = passage.asks.iter();
        for (at, sign) in passage.text.char_indices() {
            let asked = if sign == FIGURE { asks.next() } else { None };
            match asked {
                Some(asked @ Asks::Name(_)) => {
                    let start = text.len();
                    let name = reference::text(book, report, asked).unwrap_or_default();
                    text.push_str(&name.replace('\u{a0}', " "));
                    expanded.moved.push((start..text.len(), at + FIGURE.len_utf8()));
                }
                asked => {
                    text.push(sign);
                    expanded.figures.extend(asked);
                }
            }
        }
        expanded.text = Cow::Owned(text);
        expanded
    }

    /// The text of a passage with what is read before it.
    fn with_lead(book: &Book, report: &Report, passage: &'p Passage) -> Self {
        let own = Expanded::new(book, report, passage);
        if passage.lead.is_empty() {
            return own;
        }
        let (mut text, mut figures) = (String::new(), Vec::new());
        for before in &passage.lead {
            let before = Expanded::new(book, report, before);
            text.push_str(before.text.trim_end_matches([';', ',', ' ']));
            text.push_str(if text.ends_with([':', '.', '!', '?']) { " " } else { ". " });
            figures.extend(before.figures);
        }
        let lead = text.len();
        text.push_str(&own.text);
        figures.extend(&own.figures);
        Expanded { text: Cow::Owned(text), figures, lead, moved: own.moved }
    }

    /// Whether a range of the text comes from a reference, or stands before the passage.
    fn is_foreign(&self, range: &Range<usize>) -> bool {
        range.start < self.lead || self.is_of_reference(range)
    }

    /// Whether a range of the text comes from a reference.
    pub(crate) fn is_of_reference(&self, range: &Range<usize>) -> bool {
        let range = range.start - self.lead..range.end - self.lead;
        let next = self.moved.partition_point(|(name, _)| name.end <= range.start);
        self.moved.get(next).is_some_and(|(name, _)| name.start <= range.start)
    }

    /// Where a range of the text stands in the passage.
    pub(crate) fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let at = at - self.lead;
            let before = self.moved.partition_point(|(name, _)| name.end <= at);
            before.checked_sub(1).map_or(at, |last| self.moved[last].1 + at - self.moved[last].0.end)
        };
        back(range.start)..back(range.end)
    }
}

/// A number of a passage: where it stands there, and what was made of it.
pub(crate) struct Read<'s, 'a> {
    pub(crate) range: Range<usize>,
    /// Where the word stands that tells the wrong way.
    pub(crate) way: Option<Range<usize>>,
    /// Whether it is one that something is set against.
    pub(crate) is_set_against: bool,
    pub(crate) number: Number<'s, 'a>,
}

impl Read<'_, '_> {
    /// Whether it is a figure of the return of a period, or the change since then.
    pub(crate) fn is_of(&self, period: Period) -> bool {
        let Number::Claim(_, Account::Held { held, .. }) = &self.number else { return false };
        held.iter().any(|held| match held.measured {
            Measured::Change { since, .. } => since.period == period,
            _ => held.report.period == period,
        })
    }
}

/// Where the word stands that tells which way a figure went, and is wrong.
fn way(sentence: &Sentence<'_, '_>, expanded: &Expanded<'_>, number: &Number<'_, '_>) -> Option<Range<usize>> {
    let (Number::Claim(claim, Account::WrongWay(_)) | Number::Reference { claim, account: Account::WrongWay(_), .. }) =
        number
    else {
        return None;
    };
    let at = claim.way_at?;
    let place = sentence.words.place(&(at..at + 1));
    (place.start >= expanded.lead).then(|| expanded.typed(&place))
}

/// What is known of a passage as far as it was read.
struct Progress<'a> {
    /// The words of its headings.
    headings: Vec<Scope<'a>>,
    around: Around<'a>,
    /// The figures of the sentence before.
    figures: Vec<Figure<'a>>,
    numbers: Numbers,
    terms: Terms<'a>,
}

impl<'a> Progress<'a> {
    /// Keeps the figures that a claim is for the claims behind it in its sentence.
    fn tell(&mut self, claim: &Claim<'_, 'a>, account: &Account<'a>) {
        if let Account::Held { held, .. } = account {
            let levels = held.iter().filter(|held| matches!(held.measured, Measured::Level(_)));
            self.around.told.extend(levels.map(|held| (held.fit.clone(), held.report)).take(MOST_SCOPES));
        }
        self.around.last = Some(claim.mention.amount).filter(|_| claim.role == Role::Level);
    }

    /// Whether a number follows from those before and behind it; the claims behind it in its sentence are `later`.
    fn gives(&self, returns: &Returns<'a>, said: &Said<'_, '_, 'a>, later: &[Claim<'_, 'a>]) -> bool {
        let percentages: Vec<_> = later.iter().filter_map(|claim| claim.mention.percentage()).collect();
        let later: Vec<_> = later.iter().filter_map(|claim| claim.mention.number()).collect();
        self.numbers.give(said, &later, &percentages)
            || self.terms.leave(said)
            || returns.leaves(said, &self.around.told)
    }

    /// Keeps a number that is accounted for.
    fn count(&mut self, claim: &Claim<'_, 'a>, account: &Account<'a>) {
        let is_known = claim.mention.is_given || matches!(account, Account::Held { .. } | Account::Follows);
        match claim.mention.amount {
            Amount::Number(number) if is_known => self.numbers.add(number),
            Amount::Percent(percentage) if is_known => self.numbers.add_percentage(percentage),
            _ => {}
        }
    }

    /// Keeps the words of a sentence for the next.
    fn next_sentence<'s>(&mut self, said: impl Iterator<Item = &'s Scope<'a>>)
    where
        'a: 's,
    {
        self.numbers.next_sentence();
        self.terms.next_sentence();
        self.around.last = None;
        self.around.told.clear();
        self.around.scopes.clone_from(&self.headings);
        self.around.scopes.extend(said.filter(|scope| !scope.is_empty()).take(MOST_SCOPES).cloned());
    }
}

impl<'a> Returns<'a> {
    /// Reads a passage and calls `visit` with each number in it that readers take as a fact.
    pub(crate) fn read(&self, passage: &Passage, visit: &mut dyn FnMut(&Read<'_, 'a>)) {
        if !passage.has_digit && passage.asks.is_empty() && !self.language.tells(&passage.text) {
            return;
        }
        let expanded = Expanded::with_lead(self.book, self.report, passage);
        let lower = expanded.text.to_ascii_lowercase();
        let names = self.names(self.report);
        let reader = self.reader(&names);
        let around = self.before(&reader, passage);
        let headings = around.scopes.clone();
        let mut progress =
            Progress { headings, around, figures: Vec::new(), numbers: Numbers::default(), terms: Terms::default() };
        let mut figures = 0;
        for part in sentences(&expanded.text) {
            let references = expanded.text[part.clone()].matches(FIGURE).count();
            if references == 0 && !self.language.tells(&lower[part.clone()]) {
                continue;
            }
            let asked = &expanded.figures[figures..figures + references];
            figures += references;
            let given: Vec<_> = asked.iter().map(|asks| self.given(asks)).collect();
            let printed: Vec<_> = given.iter().map(|given| given.as_ref().map(|given| given.amount)).collect();
            let given: Vec<_> = given.into_iter().flatten().map(|given| given.figure).collect();
            let text = Cased { typed: &expanded.text, lower: &lower, printed: &printed };
            let sentence = Sentence::read(reader, &text, part);
            self.refer(&mut progress.around, asked, &printed, &given);
            let segments = segments(&sentence);
            let mut claims = claims(&sentence, &segments, &names);
            if let Some(way) = progress.around.way {
                let open = claims.iter_mut().filter(|claim| !matches!(claim.role, Role::Change(_)));
                open.for_each(|claim| claim.role = Role::Change(way));
            }
            let owners = owners(&sentence, &segments);
            let read = ReadSentence {
                sentence: &sentence,
                segments: &segments,
                claims: &claims,
                given: &given,
                owners: &owners,
            };
            for (tokens, number) in self.numbers(&read, &mut progress) {
                let tokens = match &number {
                    Number::Claim(_, Account::Disagrees(tokens, _)) => tokens.clone(),
                    _ => tokens,
                };
                let place = sentence.words.place(&tokens);
                if !expanded.is_foreign(&place) {
                    visit(&Read {
                        range: expanded.typed(&place),
                        way: way(&sentence, &expanded, &number),
                        is_set_against: sentence.is_set_against(&tokens),
                        number,
                    });
                }
            }
            progress.next_sentence(claims.iter().map(|claim| &claim.own));
        }
    }

    /// The numbers of a sentence with what becomes of them.
    fn numbers<'s>(
        &self,
        read: &ReadSentence<'s, '_, 'a>,
        progress: &mut Progress<'a>,
    ) -> Vec<(Range<usize>, Number<'s, 'a>)> {
        let (mut told, mut given) = (read.claims.iter(), read.given.iter());
        let mut numbers: Vec<(Range<usize>, Number<'s, 'a>)> = Vec::new();
        let mut figures = Vec::new();
        for (tokens, item) in &read.sentence.items {
            let Item::Mention(mention) = item else {
                let Item::Exempt(kind) = item else { continue };
                numbers.push((tokens.clone(), Number::Exempt(*kind)));
                continue;
            };
            let Some(claim) = told.next() else { continue };
            let said = read.said(claim, self.report.period);
            let given = mention.is_given.then(|| given.next().cloned().flatten());
            let mut account = match &given {
                Some(given) => self.of_reference(&said, &progress.around, given.as_ref()),
                None => account(self, &said, &progress.around),
            };
            if let Account::Unaccounted(considered) = &account {
                let held = Net::new(self, &said, &progress.around).fits(considered);
                if let Some(wrong) = held.iter().find_map(|held| on_wrong_side(claim, held, &progress.around)) {
                    account = Account::WrongWay(wrong);
                } else if !held.is_empty() {
                    account = Account::Held { held, is_sure: false };
                }
            }
            let number = match given {
                Some(given) => {
                    let held = Account::Held { held: given.iter().cloned().collect(), is_sure: false };
                    progress.tell(claim, &held);
                    figures.extend(Figure::of(claim, &held));
                    Number::Reference { claim, given, account }
                }
                None => {
                    progress.tell(claim, &account);
                    figures.extend(Figure::of(claim, &account));
                    Number::Claim(claim, account)
                }
            };
            numbers.push((tokens.clone(), number));
        }
        self.follow(read, progress, &mut numbers, &figures);
        self.confirm(read, progress, &mut numbers);
        agree(self, read.sentence, read.segments, &mut numbers);
        progress.figures = figures.into_iter().map(Figure::before).collect();
        numbers
    }

    /// Takes for accounted what numbers of a sentence confirm of each other.
    fn confirm<'s>(
        &self,
        read: &ReadSentence<'s, '_, 'a>,
        progress: &Progress<'a>,
        numbers: &mut [(Range<usize>, Number<'s, 'a>)],
    ) {
        let is_lost = |number: &Number<'_, '_>| matches!(number, Number::Claim(_, Account::Unaccounted(_)));
        let lost: Vec<_> = (0..numbers.len()).filter(|at| is_lost(&numbers[*at].1)).collect();
        let found: Vec<_> = lost
            .into_iter()
            .filter_map(|at| {
                let Number::Claim(claim, _) = &numbers[at].1 else { return None };
                let said = read.said(claim, self.report.period);
                let others = numbers.iter().enumerate().filter(|(other, _)| *other != at);
                let beside: Vec<_> = others.filter_map(|(_, (_, number))| Beside::new(number)).collect();
                let held = Confirmed { returns: self, said: &said, around: &progress.around }.fits(&beside);
                (!held.is_empty()).then_some((at, held))
            })
            .collect();
        for (at, held) in found {
            if let Number::Claim(_, account) = &mut numbers[at].1 {
                *account = Account::Held { held, is_sure: false };
            }
        }
    }

    /// Takes for accounted what follows from the other numbers of a sentence.
    fn follow<'s>(
        &self,
        read: &ReadSentence<'s, '_, 'a>,
        progress: &mut Progress<'a>,
        numbers: &mut [(Range<usize>, Number<'s, 'a>)],
        figures: &[Figure<'a>],
    ) {
        let all: Vec<_> = figures.iter().chain(&progress.figures).cloned().collect();
        for (_, number) in &*numbers {
            if let Number::Claim(_, account) = number {
                progress.terms.add(account);
            }
        }
        let mut later = read.claims;
        for (_, number) in numbers {
            let (Number::Claim(claim, account) | Number::Reference { claim, account, .. }) = number else { continue };
            later = later.get(1..).unwrap_or_default();
            let said = read.said(claim, self.report.period);
            if let Account::Unaccounted(considered) = account {
                let terms = progress.terms.fits(self, &said);
                let terms = Some(terms).filter(|terms| !terms.is_empty());
                if let Some(held) = terms.or_else(|| follows(self, &said, &progress.around, &all)) {
                    *account = Account::Held { held, is_sure: false };
                } else if progress.gives(self, &said, later) || is_worked_out(&said, &progress.around.told, considered)
                {
                    *account = Account::Follows;
                }
            }
            progress.count(claim, account);
            if let Number::Reference { given, account, .. } = number {
                settle(self, &said, &progress.around, given.as_ref(), account);
            }
        }
    }
}

/// A sentence with what it says of its numbers.
struct ReadSentence<'s, 't, 'a> {
    sentence: &'s Sentence<'t, 'a>,
    segments: &'s [Segment],
    claims: &'s [Claim<'s, 'a>],
    /// The figures of its references, in their order.
    given: &'s [Option<Candidate<'a>>],
    owners: &'s [Option<usize>],
}

impl<'s, 't, 'a> ReadSentence<'s, 't, 'a> {
    fn said(&self, claim: &'s Claim<'s, 'a>, period: Period) -> Said<'s, 't, 'a> {
        let ReadSentence { sentence, segments, owners, .. } = *self;
        Said { sentence, segments, claim, period, owners }
    }
}

/// Of how many numbers of a sentence the words are kept for the next.
const MOST_SCOPES: usize = 4;
