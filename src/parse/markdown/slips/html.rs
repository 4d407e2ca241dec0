//! HTML, which is refused but for comments.

use std::borrow::Cow;

use super::lines::TABLE;
use crate::diagnostic::Rule;
use crate::parse::markdown::names;
use crate::parse::rules;

/// The rule that a piece of HTML breaks, what is wrong, and what to do; nothing for comments.
pub(crate) fn fault(html: &str) -> Option<(&'static Rule, &'static str, Cow<'static, str>)> {
    let mut rest = html.trim();
    let is_comment = rest.starts_with("<!--");
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else {
            let message = "this comment is never closed, and hides what follows";
            return Some((&rules::LOST_TEXT, message, "write `-->` where the comment ends".into()));
        };
        rest = comment[end + 3..].trim_start();
    }
    if rest.is_empty() {
        None
    } else if is_comment {
        let help = "give the comment lines of its own, with an empty line before and after";
        Some((&rules::LOST_TEXT, "words stand beside this comment, and would not be published", help.into()))
    } else if is_place(rest) {
        let help = "write what belongs here; a sign < in text is written &lt;";
        Some((
            &rules::RAW_HTML,
            "this place was never filled in, or is HTML, which cannot stand in narrative",
            help.into(),
        ))
    } else if is_begun(rest, &["<del", "</del", "<ins", "</ins", "<s>", "</s>", "<strike", "</strike"])
        || CHANGES.iter().any(|of| rest.contains(of))
    {
        let help = "delete what was deleted or is a comment together with its words; of what was inserted delete the signs alone";
        Some((&rules::RAW_HTML, "this is a change that nobody accepted yet, or a comment, as HTML", help.into()))
    } else {
        let help = TAGS.iter().find(|(tags, _)| tags.split(' ').any(|tag| tag == name(rest))).map(|(_, help)| *help);
        let help =
            help.unwrap_or("delete what stands between < and >, with these signs, also where it is closed; a sign < in text is written &lt;");
        let help = image(rest).map_or(help.into(), Cow::Owned);
        Some((&rules::RAW_HTML, "HTML cannot stand in narrative", help))
    }
}

/// What to write in place of an image as HTML: with all of its words.
fn image(html: &str) -> Option<String> {
    let value = |name: &str| {
        let start = html.find(&format!(" {name}=\""))? + name.len() + 3;
        html[start..].split('"').next().filter(|value| !value.is_empty())
    };
    let file = value("src").filter(|_| is_begun(html, &["<img"]))?;
    let alternative = value("alt");
    let shows = alternative.unwrap_or("What it shows");
    let words = if alternative.is_none() { ", with what the image shows between [ and ]" } else { "" };
    let caption = value("title").map(|title| format!(" \"{title}\"")).unwrap_or_default();
    // Only what stands beside the text can be published.
    let name = file.rsplit(['/', '\\', ':']).next().filter(|name| names::is_image(name)).unwrap_or("photo.jpg");
    let place = if name == file { "" } else { "put the image into the folder of the report, and " };
    Some(format!("{place}write an image on a line of its own, as `![{shows}]({name}{caption})`{words}"))
}

/// What is written here in place of commands of HTML.
const TAGS: [(&str, &str); 10] = [
    ("img", "write an image as `![What it shows](FILE.png)`"),
    ("sup sub", "delete the commands, and write what stands between them as plain signs: 1st, m², CO2"),
    ("b strong", "write **weight** between two `**`, without the commands"),
    ("i em cite", "write *emphasis* between two `*`, without the commands"),
    (
        "br",
        "delete it: an empty line begins a new paragraph; to keep lines as they end write `\\` behind each but the last",
    ),
    ("hr", "write `---` on a line of its own, with an empty line before and after"),
    ("a", "write `[words](https://the.address)`"),
    ("ul ol li", "begin the items with `- `, or with `1. `, `2. ` and so on, without the commands"),
    ("h1 h2 h3 h4 h5 h6", "write `## The heading`, without the commands"),
    ("table thead tbody tr td th", TABLE),
];

/// Whether the words up to the command that closes this one are to be deleted with it.
pub(crate) fn is_dropped(html: &str) -> bool {
    is_begun(html, &["<del", "<s>", "<strike"])
        || ["\"deletion\"", "\"comment-start\"", "\"paragraph-deletion\""].iter().any(|of| html.contains(of))
}

/// The name of the command with which HTML begins, in small letters.
pub(crate) fn name(html: &str) -> String {
    let words = html.trim_start_matches(['<', '/']);
    let end = words.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(words.len());
    words[..end].to_ascii_lowercase()
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
