//! What stands in a text though it was meant for its authors or for a program: notes from one author to another, marks of drafts,
//! and what letters, text machines and other programs leave behind.

use std::ops::Range;
use std::sync::LazyLock;

use super::drafting::notes;
use super::kinds::{ALONE, DOUBTFUL, ITEMS, LONE, NOTE, PERSONAL, PLAIN, REMAINS, Remain, SAID};
use crate::check::prose::passage::Passage;
use crate::text::pattern::Pattern;

/// The signs at the head of a text and those anywhere in it, each kind in a group of its own. In one pattern they would need more states than
/// a matcher keeps, and each text would be read a hundred times as slowly.
static OPENING: LazyLock<Pattern> = LazyLock::new(|| kinds(true));
static INSIDE: LazyLock<Pattern> = LazyLock::new(|| kinds(false));

fn kinds(opening: bool) -> Pattern {
    // Where each sign begins with `^` nothing but the head of a text is read.
    const NOTHING: &str = r"^[^\s\S]";
    let is_meant = |sign: &&str| sign.trim_start_matches("(?i)").starts_with('^') == opening;
    let kinds = std::iter::once(PLAIN).chain(REMAINS.iter().map(|kind| kind.signs)).map(|signs| {
        let signs: Vec<_> = signs.iter().copied().filter(is_meant).chain([NOTHING]).collect();
        format!("((?:{}))", signs.join(")|(?:"))
    });
    Pattern::new(&kinds.collect::<Vec<_>>().join("|"))
}

/// Words of a passage that were not meant for its readers, in its order.
pub(crate) fn remains(passage: &Passage) -> Vec<(Range<usize>, &'static Remain)> {
    let whole = 0..passage.text.len();
    if passage.is_paragraph && ALONE.is_match(&passage.text) {
        return vec![(whole, &LONE)];
    }
    // A cell can say how far something has come, and so can an item of a list.
    let is_status = |range: &Range<usize>, kind: usize| {
        *range == whole && (passage.cell.is_some() || passage.is_item && ITEMS.contains(&kind))
    };
    // In what is quoted those who speak say so for themselves.
    let (mut passed, mut is_open) = (0, false);
    let mut is_said = |range: &Range<usize>, kind: usize| {
        let passing = &passage.text[std::mem::replace(&mut passed, range.start)..range.start];
        is_open = passing.rfind(['“', '”']).map_or(is_open, |at| passing[at..].starts_with('“'));
        (passage.is_quoted || is_open) && SAID.contains(&kind)
    };
    // Items of a list can set wordings beside each other.
    let can_be = |kind: usize| match kind {
        PERSONAL => !passage.is_contact,
        _ => REMAINS[kind].is_sure || !passage.is_item,
    };
    // Headings end without a full stop.
    let is_line = passage.is_paragraph || passage.text.ends_with('.');
    in_text(&passage.text, is_line && !passage.is_item && passage.cell.is_none())
        .into_iter()
        .filter(|(range, kind)| can_be(*kind) && !is_status(range, *kind) && !is_said(range, *kind))
        .map(|(range, kind)| (range, &REMAINS[kind]))
        .collect()
}

/// Words of a text that were not meant for readers, each with its place in the list of kinds, in the text's order.
fn in_text(text: &str, is_alone: bool) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<_> = by_signs(text).collect();
    let listed = found.len();
    for (range, is_sure) in notes(text, is_alone) {
        let next = found[..listed].partition_point(|(other, _)| other.end <= range.start);
        if found[..listed].get(next).is_none_or(|(other, _)| range.end <= other.start) {
            found.push((range, if is_sure { NOTE } else { DOUBTFUL }));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Those that are told by signs of their own.
fn by_signs(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    let mut opening = OPENING.captures_at(text, 0);
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let found = opening.take().or_else(|| INSIDE.captures_at(text, from))?;
        from = found.get_match().end();
        Some(found)
    });
    found.filter_map(|found| {
        let kind = (0..REMAINS.len()).find(|kind| found.get(kind + 2).is_some())?;
        let range = found.get_match().range();
        // What a sentence begins behind belongs to the one before.
        let words = &text[range.clone()];
        let bare = [": ", "- "].iter().find_map(|front| words.strip_prefix(front)).unwrap_or(words);
        let bare = bare.strip_prefix('(').filter(|bare| !bare.contains(')')).unwrap_or(bare);
        let bare = bare.trim_start_matches(['.', '!', '?', ';', ',', ' ', '–', '—']);
        let front = if bare.is_empty() { 0 } else { words.len() - bare.len() };
        Some((range.start + front..range.end, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::{ALONE, in_text};

    /// Texts, each with the first words in it that were not meant for readers.
    const LEFT: &[(&str, &str)] = &[
        ("The board met. [SM1] It met often.", "[SM1]"),
        ("It met often [JB12].", "[JB12]"),
        ("The board met in June. JS to check.", "JS to check."),
        ("It met twice – KB to confirm figures.", "KB to confirm figures."),
        ("It met twice. Anna Smith to verify.", "Anna Smith to verify."),
        ("The board (Jane – is this right?) met", "(Jane – is this right?)"),
        ("Some 40 people (do we have a newer figure?) came", "(do we have a newer figure?)"),
        ("@Jane please check", "@Jane please check"),
        ("Bob, can you add a sentence on training?", "Bob, can you add a sentence on training?"),
        ("It met. Sue, please insert the number.", "Sue, please insert the number."),
        ("// check this", "// check this"),
        ("It met twice // JS add more", "// JS add more"),
        ("% comment here", "% comment here"),
        ("Dear Bob,", "Dear Bob,"),
        ("Dear Mrs Smith", "Dear Mrs Smith"),
        ("Hi all", "Hi all"),
        ("Kind regards", "Kind regards"),
        ("Yours sincerely, A. Smith", "Yours sincerely, A. Smith"),
        ("cc: Anna", "cc: Anna"),
        ("Draft 2 – not for publication", "Draft 2 – not for publication"),
        ("FIRST DRAFT", "FIRST DRAFT"),
        ("DRAFT (JS 3 May)", "DRAFT (JS 3 May)"),
        ("v0.3 JS 12/08/14", "v0.3 JS 12/08/14"),
        ("Version 2.1", "Version 2.1"),
        ("RESTRICTED", "RESTRICTED"),
        ("OFFICIAL – SENSITIVE", "OFFICIAL – SENSITIVE"),
        ("For internal use only", "For internal use only"),
        ("The end of it. (Word count: 412)", "(Word count: 412)"),
        ("Say what was done (max 200 words)", "(max 200 words)"),
        ("It met. (Add sentence on training)", "(Add sentence on training)"),
        ("It met (update figures before March)", "(update figures before March)"),
        ("Text in yellow is new.", "Text in yellow is new"),
        ("Figures in red need checking.", "Figures in red need checking"),
        ("Last edited by Bob on Monday", "Last edited by Bob on Monday"),
        ("As an AI language model, I cannot know.", "As an AI language model, I cannot know"),
        ("Certainly! Here is a revised version:", "Certainly! Here is a revised version:"),
        ("Here’s a more polished version of the foreword:", "Here’s a more polished version of the foreword:"),
        ("It met turn0search0 in June", "turn0search0"),
        ("It met citeturn12view3.", "citeturn12view3"),
        ("It met【4†source】 in June", "【4†source】"),
        ("It is :contentReference[oaicite:0]{index=0} so", ":contentReference[oaicite:0]{index=0}"),
        ("Let me know if you’d like it shorter.", "Let me know if you’d like it shorter"),
        ("Comment [AB2]: say more", "Comment [AB2]:"),
        ("Formatted: Font: Bold", "Formatted: Font"),
        ("Sent from my phone", "Sent from my phone"),
        ("Add picture of the new hostel here", "Add picture of the new hostel here"),
        ("Please insert a quote from the chair here.", "Please insert a quote from the chair here."),
        ("Delete this if not needed: the board met.", "Delete this if not needed"),
        ("It met. Remove this paragraph unless Bob objects.", "Remove this paragraph unless Bob objects."),
        ("Do we still want this paragraph?", "Do we still want this paragraph?"),
        ("Should we keep this?", "Should we keep this?"),
        (
            "Please note: this section is a copy of last year's - update!",
            "Please note: this section is a copy of last year's - update!",
        ),
        ("It met (see email from Bob 12/3) twice", "(see email from Bob 12/3)"),
        ("NB Karen to rewrite this bit!", "NB Karen to rewrite this bit!"),
        ("Date: 14 July 2015 / Version 0.3", "Date: 14 July 2015 / Version 0.3"),
        ("Embargoed until 30 October 2014", "Embargoed until 30 October 2014"),
        ("[Official]", "[Official]"),
        ("[412 words]", "[412 words]"),
    ];

    #[test]
    fn words_that_were_not_meant_for_readers_are_found() {
        let mut faults = Vec::new();
        for (text, expected) in LEFT {
            let found: Vec<_> = in_text(text, true).into_iter().map(|(range, _)| &text[range]).collect();
            if found.first() != Some(expected) {
                faults.push(format!("{text}: {found:?}"));
            }
        }
        let alone = "Heading 1|IMG_2041.png|[image1.jpeg]|Report-final.docx|Title|ENDS|[ends]|-end-|n/a|N/A.|test|testing 1|asdf|qwerty|blah blah";
        faults.extend(alone.split('|').filter(|text| !ALONE.is_match(text)).map(str::to_owned));
        assert!(faults.is_empty(), "{faults:#?}");
    }

    /// What reports say with words that authors and programs use too.
    const SAID: &[&str] = &[
        "“I'm sorry, but I was afraid,” she told the officer. I'm sorry, but I did it, a man told the panel.",
        "Would you like me to ring you? Let me know if you want to talk, the officer told him.",
        "Sure, I have had setbacks, and of course, I can say more. I hope this helps others.",
        "Here are the updated figures and text.",
        "The board asks (can we be sure that nobody is missed?) (do we have enough staff?) (Was it right?).",
        "The guidance (needs to be read with care above all other things) (say more than three members) (put names on a list) (cut costs and save more).",
        "Housing to check",
        "Health to advise",
        "Next steps: Housing to check",
        "Check with Crimestoppers before acting on it. Confirm with Housing if a person has a home.",
        "Agree with Housing first",
        "Ask the Council",
        "Check figures with Agencies each month.",
        "Category [B2] and the M4 [J11] junction",
        "Sections in red are above the average, and staff are still trained.",
        "Figures in green must be read with care. Parts in yellow were flooded.",
        "INTERNAL AUDIT",
        "OFFICIAL VISITORS",
        "PRIVATE RENTED HOUSING",
        "PROTECT AND SERVE",
        "Owner: North Council",
        "Deadline: 31 March 2020",
        "Status: the board is quorate",
        "Version 2 – what is new in it",
        "Dear Diary",
        "Hello Neighbour",
        "Attached are the names of members.",
        "Add pictures to a leaflet. People may add a photo of their home here if they like to.",
        "Delete this cookie if you wish, a page said. Remove the tag when the order ends.",
        "Officers check with HMP whether the day still stands. They confirm this with Crimestoppers before a visit.",
        "The fee (update of the figures in October) rose. Version 2.0 of the guidance came out.",
        "Do we need these orders? “Should we have this place?”, the panel asked.",
        "Please note: this section applies to all. Note: this report is published each year.",
        "The minutes (see the note by the chair) and the letter (see page above).",
        "NB the figures are rounded. NB: it is for officers to check each address.",
        "The figures are embargoed until then. An embargo holds. [official] figures, a [sensitive] matter",
        "Version 3.1 of the tool replaced it. In [412 words] he said so.",
        "Title deeds",
        "Tom, can you stay with us? is a question that helps.",
        "Jane, could you tell us what changed? “The panel did.”",
    ];

    #[test]
    fn what_reports_say_is_left() {
        let mut faults = Vec::new();
        let texts = [
            "Dear Reader,",
            "Dear colleagues and friends of the service have helped us.",
            "Alternatively, please check with your officer. However, can you be sure?",
            "The minutes are not for publication. Its papers are for official use only.",
            "Draft guidance was published in May, and version 2 of it in June. A first draft was discussed.",
            "The draft plan",
            "Version 2 of the assessment is used across the country.",
            "Restricted patients are those under sections 41 and 49. RESTRICTED patients are few.",
            "People (can they be helped?) ask what works (and for whom?).",
            "Follow us on Twitter: @NorthPolice or @North to see more.",
            "Officers asked the NHS to check. The task of the board is to confirm the plan.",
            "He said “Bob, can you stay away from the school?”",
            "Words in italics are explained below. Areas in red are above the average.",
            "The report of 300 words (about 40 people) was read; a summary has 200 words.",
            "Here is an example of how the agencies work together. Here are the revised figures.",
            "Of course, here in the north there are fewer people. Sure enough, it fell.",
            "It includes (add to this the way) what boards (include young people) do.",
            "The test was taken twice. Testing goes on. The end of the year. It ends here.",
            "Kind regards for others is part of the course. Best wishes for the coming year.",
            "Many thanks to all who took part.",
            "Many thanks",
            "[2013] EWCA Crim 5, “[he] went”, [sic], category [A], 50% of them",
            "% of those released, % change",
            "Feel free to contact us. Let me know that you are safe, she said.",
            "We check with each family before a release. Let us know if you need help.",
            "Regarding costs, see the accounts. To: reduce it. From: April.",
            "Subject to the order, people sign a register.",
            "A panel (see the figures above) met; more details (where there are any) follow.",
            "https://example.org//path and and/or, he // she",
        ];
        for text in texts.iter().chain(SAID) {
            faults.extend(ALONE.is_match(text).then(|| (*text).to_owned()));
            faults.extend(in_text(text, true).into_iter().map(|(range, _)| format!("{text}: {}", &text[range])));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
