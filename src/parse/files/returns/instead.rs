//! What to write instead of what is no figure.

use std::sync::LazyLock;

use super::numbers::{Numbers, decimals};
use crate::book::cell::{ABSENCES, MARKERS};
use crate::book::form::number::NumberKind;
use crate::parse::files::forms::number::{self as typed_number, MOST, example};
use crate::text::number::{MONTHS, WORDS};
use crate::text::pattern::Pattern;

/// What to write where nothing stands, or a sign or words for that.
pub(super) fn of_nothing(numbers: Numbers<'_>) -> &'static str {
    match numbers {
        Numbers::Of(table) if !table.is_counted() => {
            "look it up on your form: write \"[x]\" if the figure is not known, \"[z]\" only if the form says that the question cannot arise"
        }
        Numbers::Of(_) => {
            "look it up on your form: write 0 if there were none, \"[x]\" if the figure is not known, \"[z]\" only if the form says that the question cannot arise"
        }
        Numbers::Any => "write the number, \"[x]\" if it cannot be had, 0 only if there were none",
    }
}

/// A number of which only a bound or a rough size is told, or beside which something stands.
static TOLD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?xi)^ (?: (?P<small> [<≤] | (?:under|below|up\ to|at\ most|(?:less|fewer)\ than) \b ) | (?P<large> [>≥] | (?:over|above|at\ least|more\ than) \b )
                   | (?P<rough> ~ | (?:c\.?|ca\.?|circa|about|approx\.?|approximately|around|nearly|some|est\.?) (?:\ |\b) ) )? \ ?
               (?P<number> \d[\d.,]* ) \ ?
               (?: (?P<at_most> or\ (?:less|fewer|under|below) ) | (?P<at_least> \+ | or\ (?:more|over|above) )
                 | (?P<estimate> \(? (?:e|est\.?|estimate|estimated|approx\.?) \)? ) | (?P<mark> [*†‡§¹²³]+ | \(\d\) | \*\d | \^\d\^? ) )? $",
    )
});

/// A number as spreadsheets write large ones: `1.58E+06`.
static POWER: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^\d[\d.,]*[eE]\+?\d+$"));

/// A number without the commas that part its thousands; none where a comma does something else.
fn without_commas(number: &str) -> Option<String> {
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    number.split('.').next()?.split(',').skip(1).all(is_group).then(|| number.replace(',', ""))
}

/// What to write instead of a number that is well but for what stands beside it, and of which is said so much more.
fn of_beside(number: &str, numbers: Numbers<'_>, sign: &str, more: &str) -> String {
    let bare = number.trim_end_matches(['.', ',']);
    if let Some(plain) = without_commas(bare).filter(|plain| numbers.read(plain).is_ok()) {
        return format!("write `{plain}{sign}`{more}");
    }
    let help = numbers.read(bare).err().flatten().unwrap_or_else(|| of(bare, numbers));
    if sign.is_empty() { format!("{help}{more}") } else { format!("{help}; then put{sign} behind it{more}") }
}

/// What to write instead of a number that is told so; none where it is told otherwise.
fn of_told(number: &str, numbers: Numbers<'_>) -> Option<String> {
    if POWER.is_match(number) {
        return Some(
            "write all digits of the number, as its source has them: a spreadsheet has cut them off".to_owned(),
        );
    }
    let told = TOLD.captures_at(number, 0)?;
    let beside = |sign, more| of_beside(&told["number"], numbers, sign, more);
    let has = |names: [&str; 2]| names.iter().any(|name| told.name(name).is_some());
    Some(if has(["small", "at_most"]) {
        "write the number; if it is held back to protect people write \"[c]\", if it only rounds to nothing \"[low]\""
            .to_owned()
    } else if has(["large", "at_least"]) {
        "write the number itself, or \"[x]\" if it is not known".to_owned()
    } else if has(["rough", "estimate"]) {
        beside(" [e]", ", which says that it is estimated")
    } else if told.name("mark").is_some() {
        beside("", "; what the mark stands for belongs below `notes:`")
    } else {
        return None;
    })
}

/// The numbers that are written in words most, behind those that have no digits in prose either.
const MORE: [&str; 11] = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const LARGER: [&str; 9] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"];

/// What to write instead of a number in words, or of words and signs that say that there is none; none where digits stand.
fn of_words(number: &str, numbers: Numbers<'_>) -> Option<String> {
    let words = number.to_lowercase();
    let mut counts = WORDS.iter().chain(&MORE).enumerate().skip(1);
    let count = counts.find(|(_, word)| **word == words).map(|(count, _)| count);
    if let Some(count) = count.filter(|count| numbers.read(&count.to_string()).is_ok()) {
        return Some(format!("write `{count}`"));
    }
    let mut parts = words.split([' ', '-']);
    if parts.any(|part| WORDS[1..].contains(&part) || MORE.contains(&part) || LARGER.contains(&part)) {
        return Some("write the number in digits, as in `1239`".to_owned());
    }
    if ["no", "nobody", "none", "nil", "nothing", "nought", "zero"].contains(&words.as_str()) {
        return Some("write `0` if there were none, \"[x]\" if the figure is not known".to_owned());
    }
    let sign = words.trim_matches(['(', ')']);
    if ABSENCES.iter().any(|row| row.0 == sign) {
        return Some(format!("write \"[{sign}]\" if the sign for a missing number is meant"));
    }
    if words == "o" {
        return Some(format!("it is the letter {number}: write `0` if there were none"));
    }
    (!number.contains(|sign: char| sign.is_ascii_digit())).then(|| of_nothing(numbers).to_owned())
}

/// Whether this is a day, as spreadsheets make one of `1/11`, or two numbers of which only one can be meant.
fn is_day(number: &str) -> bool {
    const SIGNS: [char; 3] = ['-', '/', '–'];
    let is_number = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_head = |part: &str, month: &str| month.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part));
    let is_month = |part: &str| part.len() > 2 && MONTHS.iter().any(|month| is_head(part, month));
    let parts: Vec<_> =
        number.split(|sign| sign == ' ' || SIGNS.contains(&sign)).filter(|part| !part.is_empty()).collect();
    let is_parted = number.contains(SIGNS) || parts.iter().any(|part| is_month(part));
    is_parted && (2..=3).contains(&parts.len()) && parts.iter().all(|part| is_number(part) || is_month(part))
}

/// What to do where a spreadsheet has something else in the place of a number.
fn of_spreadsheet(number: &str) -> Option<&'static str> {
    let is_name = |text: &str| text.starts_with(|sign: char| sign.is_ascii_uppercase());
    if number.strip_prefix('=').is_some_and(is_name) {
        return Some("this is a formula of a spreadsheet: write the number that it comes to");
    }
    if number.strip_prefix('#').is_some_and(is_name) || number.starts_with("Err:") {
        return Some("a spreadsheet writes this where it has no result: look the number up in its source");
    }
    is_day(number).then_some(
        "this is a day or two numbers, not one: look the number up in its source, a spreadsheet may have made a day of it",
    )
}

/// What to write instead of a number whose point or comma is meant otherwise than here, or that stands for a whole one.
fn of_decimals(number: &str, numbers: Numbers<'_>) -> Option<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // `1.234,50` is 1234.50 on the continent.
    let joined = |whole: &str| {
        let are_thousands = whole.contains('.') && whole.split('.').skip(1).all(|group| group.len() == 3);
        are_thousands.then(|| whole.replace('.', "")).filter(|joined| is_digits(joined))
    };
    if let Some((whole, behind)) = number.split_once(',').filter(|(whole, _)| whole.contains('.')) {
        let (joined, is_whole) = (joined(whole)?, behind.bytes().all(|digit| digit == b'0'));
        let pointed = Some(format!("{joined}.{behind}")).filter(|pointed| numbers.read(pointed).is_ok());
        let instead = pointed.or_else(|| Some(joined).filter(|joined| is_whole && numbers.read(joined).is_ok()))?;
        return Some(format!("write `{instead}`: no points between thousands, and decimals behind one"));
    }
    if number.matches('.').count() > 1 {
        let joined = joined(number).filter(|joined| numbers.read(joined).is_ok())?;
        return Some(format!("write `{joined}`: no points between thousands"));
    }
    let (whole, behind) =
        number.split_once(['.', ',']).filter(|(whole, behind)| is_digits(whole) && is_digits(behind))?;
    let is_read = |typed: &str| numbers.read(typed).is_ok();
    let (joined, pointed) = (format!("{whole}{behind}"), format!("{whole}.{behind}"));
    if behind.bytes().all(|digit| digit == b'0') && behind.len() != 3 && is_read(whole) {
        return Some(format!("write `{whole}`"));
    }
    if number.contains('.') && behind.len() == 3 && is_read(&joined) {
        return Some(format!(
            "write `{joined}` if the point parts the thousands; the figures of this table are whole numbers"
        ));
    }
    (number.contains(',') && behind.len() != 3 && is_read(&pointed))
        .then(|| format!("write `{pointed}`: decimals stand behind a point"))
}

/// What to write instead of a number that cannot be read.
pub(super) fn of(number: &str, numbers: Numbers<'_>) -> String {
    let help = of_spreadsheet(number).map(str::to_owned).or_else(|| of_words(number, numbers));
    let help = help.or_else(|| of_told(number, numbers)).or_else(|| of_decimals(number, numbers));
    if let Some(help) = help {
        return help;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let mut groups = number.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | '_' | '\''));
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let separated = first.bytes().all(|byte| byte.is_ascii_digit()) && groups.all(is_group);
    let is_slip = |sign: char| "OoIlSB".contains(sign);
    let is_number = number.chars().all(|sign| sign.is_ascii_digit() || sign == ',' || is_slip(sign));
    if let Some(letter) = number.chars().find(|sign| is_slip(*sign)).filter(|_| is_number) {
        return format!("it holds the letter {letter}: write digits only, as in `1239`");
    }
    // `25 (prov.)` says in words what the sign `[p]` means.
    let means = |sign: &str| MARKERS.iter().find(|row| row.0 == sign || sign.len() > 2 && row.2.starts_with(sign));
    if let Some((number, sign)) = number.strip_suffix(')').and_then(|number| number.split_once('('))
        && let Some((sign, ..)) = means(&sign.trim_end_matches('.').to_ascii_lowercase())
    {
        return of_beside(number.trim(), numbers, &format!(" [{sign}]"), ", with the sign in square brackets");
    }
    let plain = number.replace('\u{2212}', "-");
    let bare = number.trim_matches(|sign: char| !sign.is_alphanumeric() && !"£$€%+".contains(sign));
    let fits = |typed: &&str| *typed != number && numbers.read(typed).is_ok();
    if let Some(bare) = [plain.as_str(), bare].into_iter().find(fits) {
        return format!("write `{bare}`, if what stands beside it is a slip");
    }
    if let Some(instead) = numbers.of_form().and_then(|_| alone(number, numbers)) {
        return instead;
    }
    let digits = digits.trim_start_matches('0');
    match numbers.of_form() {
        Some((NumberKind::Duration, _)) => {
            "write minutes and seconds, such as `9:02`, or hours, minutes and seconds, such as `1:09:02`; no minute has more than 59 seconds"
                .to_owned()
        }
        Some((_, 0)) if !separated => "write a whole number, such as `1239`".to_owned(),
        Some((kind, places)) if !separated => {
            format!("write a number with {}, such as `{}`", decimals(places), example(kind, places))
        }
        None if !separated => {
            "write the number alone, as in `1239`, `8.5`, `-7`, `£1200.50`, `45%` or `9:02`".to_owned()
        }
        _ if digits.is_empty() => "write `0`".to_owned(),
        _ if typed_number::plain(digits).is_none() => {
            format!("it is too large: a figure is at most {MOST}; look for a digit too many")
        }
        _ if number.contains(',') => format!("write `{digits}` without the comma"),
        _ => format!("write `{digits}`"),
    }
}

/// Words beside a number that make it another one.
const MULTIPLES: [&str; 6] = ["k", "m", "bn", "thousand", "million", "billion"];

/// What to write instead of a sign for a missing number that is none.
pub(super) fn of_sign(written: &str) -> String {
    let (sign, behind) = written.split_once(']').map_or((written, ""), |(sign, behind)| (sign, behind.trim()));
    let sign = sign.trim_matches(['[', ' ']).to_lowercase();
    if ABSENCES.iter().any(|row| row.0 == sign) && behind.is_empty() {
        return format!("write \"[{sign}]\"");
    }
    if MARKERS.iter().any(|row| row.0 == sign) && behind.starts_with(|sign: char| sign.is_ascii_digit()) {
        return format!("the sign stands behind the number: write \"{behind} [{sign}]\"");
    }
    "the signs for a missing number are \"[z]\", \"[x]\", \"[c]\", \"[low]\", \"[u]\"".to_owned()
}

/// What to write where the number alone would do: without the sign or the words beside it, and without commas.
fn alone(number: &str, numbers: Numbers<'_>) -> Option<String> {
    let (minus, size) = number.strip_prefix(['-', '\u{2212}']).map_or(("", number), |size| ("-", size));
    let bare = size.trim_matches(|sign: char| sign.is_alphabetic() || sign.is_whitespace() || "£$€%+".contains(sign));
    let plain = format!("{minus}{}", without_commas(bare).unwrap_or_else(|| bare.to_owned()));
    numbers.read(&plain).ok()?;
    let (before, behind) = size.split_once(bare)?;
    match [before, behind].map(str::trim).concat().as_str() {
        "" => Some(format!("write `{plain}` without the comma")),
        beside if numbers.sign().is_some_and(|sign| sign.as_str() == beside) => {
            Some(format!("write the number alone, without the {beside}: `{plain}`"))
        }
        beside if MULTIPLES.contains(&beside.to_lowercase().as_str()) => {
            Some(format!("write all digits of the number, without the {beside}"))
        }
        beside => Some(format!("write the number alone, without the {beside}: `{plain}`")),
    }
}
