//! The numbers of a passage, read sentence by sentence, with what becomes of each.

use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

use super::accounts::{Account, Number, account, on_wrong_side};
use super::agree::agree;
use super::closed::{ReadSentence, Said, owners};
use super::context::expanded::Expanded;
use super::context::given::settle;
use super::faults::misfit::{counts_other, is_no_average};
use super::passage::{FIGURE, Passage};
use super::reading::claims::{Claim, claims};
use super::reading::ends::{joined, sentences};
use super::reading::parts::numbers::Amount;
use super::reading::roles::Role;
use super::reading::scopes::{Scope, all};
use super::reading::segments::segments;
use super::reading::sentence::{Cased, Item, Sentence};
use super::returns::{Around, Candidate, Measured, Returns};
use super::siblings::{Figure, follows};
use super::wider::compatible::Net;
use super::wider::confirmed::{Beside, Confirmed};
use super::wider::elsewhere::is_elsewhere;
use super::wider::follows::{Numbers, by_others};
use super::wider::terms::Terms;
use super::wider::{is_open, is_unaccounted};
use crate::book::period::Period;

/// A number of a passage: where it stands there, and what was made of it.
pub(crate) struct Read<'s, 'a> {
    pub(crate) range: Range<usize>,
    /// Where the word stands that tells the wrong way.
    pub(crate) way: Option<Range<usize>>,
    /// Whether it is one that something is set against.
    pub(crate) is_set_against: bool,
    pub(crate) sentence: &'s Sentence<'s, 'a>,
    pub(crate) number: Number<'s, 'a>,
}

impl<'s, 'a> Read<'s, 'a> {
    /// The number of some tokens; none where these stand in what a reference prints.
    fn new(
        sentence: &'s Sentence<'s, 'a>,
        expanded: &Expanded<'_>,
        tokens: Range<usize>,
        number: Number<'s, 'a>,
    ) -> Option<Self> {
        let tokens = match &number {
            Number::Claim(_, Account::Disagrees(tokens, _)) => tokens.clone(),
            _ => tokens,
        };
        let place = sentence.words.place(&tokens);
        (!expanded.is_foreign(&place)).then(|| Read {
            range: expanded.typed(&place),
            way: way(sentence, expanded, &number),
            is_set_against: sentence.is_set_against(&tokens),
            sentence,
            number,
        })
    }

    /// Whether it is another number than the returns give, or than those beside it do.
    pub(crate) fn contradicts(&self) -> bool {
        matches!(self.number, Number::Claim(_, Account::Contradicts(_) | Account::WrongWay(_) | Account::Disagrees(..)))
    }

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
#[derive(Default)]
struct Progress<'a> {
    /// The words of its headings.
    headings: Vec<Scope<'a>>,
    around: Around<'a>,
    /// The figures of the sentence before, or of what is read before an item.
    figures: Vec<Figure<'a>>,
    /// Whether what is read stands before the passage.
    is_before: bool,
    numbers: Numbers,
    terms: Terms<'a>,
}

impl<'a> Progress<'a> {
    /// Lets a question or title above be said of each number, and makes changes of those of which a row or column tells which way they went.
    fn lead(&mut self, claims: &mut [Claim<'_, 'a>], above: Option<Scope<'a>>, is_before: bool) {
        if let Some(above) = above {
            claims.iter_mut().for_each(|claim| claim.scopes.insert(0, claim.scopes[0].with(&above)));
        }
        if let Some(way) = self.around.way {
            let open = claims.iter_mut().filter(|claim| !matches!(claim.role, Role::Change(_)));
            open.for_each(|claim| claim.role = Role::Change(way));
        }
        self.is_before = is_before;
    }

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
        said.claim.mention.number().is_some_and(|number| self.around.worked_out.contains(&number))
            || self.numbers.give(said, &later, &percentages)
            || self.terms.leave(said)
            || returns.leaves(said, &self.around.told)
    }

    /// Keeps a number that is accounted for.
    fn count(&mut self, claim: &Claim<'_, 'a>, account: &Account<'a>) {
        // A small number of a named row need not be accounted for, and is added up like any.
        let is_small = matches!(account, Account::None) && !claim.scopes[0].members.is_empty();
        let is_known = claim.mention.is_given || is_small || matches!(account, Account::Held { .. } | Account::Follows);
        match claim.mention.amount {
            Amount::Number(number) if is_known => self.numbers.add(number),
            Amount::Percent(percentage) if is_known => self.numbers.add_percentage(percentage),
            _ => {}
        }
    }

    /// What becomes of a claim without words of its own by those of the sentence before.
    fn by_named(
        &mut self,
        returns: &Returns<'a>,
        said: &Said<'_, '_, 'a>,
        named: &dyn Fn() -> Option<Scope<'a>>,
    ) -> Option<Account<'a>> {
        let own = &said.claim.own;
        if !own.members.is_empty() || !own.others.is_empty() {
            return None;
        }
        self.around.scopes.push(named().filter(|named| !named.is_empty())?);
        let account = match own.is_empty() {
            true => account(returns, said, &self.around),
            // “The panel met. Twelve people came before it.”
            false => {
                let held = Net::new(returns, said, &self.around).fits(&[]);
                returns.held(said, held).unwrap_or(Account::None)
            }
        };
        self.around.scopes.pop();
        matches!(account, Account::Held { .. }).then_some(account)
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
        self.around.scopes.extend(
            said.filter(|scope| !scope.is_empty() || !scope.against.places.is_empty()).take(MOST_SCOPES).cloned(),
        );
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
        let mut progress = Progress { headings: around.scopes.clone(), around, ..Progress::default() };
        let (mut figures, mut count, mut unaccounted, mut last) = (0, 0, 0, None);
        for part in joined(sentences(&expanded.text), |part| self.language.tells_on(lower[part].trim_start())) {
            let references = expanded.text[part.clone()].matches(FIGURE).count();
            let is_question = expanded.text[part.clone()].trim_end_matches(is_closing).ends_with('?');
            if references == 0 && !is_question && !self.language.tells(&lower[part.clone()]) {
                last = Some(part);
                continue;
            }
            let asked = &expanded.figures[figures..figures + references];
            figures += references;
            let given: Vec<_> = asked.iter().map(|asks| self.given(asks)).collect();
            let printed: Vec<_> = given.iter().map(|given| given.as_ref().map(|given| given.amount)).collect();
            let given: Vec<_> = given.into_iter().flatten().map(|given| given.figure).collect();
            let text = Cased { typed: &expanded.text, lower: &lower, printed: &printed };
            // “Reds went up again. The rise was 69.”
            let before = last.take();
            let leads = before.as_ref().is_some_and(|before| before.end <= expanded.lead);
            let named = LazyCell::new(|| before.map(|before| all(&Sentence::read(reader, &text, before))));
            let named = || named.clone();
            let sentence = Sentence::read(reader, &text, part.clone());
            let of_places = self.names_of_places(&sentence, &progress.around.scopes);
            let reread = of_places.as_ref().map(|names| Sentence::read(self.reader(names), &text, part.clone()));
            let sentence = reread.unwrap_or(sentence);
            self.refer(&mut progress.around, asked, &printed, &given);
            let segments = segments(&sentence);
            let mut claims = claims(&sentence, &segments, of_places.as_ref().unwrap_or(&names));
            progress.lead(&mut claims, if leads { named() } else { None }, part.end <= expanded.lead);
            let owners = owners(&sentence, &segments);
            let read = ReadSentence {
                sentence: &sentence,
                segments: &segments,
                claims: &claims,
                given: &given,
                owners: &owners,
                named: &named,
            };
            for (tokens, number) in self.numbers(&read, &mut progress) {
                count += 1;
                unaccounted += usize::from(is_unaccounted(&number));
                let is_last = count > MOST_NUMBERS || unaccounted > MOST_UNACCOUNTED;
                let number = if is_last { Number::Unread } else { number };
                if let Some(read) = Read::new(&sentence, &expanded, tokens, number) {
                    visit(&read);
                    if is_last {
                        return;
                    }
                }
            }
            let asks = (is_question && claims.is_empty()).then(|| all(&sentence));
            progress.next_sentence(claims.iter().map(|claim| &claim.own).chain(&asks));
            last = Some(part).filter(|_| claims.is_empty());
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
            if matches!(account, Account::Unaccounted(_)) {
                account = progress.by_named(self, &said, read.named).unwrap_or(account);
            }
            if said.is_supposed() && !matches!(account, Account::Held { .. }) {
                account = Account::None;
            }
            if let (Account::Unaccounted(considered), true) = (&account, is_open(claim, &account)) {
                let held = Net::new(self, &said, &progress.around).fits(considered);
                if let Some(wrong) = held.iter().find_map(|held| on_wrong_side(claim, held, &progress.around)) {
                    account = Account::WrongWay(wrong);
                } else {
                    account = self.held(&said, held).unwrap_or(account);
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
        self.confirm(read, &progress.around, &mut numbers);
        by_others(&mut numbers);
        agree(self, read.sentence, read.segments, &mut numbers);
        let before = if progress.is_before { std::mem::take(&mut progress.figures) } else { Vec::new() };
        progress.figures = before.into_iter().chain(figures.into_iter().map(Figure::before)).collect();
        numbers
    }

    /// The account of a number that some figures are; none where its noun says of all that they are not meant.
    fn held(&self, said: &Said<'_, '_, 'a>, mut held: Vec<Candidate<'a>>) -> Option<Account<'a>> {
        held.retain(|held| !counts_other(self, said, held) && !is_no_average(self, said, held));
        (!held.is_empty()).then_some(Account::Held { held, is_sure: false })
    }

    /// Takes for accounted what numbers of a sentence confirm of each other.
    fn confirm<'s>(
        &self,
        read: &ReadSentence<'s, '_, 'a>,
        around: &Around<'a>,
        numbers: &mut [(Range<usize>, Number<'s, 'a>)],
    ) {
        let lost: Vec<_> = (0..numbers.len())
            .filter(|at| matches!(&numbers[*at].1, Number::Claim(claim, account) if is_open(claim, account)))
            .collect();
        let figures = OnceCell::new();
        let found: Vec<_> = lost
            .into_iter()
            .filter_map(|at| {
                let Number::Claim(claim, _) = &numbers[at].1 else { return None };
                let said = read.said(claim, self.report.period);
                let others = numbers.iter().enumerate().filter(|(other, _)| *other != at);
                let beside: Vec<_> = others.filter_map(|(_, (_, number))| Beside::new(number)).collect();
                let held = Confirmed { returns: self, said: &said, around, figures: &figures }.fits(&beside);
                Some((at, self.held(&said, held)?))
            })
            .collect();
        for (at, held) in found {
            if let Number::Claim(_, account) = &mut numbers[at].1 {
                *account = held;
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
            if let (Account::Unaccounted(considered), true) = (&*account, is_open(claim, account)) {
                let told: Vec<_> = all.iter().map(Figure::told).collect();
                let known = [said.parts(self, &told), progress.terms.fits(self, &said)];
                let known = known.into_iter().find(|known| !known.is_empty());
                let held = known.or_else(|| follows(self, &said, &progress.around, &all));
                if let Some(held) = held.and_then(|held| self.held(&said, held)) {
                    *account = held;
                } else if progress.gives(self, &said, later) || is_elsewhere(self, &said, &progress.around) {
                    *account = Account::Follows;
                } else if let Some(held) = self.worked_out(&said, &progress.around, &progress.figures, considered) {
                    let is_none = held.is_empty();
                    *account = if is_none { Account::Follows } else { Account::Held { held, is_sure: false } };
                }
            }
            progress.count(claim, account);
            if let Number::Reference { given, account, .. } = number {
                settle(self, &said, &progress.around, given.as_ref(), account);
            }
        }
    }
}

/// Whether a sign can stand behind the end of a sentence.
fn is_closing(sign: char) -> bool {
    matches!(sign, ' ' | '”' | '’' | '"' | '\'' | ')')
}

/// So many numbers of a passage are read, and so many can be in no return, before the rest is not read: a text full of figures has some
/// hundreds.
pub(crate) const MOST_NUMBERS: usize = 20_000;
pub(crate) const MOST_UNACCOUNTED: usize = 1_000;
/// Of how many numbers of a sentence the words are kept for the next.
const MOST_SCOPES: usize = 4;
