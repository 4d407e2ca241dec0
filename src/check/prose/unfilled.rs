//! Places in a text that were left to be filled in: what templates, word processors and spreadsheets put there, and notes that
//! authors write to each other.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;

use crate::text::pattern::Pattern;

/// What a place is left for: something of one kind or the other, as in `[name of the chair]` and `[chair's name]`.
macro_rules! things {
    () => {
        "amount|area|date|e-?mail|figure|image|link|location|logo|name|number|organisation|percentage|phone|photo|picture|role|signature|telephone|title|url"
    };
}
const THINGS: &str = things!();
/// The same and what stands alone.
const FIELDS: &str = concat!(
    things!(),
    "|address|caption|chart|content|day|details|graph|map|month|notes|period|place|quote|reference|region|subtitle|table|text|time|total|town|year"
);
/// What somebody is asked to do with such a place.
const ORDERS: &str = "insert|enter|type|fill|paste|tb[acd]|placeholder|delete|not yet";
/// The same in words that can stand in brackets within the words of somebody else, where they explain these.
const REQUESTS: &str = "add|put|remove|replace|check|confirm|complete|update|amend|provide|include|describe|specify|state|list|choose|select|chase|query|ask|await|awaiting|pending|needs?|missing|draft|todo|to do|to be|to come|to follow|your|please";
/// What is still to be done with something.
const OPEN: &str = "confirm(?:ed)?|insert(?:ed)?|advised?|announced?|suppl(?:y|ied)|provided?|add(?:ed)?|finali[sz]ed?|check(?:ed)?|updated?|completed?|agreed?|decided?|determined?|written|come|follow";

static PATTERN: LazyLock<Pattern> = LazyLock::new(|| {
    let places = [
        // Fields of word processors that lead nowhere, and what they stand for inside.
        r"\bError!(?: [A-Z][^.!?]*[.!?]?)?".to_owned(),
        r#"\b(?:MERGEFIELD|MERGEFORMAT|PAGEREF|STYLEREF|NOTEREF)\b|\bHYPERLINK ["“]|\b_(?:Toc|Ref)\d{3,}|«[^»]*_[^»]*»"#.to_owned(),
        // Controls of forms.
        r"(?P<control>\b(?:Choose|Select|Pick) (?:an item|an option|a date|a building block)\b)".to_owned(),
        // `[insert name]`, `<name>`, `<<name>>`, `{name}`, `%NAME%`.
        r"\[(?P<bracket>[^\[\]]*)\]".to_owned(),
        r"<<[^<>]+>>|<(?P<angle>[A-Za-z][^<>@]*)>".to_owned(),
        r"\{(?P<brace>[^{}]+)\}|%[A-Z][A-Z_]{2,}%|\$\{[^{}]+\}".to_owned(),
        format!(r"(?i-u)(?P<order>\b(?P<click>click (?:or tap )?(?:here |icon )?to )?(?P<verb>insert|enter|type|add|edit|choose|write|put|your) (?:an? |the |your |some )?(?:{FIELDS})s?\b(?P<here>(?: [a-z]+){{0,3}} here\b)?)"),
        format!(r"(?i-u)(?P<place>\b(?:{FIELDS})(?: name| goes){{0,2}} here\b)"),
        // Signs in place of a number.
        r"(?P<x>£ ?[xX]+(?:[.,][xX]+)*(?:m|k|bn)?\b|\b[xX]{1,6}(?:[.,][xX]+)* ?(?:%|per cent\b|percent\b)|\b[xX]{2,}(?:[.,/:-][xX]+)*\b|\b[xX](?:[.,][xX]+)+\b)".to_owned(),
        r"\b(?:19|20)(?:[xX]{2}|\d[xX])\b|\b(?:19|20)\d\d[-/][xX]{2}\b|\b[nN]{1,2} ?%|\b[xX]{1,2}(?:st|nd|rd|th)\b".to_owned(),
        r"\?{3,}|_{3,}|\.{5,}|…{2,}|(?P<signs>[?#]{2,}|#+ ?%)".to_owned(),
        // What spreadsheets and programs print where they have no number.
        r"#[A-Z][A-Z_]*(?:/0)?[!?]|#N/A\b|\bErr:\d{3}\b|\bNaN\b|\b(?:undefined|null|NULL|None|Infinity) ?%".to_owned(),
        // What is to come.
        r"\b(?:TB[ACD]|[tT]b[acd]|TODO|FIXME|TKTK)\b|\b[Tt]\.[Bb]\.[AaCcDd]\.?".to_owned(),
        format!(r"(?i)\((?P<open>(?:[\w'-]+ ){{0,2}})to (?:be )?(?:{OPEN})\)"),
        format!(r"(?i-u)(?P<value>\bto be (?:{OPEN})\b)"),
        format!(r"(?i-u)(?P<follows>\b(?:{FIELDS}|figures|dates|names) to follow\b)"),
        // Notes from one author to the other.
        r"(?i)\b(?:nb|note|reminder|todo|to do|action) ?[:–-] ?(?:please )?(?:insert|delete|remove|check|add|update|amend|confirm|complete|replace)\b[^.!?]*".to_owned(),
        r"(?i-u)(?P<note>\b(?:delete|remove|amend|replace|update|check|complete)(?: [a-z]+){0,3} before (?:publi|print|send|submi|issu|sign)[a-z]*)".to_owned(),
        r"(?i-u)\blorem ipsum\b|\bdolor sit amet\b".to_owned(),
    ];
    Pattern::new(&format!("(?:{})", places.join(")|(?:")))
});

static FIELD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)^(?:(?:[\w'’/-]+ ){{0,3}}(?:{THINGS})s?|(?:{FIELDS})s?(?: (?:of|for|here|to|and|or)\b.*)?|[_. ]*|x{{2,}}[x.,]*|(?-i:X))$"
    ))
});
static ORDER: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&format!(r"(?i)^(?:{ORDERS})\b")));
static REQUEST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)^(?:{REQUESTS})\b.* |\bto (?:be )?(?:{OPEN})$|\?$|^(?:TODO|pending|awaiting|missing|draft|to come|to follow)$"
    ))
});

/// The places of a text that were left to be filled in, in its order.
pub(crate) fn unfilled(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut quotes, mut passed) = (Vec::new(), 0_usize, 0);
    let mut from = 0;
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
        if is_left(text, &place, quotes > 0) {
            from = range.end;
            found.push(range);
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
fn is_left(text: &str, place: &Captures<'_>, is_quoted: bool) -> bool {
    const QUOTES: [char; 5] = [' ', '“', '”', '‘', '’'];
    let whole = place.get_match();
    let (before, behind) =
        (text[..whole.start()].trim_end_matches(QUOTES), text[whole.end()..].trim_start_matches(QUOTES));
    let begins = before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ';', '(', '[', '–', '—', '|'])
        || before.ends_with(" -");
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ':', '!', ')', ']', '–', '—']);
    let stands_apart = !text[..whole.start()].ends_with(char::is_alphanumeric)
        && !text[whole.end()..].starts_with(char::is_alphanumeric);
    let group = |name: &str| place.name(name).map(|group| group.as_str());
    if let Some(inside) = group("bracket") {
        // What a link or a command of another program was meant to be is a finding of its own.
        let is_other = text[whole.end()..].starts_with(['(', '['])
            || text[..whole.start()].ends_with(|sign: char| sign == ']' || sign.is_alphanumeric());
        return inside.len() < LONGEST && !is_other && is_instruction(inside.trim(), is_quoted);
    }
    if let Some(inside) = group("brace") {
        return inside.len() < LONGEST && (inside.contains('_') || is_instruction(inside.trim(), false));
    }
    if let Some(inside) = group("angle") {
        return inside.len() < LONGEST && !inside.starts_with(['/', '!']);
    }
    if group("x").is_some() {
        return !is_address(text, &whole.range()) && !is_roman(whole.as_str(), before, behind);
    }
    if let Some(names) = group("open") {
        let first = names.split_whitespace().next().unwrap_or_default();
        return !["for", "as", "and", "or", "of", "how", "what", "who", "which", "that", "where", "steps", "rules"]
            .contains(&first);
    }
    if group("value").is_some() {
        let is_known = [" is", " are", "Is", "Are"].iter().any(|verb| before.ends_with(verb));
        let is_open = ["confirmed", "announced", "advised", "inserted"]
            .iter()
            .any(|word| whole.as_str().to_lowercase().ends_with(word));
        return ends && (is_open && is_known || before.ends_with([':', '(', '[', '–', '—']) || is_open && begins);
    }
    if group("order").is_some() {
        let is_clear = matches!(group("verb").map(str::to_lowercase).as_deref(), Some("insert" | "enter" | "type"));
        return group("click").or(group("here")).is_some() || is_clear && begins && ends;
    }
    if let Some(place) = group("place").or(group("control")) {
        return place.split(' ').count() > 2 && group("control").is_none() || begins && ends;
    }
    if group("follows").is_some() {
        return ends;
    }
    if group("note").is_some() {
        return begins;
    }
    group("signs").is_none() || stands_apart
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

/// Whether two or three capitals X are twenty or thirty.
fn is_roman(signs: &str, before: &str, behind: &str) -> bool {
    const NUMBERED: [&str; 14] = [
        "article", "articles", "book", "canon", "chapter", "chapters", "clause", "division", "part", "parts",
        "protocol", "schedule", "title", "volume",
    ];
    const COUNTED: [&str; 6] = ["century", "olympi", "games", "commonwealth", "congress", "chromosome"];
    let last = near_end(before).rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let next = near_start(behind).to_lowercase();
    matches!(signs, "XX" | "XXX")
        && (NUMBERED.contains(&last.as_str()) || COUNTED.iter().any(|word| next.starts_with(word)))
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
            "5% to 6%, 3 x 4, TB cases, TBI services, the todo list",
        ] {
            faults.extend(unfilled(text).into_iter().map(|range| format!("{text}: {}", &text[range])));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
