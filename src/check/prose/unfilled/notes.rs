//! What authors say to each other about a text, and leave in it. Two signs tell it from what reports say: who speaks or is asked, and of
//! which part of the text, what is to be done with it, or brackets around it.

/// Somebody's name, or two words of one.
macro_rules! name {
    () => {
        "[A-Z][a-z]+(?: [A-Z][a-z]+)?"
    };
}

/// Somebody's initials.
macro_rules! initials {
    () => {
        "[A-Z]{2,3}"
    };
}

/// What is done to a part of a text.
macro_rules! edit {
    () => {
        "(?:add|amend|change|check|clarify|confirm|cut|delete|drop|edit|expand|insert|keep|lose|mention|merge|move|reinstate|remove|replace|re-?phrase|re-?word|re-?work|re-?write|shorten|split|tidy|tighten|trim|tweak|update|verify)(?:[dt]?e?d|ping|ting)?(?: out| in| down| up)?"
    };
}

/// A part of the text that stands in sight, as those who write it call it. A sentence can be a judge's.
macro_rules! part {
    () => {
        "(?:(?:this|that|these|those|the (?:above|below|first|second|third|fourth|fifth|last|next|final|previous|following|opening|closing)) (?:paragraph|para|wording|bullet(?: point)?|heading|phrase)s?|(?:my|your) (?:paragraph|para|wording|bullet(?: point)?|heading|phrasing)s?)"
    };
}

/// What a text is made of.
macro_rules! thing {
    () => {
        "(?:case stud(?:y|ies)|charts?|dates?|details|examples?|figures?|graphs?|images?|links?|logos?|maps?|names?|numbers?|para|paragraphs?|photo(?:graph)?s?|pictures?|quot(?:es?|ations?)|references?|sections?|sentences?|source|spelling|statistics|stats|tables?|text|totals?|wording)"
    };
}

/// What can stand behind such a part: no words that say of what other text it is.
macro_rules! behind {
    () => {
        r"(?:[.!?,;:)]|$| (?:above|below|here|again|now|out|please|because|as|so|and|or|is|are|was|to|with|before|about|on|if|when|for (?:me|us)|looks?|reads?|seems?|needs?)\b[^.!?]*[.!?]?)"
    };
}

/// A question whether it still holds.
macro_rules! still {
    () => {
        r"(?:(?:is|are|was|were) (?:this|that|these|those)(?: still)?|(?:is|are) (?:it|they) still) (?:all )?(?:right|correct|true|ok|okay|the case|the right|the latest|up to date|accurate|needed|relevant|current|valid)\b"
    };
}

/// How somebody is asked who was named before.
macro_rules! ask {
    () => {
        concat!(r"(?:please|pls|(?:can|could|would|will) (?:we|you|someone|somebody)(?: (?:please|just|also))* (?:", edit!(), r"|look)\b|(?:should (?:we|this|it|i)|shall we) (?:", edit!(), r"|say|be|go|stay|read)\b|do we (?:still |really |also )?(?:have|need|want)\b|any\b[^.!?]*\?|thoughts|not sure|(?:i )?suggest|needs? (?:to be|an? ", thing!(), "|more|checking|updating)|(?:check|delete|amend|update|replace) (?:this|that|the)|", still!(), ")")
    };
}

/// Somebody who speaks as one who writes the text.
macro_rules! first {
    () => {
        "(?:I(?:['’]d| would| might|['’]ve| have|['’]ll| will)?|[Ww]e(?:['’]d| would| might| should| could| need to)|[Ww]e can|(?:I )?[Ss]uggest (?:we|you|that we)|I think (?:we|you) (?:should|could|can|need to))(?: (?:also|just|now|probably|maybe|rather|then))*"
    };
}

/// Words before what somebody is asked to do.
macro_rules! polite {
    () => {
        "(?:please|pls|(?:can|could|would|will) (?:you|we|someone|somebody|anyone))(?: (?:please|just|also))*"
    };
}

/// Words that end a question about the text.
macro_rules! again {
    () => {
        "(?: (?:here|in|out|at all|again|any ?more))?"
    };
}

/// How a note from one author to another is told from what reports say.
pub(super) const NOTES: &[&str] = &[
    // Who speaks or is asked, and what.
    concat!(
        "(?:^|[.!?:(] )(?:@",
        name!(),
        r"(?:[,:]| [–—-])?|(?:NB|N\.B\.|FAO|Attn\.?|(?:Query|Question|Comment)s? (?:for|from|to)) ",
        name!(),
        " ?[:–—-]) ?(?i:",
        ask!(),
        ")[^.!?]*[.!?]?"
    ),
    concat!(
        "(?:^|[.!?] )(?:(?:Hi|Hello|Hey) )?",
        name!(),
        "(?:,| [–—-]) (?i:",
        polite!(),
        ") ",
        edit!(),
        r" (?:the|this|that|my|your)(?: [a-z’'-]+){0,2}? (?:paragraph|para|wording|bullet|heading|phras(?:e|ing))s?\b[^.!?]*"
    ),
    concat!(
        r"(?:^|[.!?;:(–—-] )(?i:nb|n\.b\.)[:,]? (?:",
        name!(),
        "|",
        initials!(),
        ") to (?:",
        edit!(),
        "|advise|chase|finish|follow up|provide|review|send|supply|write)(?: (?:more|it|again|with [A-Z][A-Za-z]+|(?:(?:the|this|these|that|those|exact|final) )*(?:",
        thing!(),
        "|bit)))?(?:[.?!)]|$)"
    ),
    // Who asks for it, and of which part of the text.
    concat!(r"(?:\b", first!(), "|(?:^|[.!?:;,–—-] )(?i:", polite!(), ")) ", edit!(), " ", part!(), behind!()),
    r"\b(?i:see|as in|as per|read|use|incorporates?|per) my (?:(?:new|old|revised|amended|suggested|first|second|last) )?(?:paragraph|para|wording|bullet|edit|comment|amendment|version|phrasing)s? (?:above|below|attached|here|and|in)\b[^.!?]*[.!?]?",
    concat!(
        r"(?:^|[.!?] )(?:NB|N\.B\.) ",
        name!(),
        ",? (?i:",
        polite!(),
        ") ",
        edit!(),
        " ",
        part!(),
        r"\b[^.!?]*[.!?]?"
    ),
    // What is still lacking, in a sentence without anybody who acts.
    concat!(
        "(?i)(?:^|[.!?] )(?:still )?needs? to ",
        edit!(),
        " (?:something|more|a (?:bit|line|word|sentence|paragraph|few words)|(?:an? |the )?",
        thing!(),
        r")(?: [a-z’'-]+){0,3}? here\b[^.!?]*"
    ),
    concat!("(?i)^needs? (?:an? |some )?(?:better|another|more recent|newer) ", thing!(), r"\b[^.!?]*"),
    concat!(r"(?i)^(?:", thing!(), r")(?: (?:credit|caption|source))? (?:needed|missing|wanted|awaited)[.!]?$"),
    r"(?i)^to be (?:added|inserted|supplied|written) (?:after|before|by|following|once|when)\b[^.!?]*[.!?]?",
    concat!(
        r"\bI(?:['’]ve| have) (?:left|taken|cut) (?:this|that|these)(?: ",
        thing!(),
        r")? (?:in|out) (?:for now|for the moment|until|till)\b[^.!?]*"
    ),
    // What stands in brackets, and is about the text.
    concat!(r"\((?i:copied|lifted|pasted|taken) from [^()]{1,60}[,;:–—-] ?(?i:please )?(?i:", edit!(), r")\b[^()]*\)"),
    concat!(
        r"\((?i:",
        edit!(),
        r")\?+\)|(?i)^",
        edit!(),
        r" (?:this|that|these)(?: ",
        thing!(),
        r"| bit| box)?(?: here| out)?\?+$"
    ),
    r"\((?i:see|as per|per|from) [A-Z][a-z]+['’]s? (?i:e-?mail)s?\b[^()]*\)",
    concat!(
        r"\((?:[^()]*[\s,–—-])?(?i:",
        still!(),
        "|do we (?:have|need) (?:an? |the |any )?(?:newer|later|latest|more recent)|(?:can|could) (?:we|you|someone|somebody|anyone) (?:please )?(?:",
        edit!(),
        r")|(?:should|shall) (?:we|this|it|that) (?:say|read|be (?:in|here|deleted|added|moved|updated)))\b[^()]*\?[^()]*\)"
    ),
    r"\((?:[^()]*[,–—-] ?)?(?i:right|correct|really)\?\)",
    r"\((?i:see (?:e-?mail|mail|comment)s? (?:from|by|of)) [A-Z][^()]*\)",
    // What stands alone.
    concat!(
        "(?i)^(?:please )?(?:add|insert|include|attach) (?:an? |the |another |some |more |new )?",
        thing!(),
        r"(?: [a-z’'-]+){0,8} here\b[^.!?]*[.!]?$"
    ),
    r"(?i)^(?:same )?text (?:same )?as (?:per )?last year(?:['’]s(?: text| report)?)?(?:[,–—-] ?(?:please )?(?:add|amend|change|check|update)\b[^.!?]{0,40})?[.!]?$",
    r"(?i)(?:^|[.!?] )(?:please )?note: ?this (?:section|paragraph|text|page|part|table|foreword|report) (?:is|was) (?:a copy of|copied|taken|unchanged|the same as)(?: from| in| of)? (?:the |our )?(?:last|old|previous)\b[^.!?]*[.!?]?|(?:^|[–— -]{2,})(?:please )?(?:update|rewrite|check|amend)!$",
    // What is asked of all.
    r"(?i)(?:^|[.!?:;,–—-] )please (?:do not|don['’]t) (?:(?:publish|print|circulate|quote)(?: (?:it|this|that|these|them))?|use|release|share|issue|send|upload)(?: the (?:figures?|text|numbers?|report|draft|section|paragraph))?(?: (?:outside|beyond) [^.!?]{1,30})? (?:before|until|till|yet)\b[^.!?]*[.!?]?",
    // Comments as programs are written with them.
    r"(?:^| )//+ ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|(?-i:[A-Z]{2,3}\b))[^.]*|^//+ [^\n]*$|^% ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|delete|remove|move|(?-i:[A-Z]{2,3}\b))[^.]*",
];

/// What can be such a note, and can be told to readers as well.
pub(super) const DOUBTFUL: &[&str] = &[
    // Residents can be asked as well, and somebody who answers readers.
    concat!(
        "(?:^|[.!?:(] )(?:",
        initials!(),
        "|(?:Note|Message|Reminder)s? (?:for|from|to) ",
        name!(),
        ") ?[:–—-] ?(?i:(?:can|could|would|will|should|shall|do|is|are) (?:we|you|someone|somebody|this|it|that|these|i)|",
        ask!(),
        r")\b[^.!?]*[.!?]?"
    ),
    // A name can be that of a body whose part the report tells.
    concat!(
        "(?:^|[.!?] )(?:(?:Hi|Hello|Hey) )?",
        name!(),
        "(?:,| [–—-]) (?i:",
        polite!(),
        ") (?:",
        edit!(),
        "|look|find|get|provide|send|write)(?: [a-z’'-]+){0,3}? (?:",
        thing!(),
        r"|this|that|it)\b[^.!?]*"
    ),
    concat!(
        "(?:[.!?(–—] ?",
        name!(),
        "|(?:^|[.!?;:(–—-] )",
        initials!(),
        ") to (?:",
        edit!(),
        "|advise|chase|finish|follow up|provide|review|send|supply|write)(?: (?:more|it|again|with [A-Z][A-Za-z]+|(?:(?:the|this|these|that|those|exact|final) )*(?:",
        thing!(),
        "|bit)))?(?:[.?!)]|$)"
    ),
    concat!(
        "(?i)(?:^|[.!?] )(?:(?:do|did|should|shall|can|could) we|(?:not sure|unsure)(?: if| whether| that)? (?:we|i))(?: (?:still|really|also|not|just|should))* (?:want|need|keep|delete|drop|include|mention|say|move|cut|leave|have) (?:this|that|these)(?:(?: (?:",
        thing!(),
        "|box|part|page|bit|line))",
        again!(),
        r"\?|",
        again!(),
        "[?.]?$)"
    ),
    concat!(
        "(?:^|[.!?:] )(?i:",
        still!(),
        r")[^.!?]*\? (?:Ask (?:[A-Z][a-z]+|the office)|I (?:think|thought|believe))\b[^.!?]*[.!?]?"
    ),
    concat!(
        "(?:^|[.!?] )",
        name!(),
        " ?: ?(?i:(?:shall|should) we) ",
        edit!(),
        " (?:this|that|it|these)(?: ",
        thing!(),
        r")?(?: (?:here|in|out|now))?\?"
    ),
    r"\b(?i:we|i) (?:need|have) to (?:check|confirm|correct|verify) the (?:spelling|wording)\b[^.!?]*",
    r"(?i)^(?:please )?(?:use|copy|take) [^.!?]{1,40}\b(?:wording|text|paragraph|sentence) here[.!]?$|^cf\.? (?-i:[A-Z])[\w’'-]+ (?:text|wording|report|version)[.!]?$",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) \[(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\]",
    r"(?i)^(?:as before|(?:same )?as (?:per )?last year|no change(?:s)?(?: (?:from|since) last year)?)[.!]?$",
    r#"^["“]?Quote (?:from|by) [^.!?:"“”]{1,40}["”]?$"#,
    r"^(?:Is|Are|Was) (?:this|that|it|these|they) (?:still )?(?:all )?(?:right|correct|true|ok|okay|the case|up to date|accurate|needed|relevant|valid)\?$",
    r"^(?i:old|new|original|previous|current|existing|suggested|proposed|alternative|revised|amended|replacement|last year['’]s) (?:wording|paragraph|para|phrasing)(?: \([^()]{1,40}\))? ?: ?[^.!?]*[.!?]?",
    r"^[^A-Za-z0-9]*(?i:for) (?i:final |internal )*(?i:approval|comments?|clearance|sign-?off|proof-?reading)(?: by (?:[\w’'&-]+ ?){1,5})?[^A-Za-z0-9]*$",
    r"\[[A-Z]{2,3}\d{1,3}\]",
    concat!(
        "(?:^|[.!?:;,–—-] )(?i:",
        polite!(),
        ") ",
        edit!(),
        " the (?:paragraph|para|wording|bullets?(?: points?)?|phrasing)",
        behind!()
    ),
    concat!(
        "(?i)(?:^|[.!?] )(?:please )?(?:delete|remove|drop|omit) (?:this|these|the (?:above|below|following))(?: (?:",
        thing!(),
        r"|box|part|page|bit|line))? (?:if|when|where|unless|before|once)\b[^.!?]*[.!]?"
    ),
    concat!(
        "(?i)^(?:(?:this|the) )?(?:",
        thing!(),
        "|part|page|box) (?:still )?to be (?:added|agreed|checked|completed|confirmed|drafted|inserted|provided|supplied|updated|written) (?:by|with|after|once|when)\\b[^.!?]*[.!?]?|^(?:",
        thing!(),
        r") to (?:come|follow) (?:from|by|on|in|after)\b[^.!?]*[.!?]?"
    ),
    r"(?:^|[.!?] )ACTIONS? ?[:–—-] ?[A-Z][A-Za-z]+ to [a-z]+\b[^.!?]*[.!?]?",
    concat!(
        r"(?i)\((?:add|amend|delete|expand|insert|mention|remove|replace|re-?word|re-?write|shorten|update) (?:[a-z’'-]+ ){0,3}?(?:",
        thing!(),
        r"|here|as (?:appropriate|applicable|necessary))\b[^()]*\)"
    ),
    r"^(?i:check|confirm|query|ask|chase)(?: (?i:with))? [A-Z]{2,3}[.!?]?$|^(?i:check|confirm|query|chase) (?i:with) (?:the )?[A-Z][a-z]+[.!?]?$",
    r"(?:^|[.!?;:(–—-] ?)(?i:please )?(?:(?i:check|confirm|agree|discuss|clear) with [A-Z]{2,3} (?i:before|first|if|whether|that this)|(?i:check|confirm) (?i:this|that|these) with [A-Z][A-Za-z]+)\b[^.!?]*",
    r"(?i)^(?:last )?(?:edited|saved|modified|amended|updated|reviewed|checked|proof-?read|signed off|written|drafted) by (?-i:[A-Z])[^.]{0,50}$",
];
