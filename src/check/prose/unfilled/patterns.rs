//! What places look like that were left to be filled in.

use std::sync::LazyLock;

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
    "|address|caption|chart|content|day|details|graph|map|month|notes|period|place|quote|reference|region|source|subtitle|table|text|time|total|town|year"
);
/// Texts and numbers that somebody sends.
const TEXTS: &str = "contribution|contributions|copy|data|dates|feedback|figures|foreword|information|input|introduction|names|paragraph|section|statement|statistics|wording|words";
/// What somebody is asked to do with such a place.
const ORDERS: &str = "insert|enter|type|fill|paste|tb[acd]|placeholder|delete|not yet";
/// The same in words that can stand in brackets within the words of somebody else, where they explain these.
const REQUESTS: &str = "add|put|remove|replace|check|confirm|complete|update|amend|provide|include|describe|specify|state|list|choose|select|chase|query|ask|await|awaiting|pending|needs?|missing|draft|drafting note|note to|todo|to do|to be|to come|to follow|your|please";
/// What is still to be done with something.
const OPEN: &str = "confirm(?:ed)?|insert(?:ed)?|advised?|announced?|suppl(?:y|ied)|provided?|add(?:ed)?|finali[sz]ed?|check(?:ed)?|updated?|completed?|agreed?|decided?|determined?|written|come|follow";

pub(super) static PATTERN: LazyLock<Pattern> = LazyLock::new(|| {
    let places = [
        // Fields of word processors that lead nowhere, and what they stand for inside.
        r"\bError!(?: [A-Z][^.!?]*[.!?]?)?".to_owned(),
        r#"\b(?:MERGEFIELD|MERGEFORMAT|PAGEREF|STYLEREF|NOTEREF)\b|\bHYPERLINK ["“]|\b_(?:Toc|Ref)\d{3,}|«[^«»]*_[^«»]*»|«(?P<merged>[A-Za-z ]{1,40})»"#.to_owned(),
        // Controls of forms.
        r"(?P<control>\b(?:Choose|Select|Pick) (?:an item|an option|a date|a building block)\b)".to_owned(),
        // Commands of templates, and the lines of conflicts: some are findings of their own.
        r"(?P<told>^\[\]$|\]\(#_(?:Toc|Ref)\w*\)|\{%[^%{}]*%\}|\{[.#][\w-][^{}]*\}|<{3,})|<%[^%<>]*%>".to_owned(),
        // What programs print where they have no value: `[object Object]`, `undefined people`.
        r"\((?:amount|date|first name|name|number|place|surname|time|title|venue)\)|\b(?:Surname|Last name|First name), (?:[Ss]urname|[Ll]ast name|[Ff]irst name)\b|\[object [A-Z][A-Za-z]*\]|(?:^|[.!?] )(?P<none>undefined|null|nan|NULL)\b|\b[Tt]here (?:are|is|was|were) (?P<lone>null|nan|NULL)\b".to_owned(),
        // `[insert name]`, `<name>`, `<<name>>`, `{name}`, `%NAME%`.
        r"(?:\b\d[\d,.]*)?\[(?P<bracket>[^\[\]]*)\]".to_owned(),
        r"<<[^<>]+>>|<(?P<angle>[A-Za-z][^<>@]*)>".to_owned(),
        r"\{(?P<brace>[^{}]+)\}|%[A-Z][A-Z_]{2,}%|\$\{[^{}]+\}|\$[A-Z][A-Z_]{3,}\b".to_owned(),
        format!(r"(?i-u)(?P<order>\b(?P<click>click (?:or tap )?(?:here |icon )?to )?(?P<verb>insert|enter|type|add|edit|choose|write|put|your) (?:an? |the |your |some )?(?:{FIELDS})s?\b(?P<here>(?: [a-z]+){{0,3}} here\b)?)"),
        format!(r"(?i-u)(?P<place>\b(?:(?:section|chapter|report|your) )?(?:{FIELDS})(?: name| goes){{0,2}} here\b)"),
        // Somebody and somewhere of no name, and how often nobody counted yet.
        r"\bNAME SURNAME\b|\bJoe Bloggs\b|\bA\.? ?N\.? Other\b|\bAny(?:town|shire|borough)\b|\b[Xx]{2,}shire\b|^(?:Type|Write) here\b|\b[NX] (?:times|people|cases|meetings|days|months)\b|(?:…|\.{3}) times(?:[.,;)]|$| (?:in|this|during|a|over|by)\b)".to_owned(),
        // What the advice on the head of a section shows.
        r"^The section['’]s title$|^(?:New|Untitled) (?:section|document)$".to_owned(),
        // Signs in place of a number.
        r"(?P<x>£ ?[xX]+(?:[.,][xX]+)*(?:m|k|bn)?\b|\b[xX]{1,6}(?:[.,][xX]+)* ?(?:%|per cent\b|percent\b)|\b[xX]{2,}(?:[.,/:-][xX]+)*\b|\b[xX](?:[.,][xX]+)+\b)".to_owned(),
        r"\b(?:19|20)(?:[xX]{2}|\d[xX])\b|\b(?:19|20)\d\d[-/](?:[xX]{2}|\d[xX])\b|\b[nN]{1,2} ?%|\b[xX]{1,2}(?:st|nd|rd|th)\b".to_owned(),
        r"^(?:\?|…\.?|\.{3})$|\?{3,}|_{3,}|\.{5,}|…{2,}|\b\d[\d,.]*(?:\?{2,}|(?P<doubt>\?) )| (?P<gap>\?) |(?:\b\d[\d,.]* ?)?\(\?+\)|(?P<signs>[?#]{2,}|#+ ?%|@{1,2}[A-Za-z][A-Za-z_]*@{1,2}|\$[A-Za-z_]{2,}\$)|(?P<letters>\bn{2,3}\b)".to_owned(),
        // What spreadsheets and programs print where they have no number.
        r"#[A-Z][A-Z_]*(?:/0)?[!?]|#N/A\b|\bErr:\d{3}\b|(?:^|\s)=[A-Z]{2,}\([^()]*\)|\bNaN\b|\b(?:undefined|null|NULL|None|Infinity) ?%".to_owned(),
        // A date and a number without their digits; words that a form leaves to its reader.
        r"(?P<dated>\b(?:DD|dd)[/. -](?:MM|mm|Month|month)[/. -](?:YY|yy){1,2}\b)|\b_{2}\b|\bn\.n\b|\b(?i:delete as (?:appropriate|applicable|necessary))\b|\b(?:NEED|NEEDS|INSERT|ADD|ENTER|PUT) (?:[A-Z]+ ){0,3}HERE\b".to_owned(),
        // What is to come.
        r"(?P<come>\b(?:TB[ACD]|[tT]b[acd]|TODO|FIXME|TKTK)\b)|\b[Tt]\.[Bb]\.[AaCcDd]\.?".to_owned(),
        format!(r"(?i)\((?P<open>(?:[\w'-]+ ){{0,2}})to (?P<be>be )?(?:(?P<task>provide|supply|agree|decide|determine|complete|finali[sz]e)|{OPEN})\)"),
        format!(r"(?i-u)(?P<value>\bto be (?:{OPEN})\b)"),
        format!(r"(?i-u)(?P<follows>\b(?:{FIELDS}|{TEXTS}) to (?:(?P<later>come|be (?:{OPEN}))|follow)\b)"),
        format!(r"(?i)(?:^(?P<awaited>(?:(?:still )?(?:awaiting|waiting for|pending)|need|chase) (?:{FIELDS}|{TEXTS})\b[^.!?]{{0,60}})|[.!?] (?P<waits>(?:still )?(?:awaiting|waiting for) (?:{FIELDS}|{TEXTS})\b(?: from (?:the )?[\w’'-]+)?))"),
        r"^(?P<asked>(?:[A-Z][\w'’-]*\.? ){1,4}to (?:confirm|check|advise|supply|send|write|clarify|chase)(?: (?:the |this |these |that |exact |final )*(?:wording|text|figures?|numbers?|dates?|names?|details|totals?|source|spelling|paragraph|section))?(?: [-–—] ?[A-Z][\w. ]{0,20})?[.?]?)".to_owned(),
        // Notes from one author to the other.
        r"(?i)\b(?:nb|note|reminder|todo|to do|action) ?[:–-] ?(?:please )?(?:insert|delete|remove|check|add|update|amend|confirm|complete|replace)\b[^.!?]*".to_owned(),
        r"(?i-u)(?P<note>\b(?:delete|remove|amend|replace|update|check|complete)(?: [a-z]+){0,3} before (?:publi|print|send|submi|issu|sign)[a-z]*)".to_owned(),
        r"(?i-u)(?:\b\d[\d,.]* ?)?\((?:check|confirm|query|verify|update|source|ref)(?: (?:this|that|the |these|all|figures?|numbers?|dates?|names?|wording|spelling|again)+)*[?!]*\)".to_owned(),
        format!(r"(?i)\((?:(?:still )?awaiting [^()]{{1,60}}|(?:{FIELDS}|{TEXTS})s? (?:still )?(?:needed|required|missing|awaited|outstanding))\)"),
        r"(?i-u)\blorem ipsum\b|\bdolor sit amet\b".to_owned(),
    ];
    Pattern::new(&format!("(?:{})", places.join(")|(?:")))
});

pub(super) static FIELD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)^(?:(?:[\w'’/-]+ ){{0,3}}(?:{THINGS})s?|(?:{FIELDS})s?(?: (?:of|for|here|to|and|or)\b.*)?|[_. ●•○□■–-]*|x{{2,}}[x.,]*|(?-i:X))$"
    ))
});
pub(super) static ORDER: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&format!(r"(?i)^(?:{ORDERS})\b")));
pub(super) static REQUEST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)^(?:{REQUESTS})\b.* |\bto (?:be )?(?:{OPEN})$|\?$|^(?:TODO|pending|awaiting|missing|draft|to come|to follow|check|confirm|query|verify|source needed|citation needed)$|^(?-i:[A-Z]{{2,3}}) ?[:–-] "
    ))
});

/// What makes the letters before it the name of an organisation: `TBC Consulting Ltd`, `TBC’s`.
pub(super) static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:['’]s\b| (?:[A-Z&][\w&'’-]* ){0,4}(?:Advisory|Agency|Associates|Association|Bank|Care|Centre|Charity|Company|Consult(?:ancy|ants|ing)|Corporation|Council|Fund|Foundation|Group|Holdings|Homes|Housing|Inc|Institute|International|LLC|LLP|Limited|Ltd|Media|PLC|Partners(?:hip)?|Radio|Research|Security|Services|Society|Solutions|Support|Systems|Technology|Training|Trust|UK|plc)\b)",
    )
});
/// What makes a term of law or of science of “null”.
pub(super) static NULL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:and|by|distribution|effect|findings?|hypothes[ei]s|result|returns?|model|value|in|of|at|were|was|is|are|has|have|to|or)\b",
    )
});
/// What stands before the name of a ship.
pub(super) static SHIP: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\b(?:HMS|MV|RMS|SS|USS) $"));

/// What stands in braces for a field of a word processor.
pub(super) static CODE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^ *[A-Z]{2,}(?: [^{}]*)?$"));

/// What stands before a day.
pub(super) static DATED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(?:after|and|before|between|by|dated?|from|of|on|since|till|to|until)$"));

/// A letter for a number that the words beside it say.
pub(super) static VARIABLE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\bwhere x (?:is|was|stands|means|denotes|equals)\b|\blet x be\b|\bx (?:stands for|denotes|represents)\b",
    )
});

/// What stands before and behind the numbers of Rome, parted by a line.
pub(super) static ROMAN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)^(?:(?:articles?|book|canon|chapters?|clause|division|forms?|order|parts?|protocol|resolution|rule|schedules?|title|volume) \||[^|]*\| ?\)? ?(?:army|battalion|brigade|century|chromosome|commonwealth|congress|corps|division|games|legion|olympi|regiment|squadron))",
    )
});

/// Ranks of those whose name is left out.
pub(super) static TITLE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Lord|Lady|Rev|Chair|Chairman|Chairwoman|Chief|Constable|Director|Governor|Head|Inspector|Judge|Manager|Officer|Secretary|Sergeant|Superintendent|Supt)$",
    )
});

/// What follows a number that counts nothing.
pub(super) static UNCOUNTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:$|[.,;:!?)\]–—”’-]| ?(?:[a-z]+ed|and|as|at|but|by|for|from|had|has|in|is|it|of|on|or|that|the|to|was|were|when|where|which|who|will|with)\b)",
    )
});
