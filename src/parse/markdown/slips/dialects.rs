//! Signs of other programs that read Markdown in a way of their own, or something like it. Here they are words like any other.

use std::ops::Range;
use std::sync::LazyLock;

use super::lines::{Lines, MOST_FINDINGS, TABLE};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::text::pattern::Pattern;

/// What other programs mean by signs that no sentence holds.
struct Dialect {
    pattern: &'static str,
    is: &'static str,
    help: &'static str,
}

/// What stands between two signs, over lines that follow each other as well: programs cut lines at 72 letters.
macro_rules! text {
    ($signs:literal) => {
        concat!("[^", $signs, r"\n]*(?:\n[^", $signs, r"\n]+)*")
    };
}

/// What stands in braces behind one that opens, up to the one that closes; without it up to the end of the line.
macro_rules! attributes {
    () => {
        concat!("(?:", text!("{}"), r"\}|[^}\n]*)")
    };
}

/// In the order in which they are tried at a place.
const DIALECTS: [Dialect; 54] = [
    Dialect {
        pattern: r"(?:\bfile:/{1,3}[A-Za-z]|\b[A-Za-z]:\\|\\\\[A-Za-z][\w.-]*\\)(?:[^\n()\[\]<>|,;]{0,200}?\.[A-Za-z]{2,5}\b|[^\s()\[\]<>|,;]*)",
        is: "the path of a file on somebody's own computer",
        help: "delete it, and name the document in words; if everybody can read it on the web, write `[words](https://the.address)`",
    },
    Dialect {
        pattern: r"(?m:^ *:{3,} *[^\s:][^\n]*)",
        is: "the head of a block of pandoc or Quarto",
        help: "delete this line and the one of colons that ends the block; a box is written `> [!BOX] Title`",
    },
    Dialect { pattern: r"\{%(?:[^%\n]|%[^}\n])*(?:%\})?", is: "a command of Jekyll or Hugo", help: "delete it" },
    Dialect {
        pattern: r"\{::?[^}\n]*\}?",
        is: "a command of kramdown or govspeak",
        help: "delete the braces and what stands in them",
    },
    Dialect {
        pattern: r"\{(?:\+\+|--|~~|==|>>)",
        is: "a mark of a change that nobody accepted yet",
        help: "write the text as it is to be, without the marks",
    },
    Dialect {
        pattern: concat!("\\[", text!("\\[\\]"), r"\]\{\.(?:deletion|paragraph-deletion)\b", attributes!()),
        is: "what somebody deleted in Word, with the change still tracked",
        help: "delete all of it, its words as well; to accept every change in Word: Review, Accept, Accept All Changes",
    },
    Dialect {
        pattern: concat!("\\[", text!("\\[\\]"), r"\]\{\.(?:insertion|paragraph-insertion)\b", attributes!()),
        is: "what somebody added in Word, with the change still tracked",
        help: "write its words alone, without the brackets and what stands in the braces; to accept every change in Word: Review, Accept, Accept All Changes",
    },
    Dialect {
        pattern: concat!("\\[", text!("\\[\\]"), r"\]\{\.comment-(?:start|end)\b", attributes!()),
        is: "a comment that somebody made in Word",
        help: "do what it asks, and delete all of it, its words as well",
    },
    Dialect {
        pattern: concat!(r"\[\]\{[.#][\w-]", attributes!()),
        is: "a place that pandoc marked",
        help: "delete it, with its brackets and braces",
    },
    Dialect {
        pattern: concat!("!?\\[", text!("\\[\\]"), r"\]\{(?:[.#][\w-]|[\w-]+=)", attributes!()),
        is: "text with an attribute of pandoc or Quarto",
        help: "write the words alone, without the braces and the square brackets; *emphasis* stands between two `*`",
    },
    Dialect {
        pattern: concat!(r"\{(?:[.#][\w-]|[\w-]+=)", attributes!()),
        is: "an attribute of pandoc or Quarto",
        help: "delete the braces and what stands in them",
    },
    Dialect {
        pattern: r"(?m:^ *\{[A-Za-z][\w -]*\} *$)",
        is: "a command of govspeak",
        help: "delete it; `{{ chart KEY }}` draws a chart of the report's own figures",
    },
    Dialect {
        pattern: r"(?m:^ *\^[^^\n]+\^ *$)",
        is: "a box of govspeak",
        help: "write `> [!NOTE]`, and the words on the next line behind `> `",
    },
    Dialect {
        pattern: r"(?m:^ *%[^%\n]+% *$)",
        is: "a warning of govspeak",
        help: "write `> [!WARNING]`, and the words on the next line behind `> `",
    },
    Dialect {
        pattern: r"\^\[",
        is: "the head of a note of pandoc",
        help: "write `[^1]` here, and the note on a line of its own: `[^1]: The note.`",
    },
    Dialect {
        pattern: r"\^\([A-Za-z0-9]{1,4}\)",
        is: "raised text as plain texts of pandoc have it",
        help: "write it without these signs: 1st, m²",
    },
    Dialect {
        pattern: r"\^[^\s^]{1,20}\^",
        is: "raised text of pandoc",
        help: "write it without these signs: 1st, m²",
    },
    Dialect {
        pattern: r"~[^\s~]{1,20}~",
        is: "lowered text of pandoc",
        help: "write it without these signs: CO2, H₂O",
    },
    Dialect {
        pattern: r"(?m:^ *\+[-=:][-=:+]*\+ *$)",
        is: "a line of a table of pandoc or reStructuredText",
        help: TABLE,
    },
    Dialect {
        pattern: r"(?m:^ *(?:#\.|\(@[\w-]*\))) ",
        is: "the head of an item in a list of pandoc",
        help: "begin the items with `1. `, `2. ` and so on",
    },
    Dialect {
        pattern: r"(?m:^ *\$[A-Z]{1,3}\$? *$)",
        is: "the edge of a block of govspeak",
        help: "delete it; a box is written `> [!BOX] Title`, with `> ` before each line below it",
    },
    Dialect {
        pattern: r"\$\$|(?m:^|[\s(])\$[A-Za-z]\$|(?m:^|[\s(])\$[^\s$\d][^\n$]{0,60}[\\^_=+/{][^\n$]*\$|\\[(\[][^\n]*\\[)\]]",
        is: "a formula of LaTeX",
        help: "say it in words, or write it with plain signs",
    },
    Dialect {
        pattern: r"(?i:\[\[[_ ]?toc[_ ]?\]\]|\[toc\]|__toc__)",
        is: "a command for a list of contents",
        help: "delete it: every page has one",
    },
    Dialect {
        pattern: r"!?\[\[[^\[\]\n]*\]?\]?",
        is: "a link or image of a wiki",
        help: "write `[words](https://the.address)`, or `![What it shows](photo.jpg)` on a line of its own",
    },
    Dialect {
        pattern: r"(?m:^ *\[(?i:figure|fig|picture|image|chart|graph|map|diagram|photo|photograph|logo|screenshot)\b\.? ?\d*(?:\.\d+)? ?[:.–-] [^\[\]\n]+\] *$|^ *\[\] *$)",
        is: "what a plain text keeps of a picture",
        help: "put the picture into the folder of the report, and write `![What it shows](photo.jpg)`; or delete the line",
    },
    Dialect {
        pattern: r"(?m:^[^\w\n]*[☐☑☒]|[☐☑☒] *$)",
        is: "a box of a form",
        help: "say in words what is done and what is not: a page has no boxes to tick",
    },
    Dialect {
        pattern: r"(?m:^ *Table ?: [A-Z])",
        is: "the head of a caption of pandoc",
        help: "delete `Table:` and keep the words: the line above a table says what it shows",
    },
    Dialect {
        pattern: r"\[[A-Za-z]+:[^\s/\[\]][^\[\]\n]*\]",
        is: "a command of govspeak",
        help: "delete it; an image is written `![What it shows](photo.jpg)`, a link `[words](https://the.address)`",
    },
    Dialect {
        pattern: r"\[/[A-Za-z]+\d?\]|\[\*\]",
        is: "a command of a forum (BBCode)",
        help: "delete it and the one that it closes; **weight** stands between two `**`, *emphasis* between two `*`",
    },
    Dialect {
        pattern: r"(?m:^ *={1,6} +\S[^\n]*)",
        is: "a heading of a wiki or of AsciiDoc",
        help: "write `## The heading`",
    },
    Dialect {
        pattern: r"==[^\s=][^=\n]*==|\+\+[^\s+][^+\n]*\+\+|>![^!\n]*!<|(?m:(?:^|[\s(])(?:=\w[^=\n]{0,60}=|\+[A-Za-z][^+\n]{0,60}\+)(?:[\s.,;:)]|$))",
        is: "marked text of another program",
        help: "delete the signs; **weight** stands between two `**`",
    },
    Dialect {
        pattern: r"'{2,3}\w[^'\n]*'{2,3}",
        is: "bold or italic text of a wiki",
        help: "write **weight** between two `**`, *emphasis* between two `*`",
    },
    Dialect {
        pattern: r"\\[A-Za-z]+\*?(?:\[[^\]\n]*\])?(?:\{[^}\n]*\}?)?",
        is: "a command of LaTeX or pandoc",
        help: "delete it, or say in words what it stands for; to print a \\ write two",
    },
    Dialect {
        pattern: r"\\",
        is: "a sign that asks for nothing here",
        help: "delete it: only a line that another follows ends with it; to print a \\ write two",
    },
    Dialect {
        pattern: r"&(?: {4})?(?:#\w+|[A-Za-z]\w+);",
        is: "a sign of HTML that was written twice, or that there is none of",
        help: "write the sign itself",
    },
    Dialect {
        pattern: r"(?m:^ *\.\. +[\w_|\[][^\n]*)",
        is: "a directive of reStructuredText",
        help: "delete it; a note is written `> [!NOTE]`, with `> ` before each line below it",
    },
    Dialect {
        pattern: r"(?m:^ *(?:h[1-6]|bq|s\d{1,2})\. )",
        is: "the head of a block of Textile or govspeak",
        help: "a heading is written `## The heading`, a quotation `> The words`, a step `1. The step`",
    },
    Dialect {
        pattern: r"\b(?:image|include|xref|video|link)::?[^\s\[]+\[[^\]\n]*\]?",
        is: "a command of AsciiDoc",
        help: "write `[words](https://the.address)`, or `![What it shows](photo.jpg)` on a line of its own",
    },
    Dialect {
        pattern: r"\bfootnote:[^\s\[]*\[[^\]\n]*\]?",
        is: "a footnote of AsciiDoc",
        help: "write `[^1]` here, and the note on a line of its own: `[^1]: The note.`",
    },
    Dialect {
        pattern: r"(?m:^ *(?:\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *$|\[(?:abstract|example|quote|sidebar|source|verse)\b[^\]\n]*\] *$|!!! +\w+))",
        is: "the head of a box of AsciiDoc or MkDocs",
        help: "write `> [!NOTE]`, or `> [!QUOTE] Whose words` for a quotation, with `> ` before each line below it",
    },
    Dialect {
        pattern: r"(?m:^ *:[A-Z][A-Z_]+:(?: [^\n]*)?$)",
        is: "a line of Org mode that is not for readers",
        help: "delete it",
    },
    Dialect {
        pattern: r#"(?m:^ *(?:(?:import|export) [^\n]* from ["']|export (?:const|default|function|let) )[^\n]*)"#,
        is: "a command of MDX",
        help: "delete the line",
    },
    Dialect {
        pattern: r"(?m:^ *\*\[[^\]\n]+\]:)",
        is: "an abbreviation of Markdown Extra",
        help: "explain the abbreviation where it stands first: Regional Review Board (RRB)",
    },
    Dialect {
        pattern: r"\[@(?:fig|tbl|sec|eq|lst)-[\w-]+\]|@(?:fig|tbl|sec|eq|lst)-[\w-]+",
        is: "a reference of Quarto or pandoc",
        help: "write `{{ see table KEY }}`, `{{ see chart KEY }}` or `{{ see section KEY }}`, or say it in words",
    },
    Dialect {
        pattern: r"\[-?@\w[^\]\n]*\]?|\(-?@[A-Za-z]\w*(?:19|20)\d\d[a-z]?\b[^()\n]*\)|@[a-z][a-z_-]*(?:19|20)\d\d[a-z]?, p\. ?\d+",
        is: "a reference of pandoc to a source",
        help: "write `[^1]` here, and the source on a line of its own: `[^1]: The source.`; or name it in words",
    },
    Dialect {
        pattern: r"\[[^\[\]\n]+\]\(#_(?:Toc|Ref)\w*\)",
        is: "a line of a list of contents that Word made",
        help: "delete the list: every page has one, made of its headings",
    },
    Dialect {
        pattern: r"\{/?(?:anchor|button|children|code|color|colour|column|excerpt|expand|gallery|include|info|jira|noformat|note|panel|section|status|tip|toc|warning)(?:[:|][^{}\n]*)?\}",
        is: "a command of Confluence or Jira",
        help: "delete it and the one that closes it; a note is written `> [!NOTE]`, with `> ` before each line below it",
    },
    Dialect {
        pattern: r"(?m:(?:^|\s):[a-z][a-z0-9_+-]{1,30}:(?:[\s`.,!?)]|$))",
        is: "the name of a picture sign, or a role of reStructuredText",
        help: "say it in words",
    },
    Dialect {
        pattern: r"(?:=[89A-F][0-9A-F]){2,}|(?m:(?:^|[\s(])[A-Za-z]+%[2-7][0-9A-F][A-Za-z%]+)",
        is: "a letter as e-mails and addresses encode it",
        help: "write the letter or sign itself",
    },
    Dialect {
        pattern: r"(?m:^ *@@ -\d[^\n]*)",
        is: "the head of a change that git shows",
        help: "keep the lines that are right without the `+` or `-` before them, and delete the others",
    },
    Dialect {
        pattern: r#"\[[a-z][a-z_-]*(?:(?: [a-z_]+)?=["“][^\]\n]*)+\]"#,
        is: "a command of WordPress",
        help: "delete it and the one that closes it; an image is written `![What it shows](photo.jpg)`",
    },
    Dialect {
        pattern: r"(?m:^ *(?:#\+[A-Z_]{2,}|\.[A-Z]{2} |@(?:author|brief|chapter|file|include|page|param|return|section|subsection|title|todo) [A-Z]|=[a-z]+\d? [A-Z]|[%~] [A-Z]|\$!|\{=)[^\n]*)|[A-Za-z]~\d",
        is: "a command of another program",
        help: "delete its signs, or all of it where none of its words are for readers; a heading is written `## The heading`, a quotation `> The words`",
    },
    Dialect {
        pattern: r"(?m:(?:^| )\^[A-Za-z][\w-]* *$)",
        is: "the name of a paragraph in Obsidian",
        help: "delete it",
    },
    Dialect {
        pattern: r"%%",
        is: "the edge of a comment of Obsidian",
        help: "delete the comment, or write it as `<!-- … -->`",
    },
];

/// All of them, each in a group of its own.
static ANY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&DIALECTS.iter().map(|dialect| format!("({})", dialect.pattern)).collect::<Vec<_>>().join("|"))
});

/// The signs of other programs in a text. Those that could be emphasis as well are taken out of `emphasis`.
pub(super) fn dialects(lines: &Lines<'_>, emphasis: &mut Vec<Range<usize>>) -> Vec<Diagnostic> {
    let (mut findings, mut found_in): (Vec<_>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    let mut before = None;
    for found in ANY.captures_iter(&lines.printed.text) {
        let Some((nth, dialect)) = DIALECTS.iter().enumerate().find(|(nth, _)| found.get(nth + 1).is_some()) else {
            continue;
        };
        let (signs, start) =
            (found[0].trim(), found.get_match().start() + found[0].len() - found[0].trim_start().len());
        let range = start..start + signs.len();
        // The lines of a table that is drawn with signs are one fault.
        let is_same = before.is_some_and(|(dialect, end)| {
            dialect == nth && signs.starts_with('+') && !lines.masked(&(end..start)).contains("\n\n")
        });
        // Every sign of a text can be one of these.
        if !is_same && findings.len() < MOST_FINDINGS {
            let typed = lines.typed(&range).split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!("`{}` is {}, and would be published as it is typed", shown(&typed), dialect.is);
            findings.push(rules::UNREAD_MARKUP.at(lines.span(range.clone()), message).help(dialect.help));
        }
        before = Some((nth, range.end));
        found_in.push(range);
    }
    emphasis.retain(|row| {
        let at = found_in.partition_point(|found| found.end <= row.start);
        found_in.get(at).is_none_or(|found| row.end <= found.start)
    });
    findings
}
