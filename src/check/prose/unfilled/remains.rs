//! What stands in a text though it was meant for its authors or for a program: notes from one author to another, marks of drafts,
//! and what letters, text machines and other programs leave behind.

use std::ops::Range;
use std::sync::LazyLock;

use super::notes::{DOUBTFUL, NOTES};
use crate::check::prose::passage::Passage;
use crate::text::pattern::Pattern;

/// A kind of words that were not meant for readers.
pub(crate) struct Remain {
    /// What such words are, behind them.
    pub(crate) is: &'static str,
    /// What to do about them.
    pub(crate) help: &'static str,
    /// Whether it can be nothing else. What readers could be told as well is a warning.
    pub(crate) is_sure: bool,
    /// What they look like: the signs by which one of them is told from what reports say.
    signs: &'static [&'static str],
}

/// A colour that is used to mark text that somebody has to look at.
macro_rules! colour {
    () => {
        "(?:yellow|red|green|blue|purple|orange|pink)"
    };
}

/// What looks like one of the kinds and is none.
const PLAIN: &[&str] = &[
    // A picture can have the colour of which a sentence tells.
    concat!(
        r"(?i)\b(?:bars?|charts?|diagram|drawing|figure|graph|image|map|photo(?:graph)?|picture)\b[^.!?]{0,80}?\bin ",
        colour!(),
        r"\b|\b(?:text|words|terms|wording|passages?|paragraphs?|sentences?|changes|additions|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?(?:highlighted |marked |shown )?in ",
        colour!(),
        r"\b[^.!?]{0,40}?\b(?:on|in|of|at) (?:the|this|our|that|each|an?) (?:[a-z]+ ){0,2}?(?:chart|diagram|drawing|figure|graph|image|map|photo(?:graph)?|picture)s?\b",
    ),
    r"^Dear (?:Reader|Resident|Colleague|Friend|Neighbour|Partner|Citizen|Member|Parent|Customer)s?\b",
    r"(?:^|[.!?:] )(?:[A-Z][a-z]+ly|Also|However|Perhaps|Maybe|Otherwise|Therefore|Instead|Then|Now|So|And|But|Yes|No|First|Second|Next|Again|Please), (?:please|can|could|will|would)\b",
    r"\((?i:insert|replacement|update|amendment|addition|change)s? (?:of|to|in) [^()]*\)",
    r"\b(?:are|be|is|was|were) (?:not for|for internal|for official)\b",
    r"\b(?i:annex|appendix|area|category|class|code|form|grade|junction|level|note|room|route|section|table|type|unit|zone) \[[A-Z]{1,3}\d{1,3}\]",
];

/// In the order in which they are tried at a place.
static REMAINS: [Remain; 11] = [
    Remain {
        is: "is a note from one author to another",
        help: "do what it asks, and delete it; a note that is to stay beside the text is a comment on lines of its own: `<!-- The note. -->`",
        is_sure: true,
        signs: NOTES,
    },
    Remain {
        is: "tells of a colour that no text of a page has",
        help: "do what it asks and delete it, or say in words which is meant",
        is_sure: true,
        signs: &[concat!(
            r"(?i)\b(?:text|words|terms|wording|passages?|paragraphs?|sentences?|changes|additions|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?highlighted in ",
            colour!(),
            r"\b[^.!?]{0,120}|\b(?:text|words|wording|passages?|paragraphs?|sentences?) (?:that (?:is|are) )?(?:marked |shown )?in yellow\b[^.!?]{0,120}|\b(?:text|words|wording|passages?|paragraphs?|sentences?|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?(?:marked |shown )?in ",
            colour!(),
            r"\b[^.!?]{0,80}\b(?:to be (?:added|agreed|checked|confirmed|deleted|updated)|needs? (?:to be )?(?:checked|checking|confirm|confirmed|confirming|updated|updating|changed|changing|amended|amending)|awaiting|still to)\b[^.!?]{0,120}"
        )],
    },
    Remain {
        is: "belongs to a letter or an e-mail",
        help: "delete it; those who sign a report stand in report.yaml",
        is_sure: true,
        signs: &[
            r"^(?:Dear|Hi|Hello|Hey) (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam|Sirs)\b[^.!?]{0,40}|(?i:all|both|team|everyone|everybody))[,:!]?$|^(?:Dear|Hi|Hello|Hey) [A-Z][a-z]+(?: [A-Z][a-z]+){0,2}[,:!]$",
            r"^(?i:(?:with )?(?:kind|kindest|best|warm|warmest) (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly|ever)|(?:many )?thanks,|cheers,?)[,.!]?(?: [A-Z][A-Za-z. ]{0,40})?$|^(?:Many t|T)hanks [A-Z][a-z]+$",
            r"^(?:[Cc]c|CC|[Bb]cc|BCC|R[Ee]|F[Ww]|F[Ww][Dd]) ?:(?: [^.]*)?$|^Subject ?: (?:RE|Re|FW|Fw|FWD|Fwd) ?:.*$|^Sent ?: (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d{1,2}[ /.-][A-Za-z\d]+[ /.-]\d{2,4}|[A-Z][a-z]+ \d{1,2}, \d{4})(?:,? (?:at )?\d{1,2}[:.]\d{2}.*)?$",
            // A note that begins or ends as a letter does, whatever stands between.
            r"^(?:Hi|Hello|Hey)(?: there| again)?,? (?:[A-Z][a-z]+|both|all|team|everyone)(?: (?:and )?[A-Z][a-z]+)?(?:,| ?[–—-]) [^.!?]*\b(?i:please|pls|(?:can|could|would|will) you|attached|below|here(?:['’]s| is| are)|as (?:agreed|discussed|promised)|draft|text|wording|figures)\b[^.!?]*[.!?]?",
            r"(?:[.!?] )(?:Many t|T)hanks(?: again)?,? [A-Z][a-z]+(?: ?[,–—-] .*| x+)?[.!]?$|[.!?] (?:Cheers|Regards|Best wishes|Kind regards|All the best),? [A-Z][a-z]+[.!]?$",
            r"^From ?: .{1,160}? (?:Sent|Subject|CC|Cc) ?: .*|^From ?: .{1,160}? Date ?: .{1,80} (?:To|Subject) ?: .*",
            r"^On .{0,20}\d{1,2}.{0,20}\d{4}.{0,6}\b\d{1,2}:\d{2}\b(?: ?[APap][Mm])?(?:,| <|[^<]{0,60}<)[^:]{0,80} wrote ?:$",
            r"(?i)^(?:please find attached|(?:please )?see attached|as attached|i attach|attached (?:is|please))\b[^.]*",
        ],
    },
    Remain {
        is: "is a mark of a draft",
        help: "delete it; that a report is a draft stands in its report.yaml: `status: draft`",
        is_sure: true,
        signs: &[
            r"^[^A-Za-z0-9]*(?i:(?:(?:first|second|third|fourth|final|working|rough|early|initial|latest|updated|revised) )?draft(?: (?:report|foreword|section|text|copy|document|version|only|for (?:comments?|discussion|approval|review|consultation|checking)))*(?: ?(?:v|version|no\.?)? ?\d[\d./]*)?)(?: ?[–—:(,-][^.]{0,60})?[^A-Za-z0-9]*$",
            r"^[^A-Za-z0-9]*(?i:v|ver\.?|version|rev\.?|revision) ?\d+\.\d+(?:[^A-Za-z0-9]*| ?[–—:(,/-].{0,50}[^.!?]| (?:[A-Z]{2,3}\b|\d|(?i:draft|final|for (?:comments?|approval|discussion))\b).{0,50})$|^[^A-Za-z0-9]*(?i:v|version) ?\d+ ?[–—:(,-] ?(?:[A-Z]{2,3}\b|\d|(?i:draft|final|for (?:comments?|approval|discussion))\b)[^.]{0,40}$",
            r"^[^A-Za-z0-9]*(?:RESTRICTED|CONFIDENTIAL|OFFICIAL|SENSITIVE|PROTECT|SECRET|UNCLASSIFIED|DRAFT|INTERNAL|EMBARGOED|NOT PROTECTIVELY MARKED|NOT FOR PUBLICATION|PRIVATE|COMMERCIAL IN CONFIDENCE)(?:[ –—:,/&-]+(?:AND|RESTRICTED|CONFIDENTIAL|OFFICIAL|SENSITIVE|PROTECT|SECRET|DRAFT|INTERNAL|ONLY|USE|COPY|UNTIL|NOT FOR PUBLICATION|(?i:until|draft|only|use|copy)|[A-Z]{2}|[vV]?\d[\d./]*))*[^A-Za-z0-9]*$",
            r"^(?:[A-Za-z0-9.]+ ){0,3}[–—:(-]* ?(?i:not for (?:(?:onward|wider|further) )?(?:publication|circulation|distribution|release)|for (?:internal|official|office) use(?: only)?|internal use only|do not (?:publish|circulate|distribute|copy|print|forward|quote)(?: (?:this|before|until|yet|outside)\b[^.]*)?)[^A-Za-z0-9]*$",
            r"\(?\b(?i:(?:word|character) ?count)\b ?[:=–-]? ?\d[\d,]*(?: words| characters)?\)?|\((?i:(?:max(?:imum|\.)?(?: of)?|about|approx\.?|up to|no more than|c\.) )?\d[\d,]* (?:words|characters)(?: (?:max|maximum|limit|or less|or fewer))?\)|^\d[\d,]* words(?: max(?:imum)?)?$",
            r"^(?i:date ?: ?)?[^.:]{0,30}\b(?i:version|ver\.?|rev\.?|revision) ?\d+\.\d+$|^(?i:embargoed)(?: (?i:until|till|for)\b[^.]{0,60})?$|^\[(?i:official|restricted|confidential|sensitive|protect|secret|draft|internal|not protectively marked)(?:[ –—:,-]+(?i:sensitive|draft|only|use))*\]$",
            r"(?i)^\[\d[\d,]* (?:words|characters)\]$",
            r"(?i)^(?:last )?(?:edited|saved|modified|amended|updated|reviewed|checked|proof-?read|signed off|written|drafted) by (?-i:[A-Z])[^.]{0,50}$|^(?:reviewer|sign-?off) ?: (?:[^.]{0,40})$",
        ],
    },
    Remain {
        is: "is a mark of a draft",
        help: "delete it; that a report is a draft stands in its report.yaml: `status: draft`",
        is_sure: true,
        signs: &[
            r"(?i)^[^A-Za-z0-9]*(?:still )?(?:awaiting|pending|subject to|needs?|to be) (?:(?:final|chair['’]s|legal|the board['’]s|board|partner|partners['’]|executive) )*(?:sign(?:ed)?[- ]?off|approval|clearance|comments?|proof-?read(?:ing)?|approved|checked)(?: (?:by|from|of) (?:[\w’'&-]+ ?){1,5})?[^A-Za-z0-9]*$",
        ],
    },
    Remain {
        is: "was left by a program that writes texts",
        help: "delete it, and read with care whether all that such a program wrote beside it is true",
        is_sure: true,
        signs: &[
            r"(?i)\bas an? (?:ai|artificial intelligence|(?:large )?language)(?: language)? (?:model|assistant)\b[^.!?]*|\bi['’]?(?: a)?m (?:just |only )?an ai\b[^.!?]*|\bi['’]?(?: a)?m sorry, but i (?:can(?:no|['’])t|am unable to|['’]m unable to) (?:help|assist|provide|fulfil|fulfill|write)\b[^.!?]*",
            r"(?i)^(?:certainly|sure|absolutely|of course|great question|happy to help)[!,.:–—-]+ ?(?:thing[!,.] )?(?:here(?:['’]s| is| are)|below (?:is|are))\b[^.!?:]*[.!?:]?",
            r"(?i)(?:^|[.!?] )here(?:['’]s| is| are) (?:an?|the|your|some) (?:[A-Za-z]+ ){0,2}?(?:revised|rewritten|reworded|improved|polished|shortened|concise|professional|possible|suggested|sample|edited|refined|cleaned[- ]up) (?:[A-Za-z]+ ){0,2}?(?:version|draft|paragraph|foreword|summary|rewrite|wording)\b[^.!?:]*[.!?:]?",
            r"(?i)\bmy (?:last |latest )?(?:knowledge|training)(?: data)? (?:cut-?off|update|ends)\b|\b(?:let me know if you(?:['’]d| would)? (?:like|want|prefer) (?:it|me|this|any|a)|would you like me to (?:add|adjust|draft|expand|revise|rewrite|shorten)|feel free to (?:adjust|modify|customi[sz]e|edit|tweak))\b[^.!?]*|\bi hope this (?:email|message) finds\b|\bi hope this helps[.!]?$|\bregenerate response\b",
            r"(?:\x{e200})?(?:file)?cite(?:\x{e202})?turn\d+[a-z]+\d+(?:\x{e201})?|\bturn\d+(?:search|view|news|image|file|fetch|academia|forecast)\d+",
            r"【[^【】]*】|:?\b(?:contentReference|oaicite)\b(?:\[[^\]]*\]|:\d+)?(?:\{[^}]*\})?|\butm_source=(?:chatgpt|openai)[.a-z]*|</?think>",
        ],
    },
    Remain {
        is: "is the mark of a change that nobody accepted yet",
        help: "write the text as it is to be, without the mark: leave out what was deleted, and keep what was inserted",
        is_sure: true,
        signs: &[
            r"\[(?i:added|deleted|deletion|formatted|inserted|insertion|moved|removed|strikethrough|struck out)(?: \([a-z]+\))?(?: by [^\[\]:]{1,40})?(?: ?:[^\[\]]*| ?\[\d+\])\]",
            // Without an author or a number “Moved: the office is in the old town hall” is what a report says.
            r"^(?i:deleted|inserted|moved(?: (?:from|to|up|down))?)(?: ?\((?:deletion|insertion)\))?(?: ?\[(?:\d{1,3}|[A-Z]{1,3}\d{0,3}|[A-Z][\w’-]+(?: [A-Z][\w’.-]*)+)\]| by [A-Z][\w’.-]*(?: [A-Z][\w’.-]*)+) ?: [A-Za-z“‘][^\n]*$",
        ],
    },
    Remain {
        is: "was written by another program beside somebody's words",
        help: "delete it, and the note to which it belongs",
        is_sure: true,
        signs: &[
            r"(?i:\[comments?(?: by [^\[\]:]{1,40})?: ?[^\[\]]*\]|\bcomment(?:ed)? ?\[[^\[\]]{1,12}\]:?|\bformatted: (?:font|indent|left|right|normal|centred|centered|justified|bullets|numbered|english|list|not |space|tab|underline|highlight)\b)",
            r"(?i:\bsent from (?:my (?:[A-Za-z-]+ )?(?:android|blackberry|device|galaxy|ipad|iphone|mobile|phone|samsung|tablet)|(?:outlook|mail|yahoo|samsung|gmail)\b)[^.!?]{0,40}|\bget outlook for (?:ios|android)|-{2,} ?original message ?-{2,})",
        ],
    },
    Remain {
        is: "is the head or foot of a printed page",
        help: "delete it: a page of the web has neither",
        is_sure: true,
        signs: &[r"^(?i:page) \d{1,3}(?: ?(?:of|/) ?\d{1,3})?$|^[-–—] ?\d{1,3} ?[-–—]$"],
    },
    Remain {
        is: "may be a note from one author to another",
        help: "delete it if it is none of the report's own words",
        is_sure: false,
        signs: DOUBTFUL,
    },
    Remain {
        is: "may be what a plain text keeps of a picture",
        help: "put the picture into the folder of the report, and write `![What it shows](photo.jpg)`, or delete the line; words of the report's own need no brackets",
        is_sure: false,
        signs: &[r"^\[[A-Z][^\[\].!?:]{0,100}[a-z][^\[\].!?:]{0,100}\]$"],
    },
];

/// Which of them are notes, belong to letters, and say how far something has come.
const NOTE: usize = 0;
const LETTER: usize = 2;
const STAGE: usize = 4;

/// The signs at the head of a text and those anywhere in it, each kind in a group of its own. In one pattern they would need more states than
/// a matcher keeps, and each text would be read a hundred times as slowly.
static OPENING: LazyLock<Pattern> = LazyLock::new(|| kinds(true));
static INSIDE: LazyLock<Pattern> = LazyLock::new(|| kinds(false));

fn kinds(opening: bool) -> Pattern {
    const NOTHING: &str = r"[^\s\S]";
    let is_meant = |sign: &&str| sign.trim_start_matches("(?i)").starts_with('^') == opening;
    let kinds = std::iter::once(PLAIN).chain(REMAINS.iter().map(|kind| kind.signs)).map(|signs| {
        let signs: Vec<_> = signs.iter().copied().filter(is_meant).chain([NOTHING]).collect();
        format!("((?:{}))", signs.join(")|(?:"))
    });
    Pattern::new(&kinds.collect::<Vec<_>>().join("|"))
}

/// A paragraph that says nothing: the last line of a release, what was typed to try something, what a form has in place of words.
static ALONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^[-–—*\[( ]*(?i:ends?|the end|n/a|not applicable|test(?:ing)?(?: test(?:ing)?)*(?: \d+)*|asdf[a-z]*|qwer[a-z]*|xyz|abc|foo|bar|foobar|blah(?: blah)*|dummy text|sample text|heading \d|title|sub-?title|hello world|text|[sdfghjkl]{4,}|[\w-]+\.(?:bmp|docx?|emf|gif|jpe?g|pdf|png|pptx?|svg|tiff?|wmf|xlsx?))[-–—*\]). ]*$",
    )
});
static LONE: Remain =
    Remain { is: "says nothing to readers", help: "write what belongs here, or delete it", is_sure: true, signs: &[] };

/// Words of a passage that were not meant for its readers, in its order.
pub(crate) fn remains(passage: &Passage) -> Vec<(Range<usize>, &'static Remain)> {
    let whole = 0..passage.text.len();
    if passage.is_paragraph && ALONE.is_match(&passage.text) {
        return vec![(whole, &LONE)];
    }
    // A cell can say how far something has come, and so can an item of a list.
    let is_status = |range: &Range<usize>, kind: &Remain| {
        let is_item = !passage.lead.is_empty() && std::ptr::eq(kind, &REMAINS[STAGE]);
        *range == whole && (passage.cell.is_some() || is_item)
    };
    // In what is quoted, letters and those who speak say so for themselves.
    let (mut passed, mut is_open) = (0, false);
    let mut is_said = |range: &Range<usize>, kind: &Remain| {
        let passing = &passage.text[std::mem::replace(&mut passed, range.start)..range.start];
        is_open = passing.rfind(['“', '”']).map_or(is_open, |at| passing[at..].starts_with('“'));
        let is_letter = std::ptr::eq(kind, &REMAINS[LETTER]);
        passage.is_quoted && is_letter || is_open && (is_letter || std::ptr::eq(kind, &REMAINS[NOTE]))
    };
    // Items of a list can set wordings beside each other.
    let can_be = |kind: &Remain| kind.is_sure || passage.lead.is_empty();
    in_text(&passage.text)
        .filter(|(range, kind)| can_be(kind) && !is_status(range, kind) && !is_said(range, kind))
        .collect()
}

fn in_text(text: &str) -> impl Iterator<Item = (Range<usize>, &'static Remain)> {
    let mut opening = OPENING.captures_at(text, 0);
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let found = opening.take().or_else(|| INSIDE.captures_at(text, from))?;
        from = found.get_match().end();
        Some(found)
    });
    found.filter_map(|found| {
        let (_, kind) = REMAINS.iter().enumerate().find(|(nth, _)| found.get(nth + 2).is_some())?;
        let range = found.get_match().range();
        // What a sentence begins behind belongs to the one before.
        let words = &text[range.clone()];
        let bare = [": ", "- "].iter().find_map(|front| words.strip_prefix(front)).unwrap_or(words);
        let bare = bare.strip_prefix('(').filter(|bare| !bare.contains(')')).unwrap_or(bare);
        let front = words.len() - bare.trim_start_matches(['.', '!', '?', ';', ',', ' ', '–', '—']).len();
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
        ("Bob, can you add a sentence on training?", "Bob, can you add a sentence on training"),
        ("It met. Sue, please insert the number.", "Sue, please insert the number"),
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
        ("Delete this if not needed: the board met.", "Delete this if not needed: the board met."),
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
            let found: Vec<_> = in_text(text).map(|(range, _)| &text[range]).collect();
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
            faults.extend(in_text(text).map(|(range, _)| format!("{text}: {}", &text[range])));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
