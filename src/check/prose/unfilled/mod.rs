//! Places in a text that were left to be filled in: what templates, word processors and spreadsheets put there.

pub(crate) mod broken;
mod patterns;
mod words;
mod drafting;
mod kinds;
pub(crate) mod remains;

use std::cell::OnceCell;
use std::ops::Range;

use regex::Captures;

use self::patterns::{
    CODE, DATED, FIELD, NAMED, NULL, ORDER, PATTERN, REQUEST, ROMAN, SHIP, TITLE, UNCOUNTED, VARIABLE,
};
use super::reading::language::english::ENGLISH;

/// The places of a text that were left to be filled in, in its order.
pub(crate) fn unfilled(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut quotes, mut passed) = (Vec::new(), 0_usize, 0);
    let mut from = 0;
    // Asked of the text as a whole, and so once.
    let has_variables = OnceCell::new();
    let has_variables = || *has_variables.get_or_init(|| VARIABLE.is_match(text));
    while let Some(place) = PATTERN.captures_at(text, from) {
        let range = place.get_match().range();
        for sign in text[passed..range.start].chars() {
            quotes = match sign {
                '“' => quotes + 1,
                '”' => quotes.saturating_sub(1),
                _ => quotes,
            };
        }
        passed = range.start;
        // What is a finding of its own holds no place.
        if place.name("told").is_some() {
            from = range.end;
        } else if is_left(text, &place, quotes > 0, &has_variables) {
            from = range.end;
            let sign = place.name("none").or(place.name("gap")).or(place.name("waits"));
            found.push(sign.map_or(range, |sign| sign.range()));
        } else {
            // What is no place by itself can hold one: `[He is TBC]`.
            from = text.ceil_char_boundary(range.start + 1);
            while from < range.end && !text[..from].ends_with(|sign: char| !sign.is_alphanumeric()) {
                from = text.ceil_char_boundary(from + 1);
            }
        }
    }
    found
}

/// More than this is no instruction in brackets, in bytes.
const LONGEST: usize = 300;

/// Whether what a pattern found is a place to be filled in, and no plain text of the same form.
fn is_left(text: &str, place: &Captures<'_>, is_quoted: bool, has_variables: &dyn Fn() -> bool) -> bool {
    const QUOTES: [char; 5] = [' ', '“', '”', '‘', '’'];
    let whole = place.get_match();
    let (before, behind) =
        (text[..whole.start()].trim_end_matches(QUOTES), text[whole.end()..].trim_start_matches(QUOTES));
    let stands_apart = !text[..whole.start()].ends_with(char::is_alphanumeric)
        && !text[whole.end()..].starts_with(char::is_alphanumeric);
    let group = |name: &str| place.name(name).map(|group| group.as_str());
    if let Some(inside) = group("bracket") {
        // What a link or a command of another program was meant to be is a finding of its own.
        let is_other = text[whole.end()..].starts_with(['(', '[', '{'])
            || text[..whole.start()].ends_with(|sign: char| sign == ']' || sign.is_alphanumeric())
            || text[whole.end()..].starts_with(char::is_alphabetic);
        let is_alone = whole.len() == text.trim_end().len() && matches!(inside, "…" | "...");
        return is_alone || inside.len() < LONGEST && !is_other && is_instruction(inside.trim(), is_quoted);
    }
    if let Some(inside) = group("brace") {
        let is_code = CODE.is_match(inside);
        // “{Kate}”; commands of other programs are a finding of their own.
        let mut signs = inside.chars();
        let is_word = stands_apart
            && signs.next().is_some_and(char::is_uppercase)
            && signs.all(char::is_lowercase)
            && inside.len() > 1;
        let is_left = is_code || is_word || inside.contains('_') || is_instruction(inside.trim(), false);
        return inside.len() < LONGEST && is_left;
    }
    if let Some(inside) = group("angle") {
        return inside.len() < LONGEST && is_instruction(inside.trim(), false);
    }
    if group("x").is_some() {
        let is_said = text[..whole.start()].ends_with(['“', '‘']) && text[whole.end()..].starts_with(['”', '’']);
        let is_name = is_address(text, &whole.range()) || is_roman(whole.as_str(), before, behind);
        return !is_said && !is_name && !has_variables();
    }
    if group("come").is_some() {
        return !SHIP.is_match(near_end(&text[..whole.start()]))
            && !NAMED.is_match(near_start(&text[whole.end()..]))
            && !is_explained(whole.as_str(), &text[whole.end()..]);
    }
    // The signs of a heading are a finding of their own.
    let is_heading = || before.is_empty() && behind.trim_start_matches([':', ' ']).starts_with(char::is_uppercase);
    let is_sign =
        |signs: &str| stands_apart && !(signs.len() > 1 && signs.trim_matches('#').is_empty() && is_heading());
    asked_in_words(place, before, behind).unwrap_or_else(|| group("signs").is_none_or(is_sign))
}

/// Whether words are what a place was left with, by what stands before and behind them; nothing for signs.
fn asked_in_words(place: &Captures<'_>, before: &str, behind: &str) -> Option<bool> {
    let begins = before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ';', '(', '[', '–', '—', '|'])
        || before.ends_with(" -");
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ':', '!', ')', ']', '–', '—']);
    let group = |name: &str| place.name(name).map(|group| group.as_str());
    if let Some(names) = group("open") {
        let first = names.split_whitespace().next().unwrap_or_default();
        // Plans say whose task it is: “(Housing to provide)”.
        let is_task = group("task").is_some() && group("be").is_none() && first.contains(char::is_uppercase);
        let is_task = is_task && first.contains(char::is_lowercase);
        return Some(
            !is_task
                && !["for", "as", "and", "or", "of", "how", "what", "who", "which", "that", "where", "steps", "rules"]
                    .contains(&first),
        );
    }
    if group("value").is_some() {
        let is_known = [" is", " are", "Is", "Are"].iter().any(|verb| before.ends_with(verb));
        let is_open = ["confirmed", "announced", "advised", "inserted"]
            .iter()
            .any(|word| place[0].to_lowercase().ends_with(word));
        return Some(ends && (is_open && is_known || before.ends_with([':', '(', '[', '–', '—']) || is_open && begins));
    }
    if group("order").is_some() {
        let is_clear = matches!(group("verb").map(str::to_lowercase).as_deref(), Some("insert" | "enter" | "type"));
        return Some(group("click").or(group("here")).is_some() || is_clear && begins && ends);
    }
    if let Some(place) = group("place").or(group("control")) {
        return Some(place.split(' ').count() > 2 && group("control").is_none() || begins && ends);
    }
    if group("follows").is_some() {
        return Some(ends && (group("later").is_none() || begins));
    }
    if let Some(words) = group("waits").or(group("awaited")).or(group("asked")) {
        // “How to check” is what a text explains.
        let first = words.split(' ').next().unwrap_or_default().to_lowercase();
        return Some(behind.trim_start_matches('.').is_empty() && words::kinds_of(&first) & words::is::ASK == 0);
    }
    if group("doubt").or(group("letters")).or(group("gap")).is_some() {
        return Some(behind.starts_with(char::is_lowercase));
    }
    if group("none").or(group("lone")).is_some() {
        return Some(behind.starts_with(char::is_lowercase) && !NULL.is_match(behind));
    }
    if let Some(name) = group("merged") {
        return Some(FIELD.is_match(name));
    }
    if group("dated").is_some() {
        // Where no time is told, the form itself is.
        return Some(begins && ends && !before.ends_with('(') || DATED.is_match(near_end(before)));
    }
    if group("note").is_some() {
        return Some(begins);
    }
    None
}

/// Whether words in brackets ask for something. Those within the words of somebody else mostly explain these: `“[the board] met”`.
fn is_instruction(inside: &str, is_quoted: bool) -> bool {
    let words = || inside.split_whitespace();
    let is_shouted = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_aside = |word: &str| ["as", "at", "by", "from", "in", "on", "see", "that", "this", "with"].contains(&word);
    let is_field = FIELD.is_match(inside) && !inside.to_lowercase().starts_with("the ") && !words().any(is_aside);
    let is_one = || matches!(inside.to_lowercase().as_str(), "name" | "date" | "number" | "figure" | "area name" | "");
    ORDER.is_match(inside)
        || if is_quoted {
            is_field && is_one()
        } else {
            is_field || REQUEST.is_match(inside) || (words().count() > 1 && words().all(is_shouted))
        }
}

/// Whether a place belongs to the address of a web page, which can hold any letters.
fn is_address(text: &str, place: &Range<usize>) -> bool {
    let (head, tail) = (near_end(&text[..place.start]), near_start(&text[place.end..]));
    let start = place.start - head.len() + head.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = place.end + tail.find(char::is_whitespace).unwrap_or(tail.len());
    let word = text[start..end].trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '/');
    let is_host = |host: &str| {
        host.contains('.')
            && host.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-' | b'0'..=b'9'))
            && host.bytes().filter(|byte| byte.is_ascii_lowercase() && *byte != b'x').count() > 1
    };
    word.contains("://") || word.split('/').next().is_some_and(is_host)
}

/// How much of the text beside a place is looked at: a word or an address, which no text that goes on for ever may make longer.
const BESIDE: usize = 200;

/// The end of a text.
pub(crate) fn near_end(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(BESIDE))..]
}

/// The start of a text.
pub(crate) fn near_start(text: &str) -> &str {
    &text[..text.floor_char_boundary(BESIDE)]
}

/// The sentence in which a range stands.
pub(crate) fn sentence_around(text: &str, range: Range<usize>) -> &str {
    let (before, behind) = (near_end(&text[..range.start]), near_start(&text[range.end..]));
    let start = before.rfind(". ").map_or(before.len(), |end| before.len() - end - 2);
    let end = behind.find(". ").unwrap_or(behind.len());
    &text[range.start - start..range.end + end]
}

/// Whether two or three capitals X are twenty or thirty: behind the name of what is numbered, or in front of what is counted so. Somebody
/// whose name was left out has a title, and what is counted follows its number.
fn is_roman(signs: &str, before: &str, behind: &str) -> bool {
    let last = near_end(before).rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_name = last.starts_with(char::is_uppercase)
        && last.contains(char::is_lowercase)
        && last.chars().all(char::is_alphanumeric)
        && !ENGLISH.knows(&last.to_lowercase())
        && !TITLE.is_match(last)
        && UNCOUNTED.is_match(behind);
    matches!(signs, "XX" | "XXX") && (is_name || ROMAN.is_match(&format!("{last} | {}", near_start(behind))))
}

/// Whether words in brackets behind letters say what these stand for: each letter begins one of them.
fn is_explained(letters: &str, behind: &str) -> bool {
    let words = behind.strip_prefix(" (").and_then(|behind| near_start(behind).split_once(')')).map(|(words, _)| words);
    let capitals = |words: &str| words.chars().filter(|sign| sign.is_uppercase()).collect::<String>();
    words.is_some_and(|words| words.contains(' ') && capitals(words) == letters)
}

#[cfg(test)]
mod tests {
    use super::unfilled;

    /// Texts, each with the first place in it that was left.
    const PLACES: &[(&str, &str)] = &[
        ("See Error! Reference source not found. for more.", "Error! Reference source not found."),
        ("Error! Bookmark not defined.", "Error! Bookmark not defined."),
        ("Table Error! No text of specified style in document.1", "Error! No text of specified style in document."),
        ("Dear «Title_Name»", "«Title_Name»"),
        ("{ PAGEREF _Toc123456 \\h }", "{ PAGEREF _Toc123456 \\h }"),
        ("Click or tap here to enter text.", "Click or tap here to enter text"),
        ("Click here to enter a date.", "Click here to enter a date"),
        ("Choose an item.", "Choose an item"),
        ("Page { PAGE } of it", "{ PAGE }"),
        ("{ TITLE \\* MERGEFORMAT }", "{ TITLE \\* MERGEFORMAT }"),
        ("the <% area %> people", "<% area %>"),
        ("?", "?"),
        ("…", "…"),
        ("...", "..."),
        ("Inspector XX said", "XX"),
        ("In Northton XX people came", "XX"),
        ("TBC (by Anna)", "TBC"),
        ("Written by [insert name].", "[insert name]"),
        ("[date] at [place of the meeting]", "[date]"),
        ("at [name of area]", "[name of area]"),
        ("the [local council area] board", "[local council area]"),
        ("[CHECK WITH ANNA]", "[CHECK WITH ANNA]"),
        ("[Anna to confirm]", "[Anna to confirm]"),
        ("[is this right?]", "[is this right?]"),
        ("[not yet written]", "[not yet written]"),
        ("[Please update this paragraph]", "[Please update this paragraph]"),
        ("[XX] people", "[XX]"),
        ("“Thank you, [insert name],” she said", "[insert name]"),
        ("“Dear [name],”", "[name]"),
        ("Dear <<name>>", "<<name>>"),
        ("Dear <first name>", "<first name>"),
        ("Dear {name}", "{name}"),
        ("%AREA_NAME% board", "%AREA_NAME%"),
        ("Insert photo of the board here", "Insert photo of the board here"),
        ("Enter the name here", "Enter the name here"),
        ("Area name here", "Area name here"),
        ("Text goes here.", "Text goes here"),
        ("Date here", "Date here"),
        ("x% this year", "x%"),
        ("fell by X.X% to", "X.X%"),
        ("£XXm was spent", "£XXm"),
        ("£x.xm", "£x.xm"),
        ("Of the XX people", "XX"),
        ("Mr XX signed", "XX"),
        ("X,XXX people", "X,XXX"),
        ("on xx/xx/2014", "xx/xx"),
        ("by 31 March 20XX", "20XX"),
        ("in 2013-xx", "2013-xx"),
        ("n% of", "n%"),
        ("??? people", "???"),
        ("Of the ?? people", "??"),
        ("## people", "##"),
        ("##### in the cell", "#####"),
        ("Name: ____", "____"),
        ("Name: ……", "……"),
        ("It was #REF! then", "#REF!"),
        ("#DIV/0!", "#DIV/0!"),
        ("#N/A", "#N/A"),
        ("#NAME?", "#NAME?"),
        ("#SPILL!", "#SPILL!"),
        ("Err:502", "Err:502"),
        ("NaN of them", "NaN"),
        ("a rise of undefined%", "undefined%"),
        ("The date is TBC.", "TBC"),
        ("tbc", "tbc"),
        ("TBC Jane to ask the Trust", "TBC"),
        ("Chair TBC Venue TBC", "TBC"),
        ("see section XX", "XX"),
        ("t.b.c.", "t.b.c."),
        ("TODO: write this", "TODO"),
        ("(Anna to confirm)", "(Anna to confirm)"),
        ("(figures to follow)", "(figures to follow)"),
        ("(to be completed)", "(to be completed)"),
        ("Date: to be confirmed", "to be confirmed"),
        ("To be confirmed", "To be confirmed"),
        ("The number is to be confirmed.", "to be confirmed"),
        ("NB: delete before publishing.", "NB: delete before publishing"),
        ("Words. Remove this line before publication.", "Remove this line before publication"),
        ("Lorem ipsum", "Lorem ipsum"),
        ("Some 40?? visits", "40??"),
        ("Some 40? visits", "40? "),
        ("Some 1,250 (?) visits", "1,250 (?)"),
        ("Some 40[confirm] visits", "40[confirm]"),
        ("Some 40 (check) visits", "40 (check)"),
        ("Some 40 (check figures with)(names missing)", "(names missing)"),
        ("[AB: the board says no]", "[AB: the board says no]"),
        ("[Drafting note: say more]", "[Drafting note: say more]"),
        ("Photo to follow.", "Photo to follow"),
        ("Foreword to come", "Foreword to come"),
        ("Section to be written", "Section to be written"),
        ("Awaiting figures from the office", "Awaiting figures from the office"),
        ("Anna to check figures", "Anna to check figures"),
        ("The Chair to advise - BW", "The Chair to advise - BW"),
    ];

    #[test]
    fn places_to_be_filled_in_are_found() {
        let mut faults = Vec::new();
        for (text, expected) in PLACES {
            let found: Vec<_> = unfilled(text).into_iter().map(|range| &text[range]).collect();
            if found.first() != Some(expected) {
                faults.push(format!("{text}: {found:?}"));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn plain_text_of_the_same_form_is_left() {
        let mut faults = Vec::new();
        for text in [
            "some work remains to be completed in the coming year",
            "The order is to be confirmed by the Secretary of State. The plan was still to be agreed.",
            "the actions to be completed by March, and those to be added to the plan",
            "TBC Consulting Ltd, TBA Housing Trust, TBD Smith & Sons Limited; TBC’s report",
            "form XX, forms XX, Order XX, Schedule XX",
            "Part XX of the Act, Article XX and the XX Commonwealth Games",
            "www.xxx.example and https://example.org/xxx/xx or example.org/xxx",
            "Mexx, XL, an X-ray, Malcolm X, xylophone, the XXL size and the letter x",
            "“[the board] met”, “[He] was seen [sic] in […] town”, “they [check with us] first”",
            "[2013] EWCA Crim 5, [z] not applicable, [x] not available [c], [emphasis added], [names withheld]",
            "the office [in the area] in 2013 [full year], [at this date], [see the figure]",
            "“[provide support to] families” and “[name withheld]”",
            "the figure here is of people; there is no number here that is right",
            "We choose an item from the list; select a date that suits you",
            "Why? Why?! C# and #1 and 5 < x > 3, a < b, R&D",
            "Nan Smith, None of them, error! No.",
            "a task for boards (and for offices to follow), (rules to follow)",
            "Boards check the draft before publication and remove names before they publish it.",
            "Is it true?? “No…” she said…",
            "Areas enter the date in the form, and insert the name.",
            "Are there 40? The board asks; is it 5? Yes (check the dates of a visit first)",
            "In the years to come, and in the time to come. Anna to check figures every month is what the plan asks for.",
            "Awaiting trial is hard. People awaiting information from a board; the board awaits it.",
            "North Council to provide training, the Chair to write to the boards and to confirm the dates",
            "comments [sic]: none; it is sent from my office. Formatted text; re[check]ed",
            "TBC (Trowbridge Baptist Church), TBC plc, TODO Ltd, HMS TBA, Trowbridge’s “XXX” films",
            "Xavier XX reigned; Super Bowl XXX was won, and Psalm XXX, read",
            "It costs £x, where x is the fee. A third of X% is lost, where X is the rate.",
            "{% include x %} and {%- if x -%}",
            "5% to 6%, 3 x 4, TB cases, TBI services, the todo list",
        ] {
            faults.extend(unfilled(text).into_iter().map(|range| format!("{text}: {}", &text[range])));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
