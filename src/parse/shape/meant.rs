//! Names that do not exist, and the ones that they were meant for.

use std::fmt::Display;

use crate::diagnostic::{Diagnostic, Rule, nearest, shown};
use crate::parse::rules;
use crate::parse::tree::value::Key;

/// The name that a wrong one was meant for, with the value where another sign stands in place of the colon: `level_1 = 6`.
pub(crate) fn meant<'k, 't>(
    text: &'t str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<(&'k str, Option<&'t str>)> {
    let (name, value) = text.split_once([';', '=']).map_or((text, None), |(name, value)| (name, Some(value.trim())));
    let (name, mut known) = (name.trim_end(), known);
    Some((nearest(name, known.clone()).or_else(|| shortened(name, &mut known))?, value))
}

/// The one name of which another is short: each word of it begins as one of that does.
fn shortened<'k>(name: &str, known: &mut impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let words = |name: &'k str| name.split('_');
    let mut fits = known.filter(|known| {
        let mut short = name.split('_');
        words(known).all(|word| short.next().is_some_and(|short| !short.is_empty() && word.starts_with(short)))
            && short.next().is_none()
    });
    let first = fits.next().filter(|_| name.len() > 2)?;
    fits.next().is_none().then_some(first)
}

/// A finding for a name that does not exist, with the nearest that does.
pub(crate) fn unknown<'k>(
    rule: &'static Rule,
    key: &Key,
    what: impl Display,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Diagnostic {
    let finding = rule.at(key.span, format!("{what} has no `{}`", shown(&key.text)));
    let Some((near, value)) = meant(&key.text, known.clone()) else {
        let names: Vec<_> = known.map(|name| format!("`{name}`")).collect();
        return finding.help(format!("what can stand here: {}", names.join(", ")));
    };
    match value.filter(|_| rule == &rules::UNKNOWN_KEY) {
        Some(value) => finding.label("a colon is missing").help(format!("write `{near}: {}`", shown(value))),
        None => {
            let finding = finding.meant(&key.text, near).label(format!("did you mean `{near}`?"));
            finding.help(format!("write `{near}` if that is what you mean"))
        }
    }
}
