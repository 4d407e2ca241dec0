//! How the numbers of a text are read, for authors who wonder about a finding.

use std::fmt::Write;

use super::described::{Describer, References};
use super::local::{self, Around};
use crate::book::Book;
use crate::book::report::{Report, Section};
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage::{self, FIGURE, Passage};
use crate::check::prose::read::Read;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::{Bound, Way};
use crate::check::prose::reading::parts::kinds::Exempt;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::returns::{Candidate, Returns};
use crate::text::number::written;

/// How the numbers of a section are read: each with what it is taken for, what it was compared with and what became of it.
pub(crate) fn explained(book: &Book, report: &Report, section: &Section) -> String {
    if !ENGLISH.is(&book.settings.language) {
        return format!("numbers are not read in the language of the book, `{}`\n", book.settings.language);
    }
    let returns = Returns::new(book, report, &ENGLISH);
    let describer = Describer { book, report, references: References::Any };
    let mut text = String::new();
    for passage in passage::passages(&section.body) {
        let _ = writeln!(text, "{}", passage.text.replace(FIGURE, "{{ … }}"));
        let mut has_number = false;
        returns.read(&passage, &mut |read| {
            let typed = passage.text[read.range.clone()].replace(FIGURE, "{{ … }}");
            let _ = write!(text, "\n  {typed}\n{}", told(describer, &passage, read));
            has_number = true;
        });
        if !has_number {
            text.push_str("\n  no number that readers take as a fact\n");
        }
        text.push('\n');
    }
    text
}

fn told(describer: Describer<'_>, passage: &Passage, read: &Read<'_, '_>) -> String {
    let (claim, account) = match &read.number {
        Number::Exempt(kind @ Exempt::Missing) => return format!("    read as a {}: P305\n", kind.word()),
        Number::Unread => return "    not read, as there are too many before it: Y110\n".to_owned(),
        Number::Exempt(kind) => return format!("    needs no account: {}\n", kind.word()),
        Number::Reference { claim, given: Some(given), account: Account::Contradicts(said) } => {
            let right = describer.right(claim, said).unwrap_or_else(|| "not known".to_owned());
            let (said, given) = (describer.says(said), describer.says(given));
            return format!(
                "    a reference that {given}\n    the sentence {said}: {right}\n    contradicts the return\n"
            );
        }
        Number::Reference { claim, account: Account::WrongWay(candidate), .. } => {
            let right = describer.right(claim, candidate).unwrap_or_default();
            return format!("    a reference: {right}\n    right, and the word beside it is wrong\n");
        }
        Number::Reference { .. } => return "    a reference\n".to_owned(),
        Number::Claim(claim, account) => (claim, account),
    };
    let mut text = format!("    read as {}\n", kind(claim));
    let figures = &describer.report.figures;
    let is_open = matches!(account, Account::Unaccounted(_));
    let local = local::amount(claim).filter(|_| is_open).and_then(|number| {
        let (figure, right) = local::Locals::new(figures).told(&Around::new(passage, read.range.clone()), number)?;
        let became = if right == number { "accounted for" } else { "in no return: P305" };
        let name = figures.address(figure.path);
        Some(format!("    it counts “{}”: {}\n    {became}: `{{{{ {name} }}}}`\n", figure.counts, written(right)))
    });
    if let Some(local) = local {
        return text + &local;
    }
    for candidate in considered(account) {
        let right = describer.right(claim, candidate).unwrap_or_else(|| "not known".to_owned());
        let working = describer.working(candidate).map(|working| format!(", {working}")).unwrap_or_default();
        let _ = writeln!(text, "    it {}: {right}{working}", describer.says(candidate));
    }
    text + &format!("    {}\n", became(describer, claim, account))
}

/// The figures that a number was held against.
fn considered<'c, 'a>(account: &'c Account<'a>) -> &'c [Candidate<'a>] {
    match account {
        Account::None | Account::Follows | Account::Disagrees(..) => &[],
        Account::Held { held: all, .. } | Account::Unaccounted(all) => all,
        Account::Misfit { candidate: one, .. }
        | Account::CutOff { candidate: one, .. }
        | Account::Contradicts(one)
        | Account::WrongWay(one) => std::slice::from_ref(one),
    }
}

/// What became of a number, in words.
fn became(describer: Describer<'_>, claim: &Claim<'_, '_>, account: &Account<'_>) -> String {
    let told = match account {
        Account::None => {
            "not looked at: it is small and no word that the form counts stands beside it, or the sentence says that it is not so"
        }
        Account::Follows => "accounted for: it follows from other numbers of the text",
        Account::Held { held, .. } => {
            let held = held.iter().filter(|_| claim.mention.is_exact());
            let references = held.filter_map(|held| describer.reference(claim, held));
            let references: Vec<_> = references.map(|reference| format!("`{reference}`")).collect();
            return match references.as_slice() {
                [] => "accounted for".to_owned(),
                references => format!("accounted for: write {}", references.join(" or ")),
            };
        }
        Account::Misfit { is_sure: true, .. } => "told otherwise than the return has it: P301",
        Account::Misfit { .. } => "told otherwise than the return has it: P305",
        Account::CutOff { .. } => "cut off instead of rounded: P401",
        Account::Contradicts(_) => "contradicts the return",
        Account::WrongWay(_) => "right, and the word beside it is wrong",
        Account::Unaccounted(_) => "in no return: P305",
        Account::Disagrees(_, disagreement) => {
            return format!("does not agree with other numbers of its sentence, {}: P305", disagreement.told());
        }
    };
    told.to_owned()
}

/// What a number is taken for.
fn kind(claim: &Claim<'_, '_>) -> String {
    let amount = match claim.mention.amount {
        Amount::Number(_) => "a number",
        Amount::Measure(_) => "an amount of money, a duration or another measure",
        Amount::Percent(_) => "a percentage",
        Amount::Points(_) => "percentage points",
        Amount::Share(..) => "a share",
        Amount::Rate(..) => "a rate",
        Amount::Factor(..) => "a factor",
    };
    let role = match claim.role {
        Role::Level => "",
        Role::Change(Way::Rise) => " by which a figure rose",
        Role::Change(Way::Fall) => " by which a figure fell",
        Role::Change(_) => " by which a figure changed",
        Role::From(_) => " from which a figure changed",
        Role::To(_) => " to which a figure came",
    };
    let bound = match (claim.mention.bound, claim.mention.until) {
        (_, Some(_)) => ", a range",
        (Bound::Exact, None) => "",
        (Bound::About, None) => ", rounded",
        (Bound::Below, None) => ", a little less",
        (Bound::JustAbove, None) => ", a little more",
        (Bound::Above, None) => ", or more",
        (Bound::AtLeast, None) => ", at least",
        (Bound::AtMost, None) => ", at most",
    };
    format!("{amount}{role}{bound}")
}
