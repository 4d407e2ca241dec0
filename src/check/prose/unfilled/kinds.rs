//! The kinds of words that were not meant for readers, and the signs by which each is told from what reports say.

use std::sync::LazyLock;

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
    pub(super) signs: &'static [&'static str],
}

/// A colour that is used to mark text that somebody has to look at.
macro_rules! colour {
    () => {
        "(?:yellow|red|green|blue|purple|orange|pink)"
    };
}

/// What looks like one of the kinds and is none.
pub(super) const PLAIN: &[&str] = &[
    // A picture can have the colour of which a sentence tells.
    concat!(
        r"(?i)\b(?:bars?|charts?|diagram|drawing|figure|graph|image|map|photo(?:graph)?|picture)\b[^.!?]{0,80}?\bin ",
        colour!(),
        r"\b|\b(?:text|words|terms|wording|passages?|paragraphs?|sentences?|changes|additions|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?(?:highlighted |marked |shown )?in ",
        colour!(),
        r"\b[^.!?]{0,40}?\b(?:on|in|of|at) (?:the|this|our|that|each|an?) (?:[a-z]+ ){0,2}?(?:chart|diagram|drawing|figure|graph|image|map|photo(?:graph)?|picture)s?\b",
    ),
    r"^Dear (?:Reader|Resident|Colleague|Friend|Neighbour|Partner|Citizen|Member|Parent|Customer)s?\b",
    r"\((?i:insert|replacement|update|amendment|addition|change)s? (?:of|to|in) [^()]*\)",
    r"\b(?:are|be|is|was|were) (?:not for|for internal|for official)\b",
];

/// In the order in which they are tried at a place.
pub(super) static REMAINS: [Remain; 13] = [
    Remain {
        is: "is a note from one author to another",
        help: "do what it asks, and delete it; a note that is to stay beside the text is a comment on lines of its own: `<!-- The note. -->`",
        is_sure: true,
        // Others are told by their grammar.
        signs: &[
            // What is asked of all.
            r"(?i)(?:^|[.!?:;,–—-] )please (?:do not|don['’]t) (?:(?:publish|print|circulate|quote)(?: (?:it|this|that|these|them))?|use|release|share|issue|send|upload)(?: the (?:figures?|text|numbers?|report|draft|section|paragraph))?(?: (?:outside|beyond) [^.!?]{1,30})? (?:before|until|till|yet)\b[^.!?]*[.!?]?",
            // What a form says of an answer.
            r"(?i)\((?:max(?:imum)?\.?|approx(?:imately)?\.?|up to|no more than|at most)(?: of)? \d[\d,]* words\)",
            // Comments as programs are written with them.
            r"(?:^| )//+ ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|(?-i:[A-Z]{2,3}\b))[^.]*|^//+ [^\n]*$|^% ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|delete|remove|move|(?-i:[A-Z]{2,3}\b))[^.]*",
        ],
    },
    Remain {
        is: "tells of a colour that no text of a page has",
        help: "do what it asks and delete it, or say in words which is meant",
        is_sure: false,
        signs: &[
            concat!(
                r"(?i)^(?:highlighted|coloured) (?:text|words|parts?|sections?|figures?) (?:is|are|needs?|to)\b[^.!?]{0,80}|^(?:text|words|changes|additions|edits|amendments|new text) (?:(?:is|are) )?(?:marked |shown )?in (?:bold|colour|italics|",
                colour!(),
                r") (?:is|are) (?:new|changed|old)\b[^.!?]{0,80}|^(?:changes|additions|edits|amendments|new text) (?:is|are) (?:marked |shown )?in (?:bold|colour|italics|",
                colour!(),
                r")[.!]?$",
            ),
            concat!(
                r"(?i)\b(?:text|words|terms|wording|passages?|paragraphs?|sentences?|changes|additions|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?highlighted in ",
                colour!(),
                r"\b[^.!?]{0,120}|\b(?:text|words|wording|passages?|paragraphs?|sentences?) (?:that (?:is|are) )?(?:marked |shown )?in yellow\b[^.!?]{0,120}|\b(?:text|words|wording|passages?|paragraphs?|sentences?|parts?|sections?|figures?|everything|anything) (?:that (?:is|are) )?(?:marked |shown )?in ",
                colour!(),
                r"\b[^.!?]{0,80}\b(?:to be (?:added|agreed|checked|confirmed|deleted|updated)|needs? (?:to be )?(?:checked|checking|confirm|confirmed|confirming|updated|updating|changed|changing|amended|amending)|awaiting|still to)\b[^.!?]{0,120}"
            ),
        ],
    },
    Remain {
        is: "belongs to a letter or an e-mail",
        help: "delete it; those who sign a report stand in report.yaml",
        is_sure: true,
        signs: &[
            r"^(?:Hi|Hello|Hey)[,!]$",
            r"^(?:Dear|Hi|Hello|Hey) (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam|Sirs)\b[^.!?]{0,40}|(?i:all|both|team|everyone|everybody))[,:!]?$|^(?:Dear|Hi|Hello|Hey) [A-Z][a-z]+(?: [A-Z][a-z]+){0,2}[,:!]$",
            r"^(?i:(?:with )?(?:kind|kindest|best|warm|warmest) (?:regards|wishes)|regards|(?:best|kr|bw),|yours (?:sincerely|faithfully|truly|ever)|(?:many )?thanks,|cheers,?)[,.!]?(?: [A-Z][A-Za-z. ]{0,40})?$|^(?:Many t|T)hanks [A-Z][a-z]+$",
            r"^(?:[Cc]c|CC|[Bb]cc|BCC|R[Ee]|F[Ww]|F[Ww][Dd]) ?:(?: [^.]*)?$|^Subject ?: (?:RE|Re|FW|Fw|FWD|Fwd) ?:.*$|^Sent ?: (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d{1,2}[ /.-][A-Za-z\d]+[ /.-]\d{2,4}|[A-Z][a-z]+ \d{1,2}, \d{4})(?:,? (?:at )?\d{1,2}[:.]\d{2}.*)?$",
            // A note that begins or ends as a letter does, whatever stands between.
            r"^(?:Dear|Hi|Hello|Hey)(?: there| again)?,? (?:[A-Z][a-z]+|both|all|team|everyone)(?: (?:and )?[A-Z][a-z]+)?(?:,| ?[–—-]) [^.!?]*\b(?i:please|pls|(?:can|could|would|will) you|attached|below|here(?:['’]s| is| are)|as (?:agreed|discussed|promised)|draft|text|wording|figures)\b[^.!?]*[.!?]?",
            r"(?:[.!?] )(?:Many t|T)hanks(?: again)?,? [A-Z][a-z]+(?: ?[,–—-] .*| x+)?[.!]?$|[.!?] (?:Cheers|Regards|Best wishes|Kind regards|All the best),? [A-Z][a-z]+[.!]?$",
            r"^(?:From|To|Date|Sent) ?: .{1,160}? (?:Sent|Subject|CC|Cc) ?: .*|^(?:From|To) ?: .{1,160}? Date ?: .{1,80} (?:From|To) ?: .*",
            r"(?i)^(?:please find attached|(?:please )?see attached|as attached|i attach|attached please)\b[^.]*",
        ],
    },
    Remain {
        is: "is a mark of a draft",
        help: "delete it; that a report is a draft stands in its report.yaml: `status: draft`",
        is_sure: true,
        signs: &[
            r"^[^A-Za-z0-9]*(?i:(?:(?:first|second|third|fourth|final|working|rough|early|initial|latest|updated|revised) )?draft(?: (?:report|foreword|section|text|copy|document|version|only|for (?:comments?|discussion|approval|review|consultation|checking)))*(?: ?(?:v|version|no\.?)? ?\d[\d./]*)?)(?: ?[–—:(-][^.]{0,60})?[^A-Za-z0-9]*$",
            r"^[^A-Za-z0-9]*(?i:v|ver\.?|version|rev\.?|revision) ?\d+\.\d+(?:[^A-Za-z0-9]*| ?[–—:(,/-].{0,50}[^.!?]| (?:[A-Z]{2,3}\b|\d|(?i:draft|final|for (?:comments?|approval|discussion))\b).{0,50})$|^[^A-Za-z0-9]*(?i:v|version) ?\d+ ?[–—:(,-] ?(?:[A-Z]{2,3}\b|\d|(?i:draft|final|for (?:comments?|approval|discussion))\b)[^.]{0,40}$",
            r"^[^A-Za-z0-9]*(?:STRICTLY )?(?:RESTRICTED|CONFIDENTIAL|OFFICIAL|SENSITIVE|PROTECT|SECRET|UNCLASSIFIED|DRAFT|INTERNAL|EMBARGOED|NOT PROTECTIVELY MARKED|NOT FOR PUBLICATION|PRIVATE|COMMERCIAL IN CONFIDENCE)(?:[ –—:,/&-]+(?:AND|RESTRICTED|CONFIDENTIAL|OFFICIAL|SENSITIVE|PROTECT|SECRET|DRAFT|INTERNAL|ONLY|USE|COPY|UNTIL|NOT FOR PUBLICATION|(?i:until|draft|only|use|copy)|[A-Z]{2}|[vV]?\d[\d./]*))*[^A-Za-z0-9]*$",
            r"^(?:[A-Za-z0-9.]+:? ){0,3}[–—:(-]* ?(?i:not for (?:(?:onward|wider|further) )?(?:publication|circulation|distribution|release)|for (?:internal|official|office) use(?: only)?|(?:internal|office|official|staff) use only|do not (?:publish|circulate|distribute|copy|print|forward|quote)(?: (?:this|before|until|yet|outside)\b[^.]*)?)[^A-Za-z0-9]*$",
            r"\(?\b(?i:(?:word|character) ?count)\b ?[:=–-]? ?\d[\d,]*(?: words| characters)?\)?|\((?i:(?:max(?:imum|\.)?(?: of)?|about|approx\.?|up to|no more than|c\.) )?\d[\d,]* (?:words|characters)(?: (?:max|maximum|limit|or less|or fewer))?\)$|^\d[\d,]* words(?: max(?:imum)?)?$",
            r"^(?:(?i:date ?:)|\d)[^.:]{0,30}\b(?i:version|ver\.?|rev\.?|revision) ?\d+\.\d+$|^(?i:(?:(?:the )?(?:figures|statistics|data|report|text|section) )?embargo(?:ed)?)(?: ?:[^.]{0,60}| (?i:until|till|for)\b[^.]{0,60})?$|^\[(?i:official|restricted|confidential|sensitive|protect|secret|draft|internal|not protectively marked)(?:[ –—:,-]+(?i:sensitive|draft|only|use))*\]$|^\[\d[\d,]* (?i:words|characters)\]$",
            r"(?:^|[.!?] )#(?i:draft|todo|wip|tbc)\b",
            r"(?i)^(?:reviewer|sign-?off) ?: (?:[^.]{0,40})$|^last (?:edited|saved|modified) by \S+[\d/.: -]*$|\blast (?:edited|saved|modified) by ?: ?\S+|^[^A-Za-z0-9]*not protectively marked[^A-Za-z0-9]*$|^not (?:to be|for) (?:circulated|distributed|issued|printed|published|quoted|released|shared) (?:before|until|till|outside|yet)\b[^.!?]*",
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
            r"(?i)\bas an? (?:ai|artificial intelligence|(?:large )?language)(?: language)? (?:model|assistant),? i\b[^.!?]*|\bi['’]?(?: a)?m (?:just |only )?an ai\b[^.!?]*|\bi['’]?(?: a)?m sorry, but i (?:can(?:no|['’])t|am unable to|['’]m unable to) (?:help|assist|provide|fulfil|fulfill|write)\b[^.!?]*",
            r"(?i)^(?:certainly|sure|absolutely|of course|great question|happy to help)[!,.:–—-]+ ?(?:thing[!,.] )?(?:here(?:['’]s| is| are)|below (?:is|are))\b[^.!?:]*:",
            r"(?i)(?:^|[.!?] )here(?:['’]s| is| are) (?:an?|the|your|some) (?:[A-Za-z]+ ){0,2}?(?:revised|rewritten|reworded|improved|polished|shortened|concise|professional|possible|suggested|sample|draft|edited|refined|cleaned[- ]up) (?:[A-Za-z]+ ){0,2}?(?:version|draft|paragraph|foreword|summary|rewrite|wording)\b[^.!?:]*:",
            r"(?i)\bmy (?:last |latest )?(?:knowledge|training data) (?:cut-?off|update|ends)\b|\b(?:let me know if you(?:['’]d| would)? (?:like|want|prefer) (?:it|me|this|any|a|changes|more|another|edits)|would you like me to (?:add|adjust|draft|expand|revise|rewrite|shorten)|(?-i:Feel) free to (?:adjust|modify|customi[sz]e|edit|tweak))\b[^.!?]*|\bi hope this (?:email|message) finds\b|\bi hope this helps[.!]?$|\bregenerate response\b|^(?:chatgpt|copilot|gemini) (?:answered|said|says|wrote)\b ?:?",
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
            r"(?i:\[comments?(?: by [^\[\]:]{1,40})?: ?[^\[\]]*\]|\bcomment(?:ed)? ?\[(?-i:[A-Z]{0,4}\d{0,3})\]:?|\bformatted: (?:font|indent|left|right|normal|centred|centered|justified|bullets|numbered|english|list|not |space|tab|underline|highlight)\b)",
            r"(?i:(?:^|[.!?] )sent from (?:my (?:[A-Za-z-]+ )?(?:android|blackberry|device|galaxy|ipad|iphone|mobile|phone|samsung|tablet)|(?:outlook|mail|yahoo|samsung|gmail)\b)[^.!?]{0,40}|\bget outlook for (?:ios|android)|-{2,} ?original message ?-{2,})",
            r"^On .{0,20}\d{1,2}.{0,20}\d{4}.{0,6}\b\d{1,2}:\d{2}\b(?: ?[APap][Mm])?(?:,| <|[^<]{0,60}<)[^:]{0,80} wrote ?:|\[\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?\] ?[A-Z][^:]{0,60}:",
            r"(?i:\bthis e-?mail (?:originated|was (?:sent|received)|came|has come|is) from (?:an? )?(?:outside|external)\b[^.!?]*|\bthis e-?mail(?: and any (?:attachments?|files?)[^.!?]{0,40}?)? (?:is|are|may be|contains?) [^.!?]{0,40}\b(?:confidential|privileged)\b[^.!?]*)",
            r"^(?i:file(?: ?name)?|path|document|attachments?) ?: ?[^\n]*\.(?i:docx?|pdf|xlsx?|pptx?|odt|rtf)$",
        ],
    },
    Remain {
        is: "tells on which day somebody was born",
        help: "delete it: by it a person can be found whose name is left out",
        is_sure: true,
        signs: &[
            r"\b(?:(?i:dob|d\.o\.b\.|date of birth)|(?i:he|she|who) (?:was|is) born on)(?: ?[:=(–-])? ?\(?\d{1,2}(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)? [A-Z][a-z]+ )(?:19|20)?\d\d\b",
        ],
    },
    Remain {
        is: "is the head or foot of a printed page",
        help: "delete it: a page of the web has neither",
        is_sure: true,
        signs: &[
            r"^(?i:page) \d{1,3}(?: ?(?:of|/) ?\d{1,3})?$|^[-–—] ?\d{1,3} ?[-–—]$|^[A-Z][^|.!?]{3,80} \| (?:[Pp]age )?\d{1,3}$|^\d{1,3} \| [A-Z][^|.!?]{3,80}$",
        ],
    },
    Remain {
        is: "may be a note from one author to another",
        help: "delete it if it is none of the report's own words",
        is_sure: false,
        signs: &[
            r"(?:^|[.!?:] )Is (?:this|that|it) (?:still )?[a-z ]{1,20}\? (?:Ask (?:[A-Z][a-z]+|the office)|I (?:think|thought|believe))\b[^.!?]*[.!?]?",
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) \[(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\]",
            r#"^["“]?Quote (?:from|by) [^.!?:"“”]{1,40}["”]?$"#,
            r"^(?i:old|new|original|previous|current|existing|suggested|proposed|alternative|revised|amended|replacement|last year['’]s) (?:wording|paragraph|para|phrasing)(?: \([^()]{1,40}\))? ?: ?[^.!?]*[.!?]?",
            r"^[^A-Za-z0-9]*(?i:(?:version |text )?for) (?i:final |internal )*(?i:approval|comments?|clearance|discussion|review|sign[- ]?off|proof-?reading)(?: (?:by|at) (?:[\w’'&-]+ ?){1,5})?[^A-Za-z0-9]*$",
            r"\[[A-Z]{2,3}\d{1,3}\]",
            // What Word writes beside a text into which nobody took the changes.
            r"^(?i:deleted|inserted) ?: [a-z][^.!?]{0,40}$",
            r"!{3,}",
            r"(?i)^(?:last )?(?:edited|saved|modified|amended|updated|reviewed|checked|proof-?read|signed off|written|drafted) by (?-i:[A-Z])[^.]{0,50}$",
        ],
    },
    Remain {
        is: "may be what a plain text keeps of a picture",
        help: "put the picture into the folder of the report, and write `![What it shows](photo.jpg)`, or delete the line; words of the report's own need no brackets",
        is_sure: false,
        signs: &[
            r"^\[[A-Z][^\[\].!?:]{0,100}[a-z][^\[\].!?:]{0,100}\]$",
            r"^\((?i:photo(?:graph)?|picture|image|logo)(?: (?:of|from)\b[^()]{1,100})?\)$",
        ],
    },
    Remain {
        is: "can tell who somebody is",
        help: "delete it if it is of a person or a case: no reader needs it, and by it somebody can be found whose name is left out",
        is_sure: false,
        signs: &[
            // Numbers of a shape that no other has: of insurance, of records and cases, of cars.
            r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b(?:19|20)?\d{2}/\d{4,7}[A-Z]\b|\b\d{2}/\d{7}\b|\b\d{3,6}/\d{2}[A-Z]\b|\b[A-Z]{2}/(?:\d{4,6}/\d{2}|\d{2,4}/\d{3,6})\b|\b[A-Z]\d{4}[A-Z]{2}\b|\b[A-Z]{2}\d{2} [A-Z]{3}\b",
            r"(?i)\b(?:case|client|file|hospital|incident|insurance|nhs|passport|patient|personal|account) (?:id|no\b\.?|number|ref\b\.?|reference)(?: (?:is|was|of))?:? ?(?:[a-z]{1,4}[ /-]?)?\d(?:[ /-]?\d){3,}[a-z]{0,2}\b",
            r"\b(?i:sort code):? ?\d{2}[ -]?\d{2}[ -]?\d{2}|\b(?i:password) ?: ?\S+",
            r"(?:\+44 ?(?:\(0\) ?)?|\b0)7\d{3} ?\d{3} ?\d{3}\b",
            r", born (?:on )?\d{1,2} [A-Z][a-z]+ (?:19|20)\d{2}\b|\b(?:lives?|lived|living|resid(?:es|ed|ing)) at \d+[A-Za-z]? [A-Z][\w’-]+ [A-Z][\w’-]+",
        ],
    },
];

/// Notes from one author to another, and what may be one.
pub(super) const NOTE: usize = 0;
pub(super) const DOUBTFUL: usize = 10;
/// What tells who somebody is.
pub(super) const PERSONAL: usize = 12;

/// Those of them that somebody can say, and so stand between quotation marks: notes, letters, what programs answer, and what is in doubt.
pub(super) const SAID: [usize; 4] = [NOTE, 2, 5, DOUBTFUL];
/// Those of them that an item of a list can be: an abbreviation with what it stands for, how far something has come.
pub(super) const ITEMS: [usize; 2] = [2, 4];

/// A paragraph that says nothing: the last line of a release, what was typed to try something, what a form has in place of words.
pub(super) static ALONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^[-–—*\[( ]*(?i:ends?|the end|n/a|not applicable|test(?:ing)?(?: test(?:ing)?)*(?: \d+)*|asdf[a-z]*|qwer[a-z]*|xyz|abc|foo|bar|foobar|blah(?: blah)*|dummy text|sample text|heading \d|title|sub-?title|hello world|text|z{3,}|0(?: 0)+|[sdfghjkl]{4,}|[\w-]+\.(?:bmp|docx?|emf|gif|jpe?g|pdf|png|pptx?|svg|tiff?|wmf|xlsx?))[-–—*\]). ]*$",
    )
});
pub(super) static LONE: Remain =
    Remain { is: "says nothing to readers", help: "write what belongs here, or delete it", is_sure: true, signs: &[] };
