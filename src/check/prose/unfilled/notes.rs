//! What authors say to each other about a text, and leave in it.

/// What is done to a part of a text.
macro_rules! edits {
    () => {
        "(?:add|amend|change|check|clarify|cut|delete|drop|edit|expand|keep|lose|merge|move|reinstate|remove|re-?phrase|re-?word|re-?work|re-?write|shorten|split|tidy|tighten|trim|tweak|update)(?:[dt]?e?d|ping|ting)? (?:out |in |down |up )?"
    };
}

/// A part of the text that stands in sight, as those who write it call it. A sentence can be one that somebody serves.
macro_rules! part {
    () => {
        "(?:(?:this|that|these|those|the (?:above|below|first|second|third|fourth|fifth|last|next|final|previous|following|opening|closing)) (?:paragraph|para|sentence|wording|bullet(?: point)?|heading|phrase)s?|(?:my|your) (?:paragraph|para|wording|bullet(?: point)?|heading|phrasing)s?)"
    };
}

/// What can stand behind such a part: no words that say of what other text it is.
macro_rules! behind {
    () => {
        r"(?:[.!?,;:)]|$| (?:above|below|here|again|now|out|please|because|as|so|and|or|is|are|was|to|with|before|about|on|if|when|for (?:me|us)|looks?|reads?|seems?|needs?)\b[^.!?]*[.!?]?)"
    };
}

/// How a note from one author to another is told from what reports say.
pub(super) const NOTES: &[&str] = &[
    // Initials with the number of a comment.
    r"\[[A-Z]{2,3}\d{1,3}\]",
    // A question about the text, in brackets.
    r"\((?:[^()]*[\s,–—-])?(?i:(?:is|was) (?:this|that) (?:still )?(?:right|correct|true|ok|okay|the case|the right|up to date)|is it still (?:right|correct|true|ok|the case|up to date)|are (?:these|those|they) (?:still )?(?:right|correct|the right)|do we (?:have|know|need|want) (?:an? |the |any |this |these )?(?:newer|later|latest|more recent|figures?|numbers?|dates?|names?|year|source|photos?|quotes?|references?)|(?:can|could) (?:we|you|someone|somebody|anyone) (?:please )?(?:add|check|clarify|confirm|delete|find|get|insert|provide|rewrite|send|update|write)|(?:should|shall) (?:we|this|it|that) (?:say|read|go|stay|be (?:in|here|deleted|added|moved|updated))|(?:which|what) (?:year|figure|date) (?:is|do|should)|who (?:has|knows))\b[^()]*\?[^()]*\)",
    r"\((?:[^()]*[,–—-] ?)?(?i:right|correct|really)\?\)",
    // Somebody who is asked to do something.
    r"(?:^|[.!?:(] )@[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:[,:]| [–—-])? (?:please|pls|can|could|would|will|check|thoughts|any|is|are|do|to)\b[^.!?]*",
    r"(?:^|[.!?] )(?:(?:Hi|Hello|Hey) )?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:,| [–—-]) (?:(?:can|could|would|will) (?:you|we|someone|somebody) (?:please |just )?(?:add|amend|check|clarify|confirm|delete|expand|find|get|insert|look|provide|reword|rewrite|send|update|write)|pls|please (?:can|could|would|add|insert|amend|rewrite|reword|expand|delete|confirm|check (?:this|that|the (?:figure|number|name|date|wording)|with)))\b[^.!?]*",
    r"(?:(?:^|[.!?;:(–—-] )[A-Z]{2,3}|[.!?(–—] ?[A-Z][a-z]+(?: [A-Z][a-z]+)?) to (?:check|confirm|advise|clarify|chase|verify|follow up)(?: (?:the |this |these |that |exact |final )*(?:wording|text|figures?|numbers?|dates?|names?|details|totals?|source|spelling|paragraph|section|again|with [A-Z][A-Za-z]+))?(?:[.?!)]|$)",
    r"\b(?i:check|confirm|agree|discuss|clear) with [A-Z]{2,3} (?i:before|first|if|whether|that this)\b[^.!?]*|\b(?i:check|confirm) (?i:this|that|these) with [A-Z][A-Za-z]+\b[^.!?]*",
    r"^(?i:check|confirm|query|ask|chase)(?: (?i:with))? [A-Z]{2,3}[.!?]?$|^(?i:check|confirm|query|chase) (?i:with) (?:the )?[A-Z][a-z]+[.!?]?$",
    // What is still to be done with a text.
    r"(?i)\((?:add|insert|expand|delete|remove|rewrite|reword|update|amend|mention|shorten|replace) (?:[a-z’'-]+ ){0,3}?(?:sentences?|para|paragraphs?|sections?|figures?|tables?|quotes?|quotation|photos?|pictures?|text|links?|numbers?|examples?|references?|wording|here|stats|statistics|case stud(?:y|ies)|details?|as (?:appropriate|applicable|necessary))\b[^()]*\)",
    r"(?i)^(?:please )?(?:add|insert|include|attach) (?:an? |the |another |some |more |new )?(?:pictures?|photos?|photographs?|images?|quotes?|quotation|logos?|maps?|charts?|graphs?|links?|case stud(?:y|ies))(?: [a-z’'-]+){0,8} here\b[^.!?]*[.!]?$",
    r"(?i)(?:^|[.!?] )(?:please )?(?:delete|remove|drop|omit) (?:this|these|the (?:above|below|following))(?: (?:paragraph|section|sentence|table|box|part|page|text|bit|line)s?)? (?:if|when|where|unless|before|once)\b[^.!?]*[.!]?",
    r"(?i)(?:^|[.!?] )(?:do|did|should|shall|can|could) we (?:still |really |also |not |just )*(?:want|need|keep|delete|drop|include|mention|say|move|cut|leave|have) (?:this|that|these)(?: (?:(?:paragraph|section|sentence|table|box|part|page|text|bit|line|photo|picture|quote)s?)(?: (?:here|in|out|at all|again|any ?more))?\?|(?: (?:here|in|out|at all|again|any ?more))?\?$)",
    r"(?i)(?:^|[.!?] )(?:please )?note: ?this (?:section|paragraph|text|page|part|table|foreword|report) (?:is|was) (?:(?:a copy of|copied|taken|unchanged|the same as|still)(?: from| in| of)? )?(?:the |our )?(?:last|old|previous)\b[^.!?]*[.!?]?|(?:^|[–— -]{2,})(?:please )?(?:update|rewrite|check|amend)!$",
    r"(?i)^(?:(?:same )?text )?(?:same )?as (?:per )?last year(?:['’]s(?: text| report)?)?(?:[,–—-] ?(?:please )?(?:add|amend|change|check|update)\b[^.!?]{0,40})?[.!]?$",
    r"(?i)\(see (?:e-?mail|mail|comment)s? (?:from|by|of) (?-i:[A-Z])[^()]*\)",
    r"(?:^|[.!?] )(?i:nb|n\.b\.)[:,]? (?:please )?(?:[A-Z][a-z]+|[A-Z]{2,3}) to (?:add|amend|check|confirm|delete|edit|finish|insert|provide|review|reword|rewrite|send|shorten|supply|update|write) (?:more|it|th(?:is|at|ese|ose)|(?:the )?(?:dates?|details|figures?|names?|numbers?|paragraph|quote|section|sentence|table|text|wording))\b[^.!?]*[.!?]?",
    // Comments as programs are written with them.
    r"(?:^| )//+ ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|(?-i:[A-Z]{2,3}\b))[^.]*|^//+ [^\n]*$",
    r"^% ?(?i:check|to ?do|fix ?me|note|comment|query|ask|add|needs?|delete|remove|move|(?-i:[A-Z]{2,3}\b))[^.]*",
    // Somebody who speaks of the text as one who writes it, or asks another to change it.
    concat!(
        r"\b(?:I(?:['’]d| would| might|['’]ve| have|['’]ll| will)?|[Ww]e(?:['’]d| would| might| should| could| need to)|[Ww]e can|(?:I )?[Ss]uggest (?:we|you|that we)|I think (?:we|you) (?:should|could|can|need to)) (?:also |just |now |probably |maybe |rather |then )*",
        edits!(),
        part!(),
        behind!(),
    ),
    concat!(
        r"(?:^|[.!?:;,–—-] )(?i:please |pls |(?:can|could|would|will) (?:you|someone|somebody) (?:please |just |also )*)",
        edits!(),
        "(?:",
        part!(),
        r"|the (?:paragraph|para|wording|bullets?(?: points?)?|phrasing))",
        behind!(),
    ),
    r"\b(?i:see|as in|as per|read|use|incorporates?|per) my (?:(?:new|old|revised|amended|suggested|first|second|last) )?(?:paragraph|para|wording|bullet|edit|comment|amendment|version|phrasing)s? (?:above|below|attached|here|and|in)\b[^.!?]*[.!?]?",
    // A question whether it still holds, to somebody.
    r"(?:^|[.!?:] )[A-Z]{2,3} ?[:–—-] ?(?i:is|are|was) (?:this|that|it|these|they) still (?:all )?(?:right|correct|true|ok|okay|the case|up to date|accurate|needed|relevant|the latest|current|valid)\b[^.!?]*\?|(?:^|[.!?:] )(?:Is|Are|Was) (?:this|that|it|these|they) (?:still )?(?:all )?(?:right|correct|true|ok|okay|the case|up to date|accurate|needed|relevant|the latest|current|valid)\b[^.!?]*\? Ask (?:[A-Z][a-z]+|the office)\b[^.!?]*[.!?]?",
    r"(?:^|[.!?] )(?:Not sure|Unsure) (?:if |whether |about |that )?(?:we|I) (?:still )?(?:need|want|should (?:say|keep|have|include)) (?:this|that|these|those)\b[^.!?]*(?:[.!]|$)",
    // Somebody's initials or name, or whom it is for, in front of what they say or are to do.
    r"(?:^|[.!?] )(?:[A-Z]{2,3} ?[:–—]|(?:NB|N\.B\.|FAO|Attn\.?|(?:Note|Query|Question|Comment|Message|Reminder)s? (?:for|from|to)) (?-i:[A-Z])[\w’'-]+(?: [A-Z][\w’'-]+)? ?[:–—-]) ?(?i:please|pls|can (?:we|you)|could (?:we|you)|should (?:we|this|it|i)|shall we|is (?:this|it|that)|are these|do we|not sure|i suggest|needs? (?:to be|an? (?:sentence|figure|date|source|link|photo|picture|quote)|more|checking|updating)|suggest|(?:check|delete|amend|update|replace) (?:this|that|the))\b[^.!?]*[.!?]?",
    r"(?i)(?:^|[.!?:;,–—-] )please (?:do not|don['’]t) (?:use|publish|print|release|share|circulate|issue|quote|send|upload)(?: (?:it|this|that|these|them|the (?:figures?|text|numbers?|report|draft|section|paragraph)))?(?: (?:outside|beyond) [^.!?]{1,30})? (?:before|until|till|yet)\b[^.!?]*[.!?]?",
];
