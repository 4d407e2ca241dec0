//! HTML, which is refused but for comments.

use crate::diagnostic::Rule;
use crate::parse::rules;

/// The rule that a piece of HTML breaks, what is wrong, and what to do; nothing for comments.
pub(crate) fn fault(html: &str) -> Option<(&'static Rule, &'static str, &'static str)> {
    let mut rest = html.trim();
    let is_comment = rest.starts_with("<!--");
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else {
            let message = "this comment is never closed, and hides what follows";
            return Some((&rules::LOST_TEXT, message, "write `-->` where the comment ends"));
        };
        rest = comment[end + 3..].trim_start();
    }
    if rest.is_empty() {
        None
    } else if is_comment {
        let help = "give the comment lines of its own, with an empty line before and after";
        Some((&rules::LOST_TEXT, "words stand beside this comment, and would not be published", help))
    } else if is_place(rest) {
        let help = "write what belongs here; a sign < in text is written &lt;";
        Some((&rules::RAW_HTML, "this place was never filled in, or is HTML, which cannot stand in narrative", help))
    } else if is_begun(rest, &["<del", "</del", "<ins", "</ins", "<s>", "</s>", "<strike", "</strike"])
        || CHANGES.iter().any(|of| rest.contains(of))
    {
        let help = "delete what was deleted or is a comment together with its words; of what was inserted delete the signs alone";
        Some((&rules::RAW_HTML, "this is a change that nobody accepted yet, or a comment, as HTML", help))
    } else if is_begun(rest, &["<img"]) {
        Some((&rules::RAW_HTML, "HTML cannot stand in narrative", "write an image as `![What it shows](FILE.png)`"))
    } else {
        let help = "write it in Markdown; a sign < in text is written &lt;";
        Some((&rules::RAW_HTML, "HTML cannot stand in narrative", help))
    }
}

/// What tells changes and comments of a word processor that a converter kept.
const CHANGES: [&str; 4] = ["\"deletion\"", "\"insertion\"", "\"comment-start\"", "\"paragraph-deletion\""];

/// Whether HTML begins with one of some commands, whatever its capitals.
fn is_begun(html: &str, commands: &[&str]) -> bool {
    commands.iter().any(|command| html.get(..command.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(command)))
}

/// Whether words between < and > are none of a command of HTML: it has a small letter first, and values behind further words.
fn is_place(tag: &str) -> bool {
    let words = tag.trim_start_matches('<').trim_end_matches('>');
    words.starts_with(char::is_uppercase) && words.contains(char::is_lowercase) && !words.contains('=')
        || words.contains(' ') && !words.contains(['=', '/', '<'])
}
