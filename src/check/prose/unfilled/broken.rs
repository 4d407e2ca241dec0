//! Sentences that break off: nobody wrote the rest of them.

use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::wording::{AFTER_A_NOUN, LEADING_ON, SALUTATIONS, SUBJECTS};
use crate::check::prose::reading::language::words::Words;

/// The word or comma with which a paragraph ends, if more has to follow. Fewer words are a title, a name or a greeting.
pub(crate) fn breaks_off(text: &str) -> Option<&str> {
    const FEWEST: usize = 3;
    const FEWEST_BEFORE_A_COMMA: usize = 5;
    // Behind a space stood what could not be read.
    if text.ends_with(' ') {
        return None;
    }
    let (before, last) = text.rsplit_once(' ')?;
    // An item of a list: “to listen; and”.
    if before.ends_with(';') {
        return None;
    }
    let words = text.split(' ').filter(|word| word.contains(char::is_alphabetic)).count();
    let first = text.split([' ', ',']).next()?.to_lowercase();
    if last.ends_with(',') {
        let is_greeting = SALUTATIONS.contains(&first.as_str()) || !text.contains(char::is_lowercase);
        return (words >= FEWEST_BEFORE_A_COMMA && !is_greeting).then_some(",");
    }
    // “Why we are here and who we are” is a title.
    let is_question =
        Words::new(&first, 0..first.len(), &ENGLISH).is(0, Sense::But) || first.starts_with("wh") || first == "how";
    // So is “The meeting that we spoke of”.
    let is_told_of = || {
        let mut before = before.rsplit(' ').skip(1);
        let is_subject = |word: &str| SUBJECTS.contains(&word);
        matches!(last, "of" | "by") && before.by_ref().take(2).any(is_subject) && before.next().is_some()
    };
    let is_left = LEADING_ON.contains(&last) || !is_question && AFTER_A_NOUN.contains(&last) && !is_told_of();
    (words >= FEWEST && is_left).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::breaks_off;

    #[test]
    fn what_goes_on_is_told_from_titles_and_greetings() {
        for text in [
            "The board met four times and agreed that",
            "Step 2 meetings are chaired by the",
            "The board met in June, September, and",
            "The board met twice, in June,",
            "The board asked whether",
            "If a person moves away from the area,",
            "The co-ordinator, who",
            "The telephone number is",
            "It was attended by staff of",
            "We heard of",
            "The number we had was",
        ] {
            assert!(breaks_off(text).is_some(), "{text}");
        }
        for text in [
            "Who we are",
            "What the board is",
            "The people we work with",
            "Dear friends and neighbours of the service,",
            "North Council, Hall Road,",
            "The board met.",
            "A plan for all",
            "Reds and blues",
            "The area that we care for",
            "The meeting that we spoke of",
            "Work they are proud of",
            "THE",
            "to listen; and",
            "The number was ",
        ] {
            assert_eq!(breaks_off(text), None, "{text}");
        }
    }
}
