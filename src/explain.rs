//! Every rule that a book can break, of every stage.

use crate::diagnostic::{Rule, nearest};
use crate::render::edition;
use crate::theme::{faults, palette};
use crate::{check, parse, theme};

/// The rules in the order of their codes.
pub fn rules() -> Vec<&'static Rule> {
    let stages = [parse::rules::RULES, theme::RULES, faults::RULES, palette::RULES, edition::RULES];
    let mut rules: Vec<_> = stages.into_iter().flatten().copied().chain(check::checks::rules()).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule with this code or name, in capitals or not.
///
/// # Errors
///
/// A word that is neither, as a sentence that says which is nearest.
pub fn rule(word: &str) -> Result<&'static Rule, String> {
    let rules = rules();
    let known = |rule: &&&Rule| [rule.code, rule.name].iter().any(|known| known.eq_ignore_ascii_case(word));
    if let Some(rule) = rules.iter().find(known) {
        return Ok(rule);
    }
    let codes = nearest(&word.to_uppercase(), rules.iter().map(|rule| rule.code));
    let near = codes.or_else(|| nearest(&word.to_lowercase(), rules.iter().map(|rule| rule.name)));
    let hint = near.map_or_else(
        || "`areabook explain` lists all of them".to_owned(),
        |near| format!("did you mean `{near}`? `areabook explain` lists all of them"),
    );
    Err(format!("there is no rule `{word}`\n{hint}"))
}
