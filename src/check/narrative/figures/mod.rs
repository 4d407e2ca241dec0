//! Numbers in narrative against the returns.

pub(crate) mod rules;
pub(crate) mod described;
pub(crate) mod local;
mod wording;
pub(crate) mod sentences;
mod pointed;
mod sums;

use std::cell::OnceCell;

use self::described::{Describer, References};
use self::local::{Around, Locals};
use self::pointed::Pointed;
use self::rules::{
    CONTRADICTS, CUT_OFF, PERCENTAGE, STOCK_AND_FLOW, TYPED, UNACCOUNTED, WRONG_CHANGE, WRONG_PERCENTAGE,
};
use self::sums::MixedSum;
use self::wording::{Typed, Wording, disagreeing};
use crate::check::context::{Found, ReportCheck, ReportContext};
use crate::check::narrative::dates::calendar::IMPOSSIBLE;
use crate::check::narrative::placeholders::PLACEHOLDER;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage::Passage;
use crate::check::prose::read::{MOST_NUMBERS, MOST_UNACCOUNTED, Read};
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Way;
use crate::check::prose::reading::parts::kinds::Exempt;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::returns::{Candidate, Measured};
use crate::diagnostic::{Diagnostic, Edit};
use crate::parse::rules::TOO_LARGE;
use crate::quantity::Quantity;
use crate::query::reference::{self, Fault};
use crate::source::Span;
use crate::texts::Use;

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: rules::RULES, run: check };

/// Checks the numbers of a report's own narrative. Without a list of words for the book's language none is read.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    if !ENGLISH.is(&context.book.settings.language) {
        return;
    }
    let returns = context.returns(&ENGLISH);
    let finder = |references| {
        let describer = Describer { book: context.book, report: context.report, references };
        Finder { context, describer, sums: OnceCell::new(), locals: OnceCell::new() }
    };
    let (narrative, remarks) = (finder(References::Any), finder(References::None));
    // A number with a note that asks for the right one, or in a date that there cannot be, is a finding already.
    let told = Found::new(findings, &[&PLACEHOLDER, &IMPOSSIBLE]);
    for passage in context.passages.iter().filter(|passage| passage.is_counted()) {
        let mut pointed = Pointed::new(context, passage);
        returns.read(passage, &mut |read| {
            findings.extend(narrative.finding(passage, read).filter(|finding| !told.is_around(finding.span)));
            pointed.tell(read);
        });
        findings.extend(pointed.findings());
    }
    // A title or note can tell of what no return has, but of no figure otherwise than the return.
    let beside = context.beside.iter().filter(|(its, _)| *its == Use::Remark);
    for (_, passage) in beside {
        returns.read(passage, &mut |read| {
            let is_found = read.contradicts() || matches!(read.number, Number::Unread);
            let found = is_found.then(|| remarks.finding(passage, read)).flatten();
            findings.extend(found.filter(|finding| !told.is_around(finding.span)));
        });
    }
}

/// The finding for the first number of a text that is not read. Whatever the book makes of numbers, it shows that nobody looked for them.
pub(crate) fn unread(span: Span) -> Diagnostic {
    let limits = format!("of one part {MOST_NUMBERS} numbers are read, or {MOST_UNACCOUNTED} that are in no return");
    let finding = TOO_LARGE.at(span, "no number from here to the end of this part was checked").help(limits);
    finding.help("correct those before it first, or write several parts")
}

pub(crate) struct Finder<'c, 'a> {
    pub(crate) context: &'c ReportContext<'a>,
    pub(crate) describer: Describer<'c>,
    /// Worked out once a number is in no return.
    pub(crate) sums: OnceCell<Vec<MixedSum<'a>>>,
    pub(crate) locals: OnceCell<Locals<'a>>,
}

impl Finder<'_, '_> {
    /// Whether a text refers to a figure that could not be read, as a finding says where it stands.
    fn has_unread(&self, passage: &Passage) -> bool {
        let (book, report) = (self.context.book, self.context.report);
        passage.asks.iter().any(|asks| matches!(reference::text(book, report, asks), Err(Fault::Spoiled)))
    }

    /// What is wrong with a number.
    pub(crate) fn finding(&self, passage: &Passage, read: &Read<'_, '_>) -> Option<Diagnostic> {
        let span = passage.span(read.range.clone())?;
        let way = || {
            let way = read.way.clone().and_then(|way| passage.span(way)).unwrap_or(span);
            Span { start: span.start.min(way.start), end: span.end.max(way.end), ..span }
        };
        // Beside a reference to a figure that cannot be read nobody knows what another number tells.
        let of_reference =
            matches!(&read.number, Number::Reference { account: Account::Contradicts(_) | Account::WrongWay(_), .. });
        if (read.contradicts() || of_reference) && self.has_unread(passage) {
            return None;
        }
        let (claim, account) = match &read.number {
            Number::Reference { claim, account: Account::WrongWay(candidate), .. } => {
                return Some(self.wrong_way(claim, way(), candidate));
            }
            Number::Reference { claim, given: Some(given), account: Account::Contradicts(said) } => {
                return Some(self.mistaken(claim, span, given, said));
            }
            Number::Reference { claim, account: Account::Misfit { candidate, misfit, is_sure }, .. } => {
                return Some(self.wording().misfit(claim, span, candidate, (*misfit, *is_sure)));
            }
            Number::Exempt(Exempt::Missing) => {
                let name = &passage.text[read.range.clone()];
                let finding = UNACCOUNTED.at(span, format!("the return has no {name}"));
                return Some(finding.help("correct the number, or say in the sentence whose it is"));
            }
            Number::Unread => return Some(unread(span)),
            Number::Exempt(_) | Number::Reference { .. } => return None,
            Number::Claim(claim, account) => (claim, account),
        };
        let typed = Typed { claim, span, words: &passage.text[read.range.clone()] };
        match account {
            Account::None | Account::Follows => None,
            // “all but the summer one”
            Account::Held { .. } if claim.is_pronoun() && typed.words.len() < passage.text.trim().len() => None,
            Account::Held { held, is_sure } => {
                let edit = |text| passage.edit(read.range.clone(), text).filter(|_| *is_sure);
                self.held(&typed, held, edit)
            }
            Account::CutOff { candidate, is_sure } => {
                let edit = |text| passage.edit(read.range.clone(), text).filter(|_| *is_sure);
                Some(self.cut_off(&typed, candidate, edit))
            }
            Account::Contradicts(candidate) => self.contradicts(&typed, candidate),
            Account::WrongWay(candidate) => Some(self.wrong_way(claim, way(), candidate)),
            Account::Misfit { candidate, misfit, is_sure } => {
                Some(self.wording().misfit(claim, span, candidate, (*misfit, *is_sure)))
            }
            Account::Disagrees(_, disagreement) => Some(disagreeing(&typed, *disagreement)),
            Account::Unaccounted(considered) => {
                let sum = self.sum(&typed, claim);
                let around = Around::new(passage, read.range.clone());
                let other = || {
                    self.wording()
                        .local(&typed, &around, self.locals.get_or_init(|| Locals::new(&self.context.report.figures)))
                        .unwrap_or_else(|| self.wording().unaccounted(&typed, considered))
                };
                Some(sum.unwrap_or_else(other))
            }
        }
    }

    /// A note with the reference that prints a number; none where it is not meant to be exact, or no reference prints it.
    fn held(
        &self,
        typed: &Typed<'_>,
        held: &[Candidate<'_>],
        edit: impl Fn(String) -> Option<Edit>,
    ) -> Option<Diagnostic> {
        const MOST: usize = 4;
        let mention = typed.claim.mention;
        // “We held 64 meetings about reds”: a figure that counts something else is no help.
        if typed.claim.head == Head::Unknown && mention.number().is_some() {
            return None;
        }
        // A reference writes 0 as “none”, which cannot stand for the “no” of “no people”.
        let is_no = mention.is_in_words && mention.number().is_some_and(Quantity::is_zero);
        // An amount that is rounded reads better than the figure: “£51.2 million”.
        let is_as_told = |held: &Candidate<'_>| match (&held.measured, mention.amount) {
            (Measured::Level(Some(value)), Amount::Measure(amount)) => *value == amount,
            (Measured::Change { before, now, .. }, Amount::Measure(amount)) => before.distance(*now) == Some(amount),
            _ => true,
        };
        // A reference prints the sign of a percentage, which “73 of every 100” and “34 and 44 per cent” have no place for.
        let is_bare = mention.percentage().is_some() && typed.words.ends_with(|sign: char| sign.is_ascii_digit());
        (mention.is_exact() && !mention.is_repeated && !is_no && !is_bare && held.iter().all(is_as_told))
            .then_some(())?;
        // A fix changes nothing that readers see, be it “3 minutes and 52 seconds” for 3:52.
        let is_same = |held: &Candidate<'_>| {
            self.describer.printed(typed.claim, held).is_some_and(|printed| plain(&printed) == plain(typed.words))
        };
        let is_same = held.first().is_some_and(is_same);
        let mut references: Vec<_> =
            held.iter().filter_map(|candidate| self.describer.reference(typed.claim, candidate)).collect();
        references.dedup();
        references.truncate(MOST);
        let (first, others) = references.split_first()?;
        let is_worked_out = !matches!(held, [Candidate { measured: Measured::Level(_), .. }, ..]);
        let rule = if matches!(mention.amount, Amount::Percent(_)) && is_worked_out { &PERCENTAGE } else { &TYPED };
        let message = match (typed.claim.role, rule.code) {
            (_, "P402") => format!("{} follows from the figures", typed.words),
            (Role::Change(_), _) => format!("{} is the change of a figure of the return", typed.words),
            _ => format!("{} is a figure of the return", typed.words),
        };
        let mut finding = rule.at(typed.span, message);
        let is_shown = self.describer.references == References::Any;
        let place = held.iter().find_map(|candidate| candidate.cell().filter(|_| is_shown && self.is_own(candidate)));
        if let Some(cell) = place {
            finding = finding.related(self.context.place(cell), "the figure");
        }
        Some(match others {
            [] => finding
                .help(format!("write `{first}`, which follows the return"))
                .fix(edit(first.clone()).filter(|_| is_same)),
            others => finding.help(format!(
                "write the reference to what is meant, which follows the return: `{first}` or `{}`",
                others.join("` or `")
            )),
        })
    }

    fn wording(&self) -> Wording<'_, '_> {
        Wording { context: self.context, describer: self.describer }
    }

    fn is_own(&self, candidate: &Candidate<'_>) -> bool {
        std::ptr::eq(candidate.report, self.context.report)
    }

    fn cut_off(
        &self,
        typed: &Typed<'_>,
        candidate: &Candidate<'_>,
        edit: impl Fn(String) -> Option<Edit>,
    ) -> Diagnostic {
        let right = self.describer.percent(typed.claim, candidate).unwrap_or_default();
        let working = self.describer.working(candidate).unwrap_or_default();
        let finding = CUT_OFF
            .at(typed.span, format!("this percentage is cut off; rounded it is {right}"))
            .label(format!("{working} is {right}"));
        match self.describer.reference(typed.claim, candidate) {
            Some(reference) => finding.help(format!("write `{reference}`")).fix(edit(reference)),
            None => finding.help(format!("write {right}")),
        }
    }

    /// The finding where the figures say something else; none where they say nothing of that kind, as there is no percentage by which
    /// what was below zero has changed.
    fn contradicts(&self, typed: &Typed<'_>, candidate: &Candidate<'_>) -> Option<Diagnostic> {
        let claim = typed.claim;
        let right = self.describer.right(claim, candidate)? + &self.describer.in_unit(claim, candidate);
        let (rule, source) = match (&candidate.measured, claim.mention.amount) {
            (
                Measured::Change { .. },
                Amount::Number(_) | Amount::Rate(..) | Amount::Measure(_) | Amount::Factor(..),
            ) => (&WRONG_CHANGE, "the returns give"),
            (Measured::Change { .. } | Measured::Share { .. } | Measured::ShareOf { .. }, _) => {
                (&WRONG_PERCENTAGE, "the figures give")
            }
            _ => (&CONTRADICTS, "the return says"),
        };
        let label = self.describer.working(candidate).unwrap_or_else(|| format!("the return has {right}"));
        let finding = rule
            .at(typed.span, format!("this sentence {}, and {source} {right}", self.describer.says(candidate)))
            .label(label);
        let reference = self.describer.reference(claim, candidate);
        let finding = match reference {
            _ if !claim.mention.is_exact() => finding.help(format!(
                "change the number, or the words that say how exact it is, if the sentence is about what the figures say: {right}"
            )),
            Some(reference) => finding.help(format!("write `{reference}` if that is what the sentence is about")),
            None => finding.help(format!("write what the figures say if the sentence is about them: {right}")),
        };
        let about = "if it is about something else, say so in the sentence: name the year, or what is counted";
        Some(self.wording().declared(self.wording().placed(finding, candidate).help(about)))
    }

    /// A reference to another figure than the sentence counts.
    fn mistaken(&self, claim: &Claim<'_, '_>, span: Span, given: &Candidate<'_>, said: &Candidate<'_>) -> Diagnostic {
        let right = self.describer.right(claim, said).unwrap_or_default();
        let [of_sentence, of_reference] = [said, given].map(|candidate| self.describer.says(candidate));
        let message = match of_sentence == of_reference {
            true => {
                format!("the reference {of_reference}, of which this sentence tells otherwise: so told it is {right}")
            }
            false => format!("this sentence {of_sentence}, which is {right}; the reference {of_reference}"),
        };
        let finding = CONTRADICTS.at(span, message);
        let finding = match self.describer.reference(claim, said) {
            Some(reference) => finding.help(format!("write `{reference}` if that is what the sentence is about")),
            None => finding.help("write a reference to what the sentence is about"),
        };
        self.wording()
            .placed(finding, said)
            .help("if the reference is right, say in the sentence what it counts, and when")
    }

    fn wrong_way(&self, claim: &Claim<'_, '_>, span: Span, candidate: &Candidate<'_>) -> Diagnostic {
        let right = self.describer.course(claim, candidate).or_else(|| self.describer.right(claim, candidate));
        let right = right.unwrap_or_default();
        let message = match candidate.measured {
            Measured::Beside { .. } => format!("this sentence says otherwise, and {right}"),
            _ => format!("this sentence {}, and the returns give {right}", self.describer.says(candidate)),
        };
        let label = self.describer.working(candidate).unwrap_or(right);
        self.wording()
            .placed(WRONG_CHANGE.at(span, message).label(label), candidate)
            .help(match claim.role.way() {
                Some(Way::Same) => "say which way the figure went",
                _ => "write the sentence the other way round",
            })
            .help("if it is about something else, say so in the sentence: name the year, or what is counted")
    }

    /// A sum of people on a day and people over the year.
    fn sum(&self, typed: &Typed<'_>, claim: &Claim<'_, '_>) -> Option<Diagnostic> {
        let number = claim.mention.number().filter(|_| claim.role == Role::Level && claim.head != Head::Unknown)?;
        let sum = self.sums.get_or_init(|| sums::mixed_sums(self.context)).iter().find(|sum| sum.sum == number)?;
        let unit = sum.unit;
        let flows: Vec<_> = sum.flows.iter().map(|path| self.context.address(*path).to_string()).collect();
        let finding = STOCK_AND_FLOW
            .at(typed.span, format!("{} adds {unit} counted on one day to {unit} counted over the year", typed.words))
            .label(format!("{} + {}", self.context.address(sum.snapshot), flows.join(" + ")))
            .related(self.context.place(sum.snapshot), "counts one day")
            .help("give the two figures beside each other, and say what each counts");
        Some(finding)
    }
}

/// Words whose spaces are of one kind.
fn plain(words: &str) -> String {
    words.replace('\u{a0}', " ")
}
