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
    } else {
        let help = "write it in Markdown; a sign < in text is written &lt;";
        Some((&rules::RAW_HTML, "HTML cannot stand in narrative", help))
    }
}

/// Whether words between < and > are none of a command of HTML: it has a small letter first, and values behind further words.
fn is_place(tag: &str) -> bool {
    let words = tag.trim_start_matches('<').trim_end_matches('>');
    words.starts_with(char::is_uppercase) && words.contains(char::is_lowercase) && !words.contains('=')
        || words.contains(' ') && !words.contains(['=', '/', '<'])
}
