//! Images in narrative.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::mask::MASK;
use super::names;
use super::words::Words;
use crate::book::narrative::{Block, Document, Inline, Phrase, Picture, Seen, walk};
use crate::book::report::{Drawing, Section};
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::drawing::Gallery;
use crate::parse::{rules, strange};
use crate::source::{FileId, Sources};

/// An image as it stands in a text: `![what it shows](photo.jpg "Caption")`.
pub fn inline(
    words: &Words<'_>,
    (file, caption): (&str, &str),
    alternative: Phrase,
    range: Range<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Inline {
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(..));
    let text: String =
        alternative.iter().map(|inline| if let Inline::Text(text, _) = inline { text } else { "" }).collect();
    if let Some(message) = without_words(&text, file).filter(|_| alternative.iter().all(is_text)) {
        let help = "say between [ and ] what it shows, for those who cannot see it: `![The new station](station.jpg)`";
        findings.push(words.finding(&rules::NO_ALTERNATIVE, range.clone(), message, help));
    }
    if caption.contains(MASK) || file.contains(MASK) {
        let help = "write the figure in the text above or below the image";
        findings.push(words.finding(&rules::BAD_REFERENCE, range.clone(), "no figure can stand in a caption", help));
    }
    let span = words.line(range);
    // The signs of a caption come decoded: one that was written by its number has passed no other check.
    let strange = strange::signs(caption, |_, sign| sign == MASK);
    findings.extend(strange.map(|signs| strange::finding(&caption[signs], span)));
    let caption = Some(caption).filter(|caption| !caption.trim().is_empty());
    let caption = caption.map(|caption| Inline::Text(caption.to_owned(), span)).into_iter().collect();
    Inline::Picture(Box::new(Picture { file: file.to_owned(), caption, alternative, span }))
}

/// Words that name an image and say nothing of what it shows.
const NAMES_OF_IMAGES: [&str; 44] = [
    "a",
    "alt",
    "an",
    "at",
    "chart",
    "containing",
    "description",
    "diagram",
    "dsc",
    "dscn",
    "fig",
    "figure",
    "file",
    "graph",
    "graphic",
    "graphical",
    "here",
    "icon",
    "image",
    "img",
    "insert",
    "it",
    "jpeg",
    "jpg",
    "logo",
    "map",
    "no",
    "of",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "png",
    "schematic",
    "screen",
    "screenshot",
    "shows",
    "text",
    "the",
    "this",
    "untitled",
    "what",
    "words",
];

/// The same in the lists of words that a program makes of an image.
const NAMES_IN_LISTS: [&str; 5] = ["application", "company", "interface", "name", "user"];

/// What is wrong with words that do not say what an image shows; nothing where they may.
fn without_words(words: &str, file: &str) -> Option<&'static str> {
    let (words, file) = (words.trim().to_lowercase(), file.to_lowercase());
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let parts = words.split(|sign: char| !sign.is_alphabetic()).filter(|part| !part.is_empty());
    let is_sign = words.chars().nth(1).is_none();
    let is_name = |part: &str| NAMES_OF_IMAGES.contains(&part) || words.contains(',') && NAMES_IN_LISTS.contains(&part);
    if words.is_empty() {
        Some("this image has no words instead of it")
    } else if words == file
        || words == stem
        || words.split(' ').any(names::is_image)
        || words.contains('_') && !words.contains(' ')
    {
        Some("the words instead of this image are the name of its file")
    } else if words.starts_with("a picture containing ")
        || words.ends_with("description automatically generated")
        || words.contains("ai-generated content may be incorrect")
    {
        Some("the words instead of this image were written by a program, and nobody has read them")
    } else if is_sign || parts.clone().all(is_name) {
        Some("the words instead of this image do not say what it shows")
    } else {
        None
    }
}

/// Names the images of a text that belongs to no report, and so has no folder for them.
pub fn none(body: &Document, findings: &mut Vec<Diagnostic>) {
    walk(body, &mut |seen| {
        if let Seen::Block(Block::Picture(picture)) = seen {
            let finding = rules::IMAGE.at(picture.span, "an image can stand in the section of a report only");
            findings.push(finding.help("say in words what it shows"));
        }
    });
}

/// Whether a section shows the image in a file.
pub fn is_shown(name: &str, sections: &[Section]) -> bool {
    let mut shown = false;
    for section in sections {
        walk(&section.body, &mut |seen| {
            shown |= matches!(seen, Seen::Block(Block::Picture(picture)) if picture.file == name);
        });
    }
    shown
}

/// The images of a report by the names of their files. One that cannot be published is a finding, and so is one that
/// no section shows.
pub(crate) fn drawings(
    sources: &Sources,
    folder: &str,
    sections: &[Section],
    gallery: &mut Gallery<'_>,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Drawing>> {
    let mut drawings = BTreeMap::new();
    for section in sections {
        walk(&section.body, &mut |seen| {
            let Seen::Block(Block::Picture(picture)) = seen else { return };
            if drawings.contains_key(&picture.file) {
                return;
            }
            let found = file(sources, folder, picture);
            if found.as_ref().is_ok_and(|file| sources.why_unread(*file).is_some()) {
                return;
            }
            let drawn = found.and_then(|file| {
                gallery
                    .draw(sources, file)
                    .map_err(|what| (format!("`{}` {}", picture.file, what.0), what.1.to_owned()))
            });
            match drawn {
                Ok(drawing) => {
                    drawings.insert(picture.file.clone(), drawing);
                }
                Err((message, help)) => findings.push(rules::IMAGE.at(picture.span, message).help(help)),
            }
        });
    }
    drawings
}

/// The file that an image names.
fn file(sources: &Sources, folder: &str, picture: &Picture) -> Result<FileId, (String, String)> {
    let name = shown(&picture.file);
    if picture.file.to_ascii_lowercase().ends_with(".svg") {
        let help = "save it as PNG; a chart of the report's own figures is drawn by `{{ chart KEY }}`";
        return Err((format!("`{name}` is a drawing in SVG, which can hold programs"), help.to_owned()));
    }
    if picture.file.contains(char::is_whitespace) {
        let help =
            format!("rename the file, to `{}` for example, and write that name here", names::plain(&picture.file));
        return Err((format!("the name `{name}` holds a space"), help));
    }
    if picture.file.contains(['/', '\\', ':']) || !names::is_image(&picture.file) {
        let file = picture.file.rsplit(['/', '\\', ':']).next().filter(|file| names::is_image(file));
        let help = format!(
            "put a PNG or JPEG file into the folder of the report, and write its name alone: `![Words]({})`",
            shown(file.unwrap_or("photo.jpg"))
        );
        return Err((format!("`{name}` is not the name of an image in the folder of the report"), help));
    }
    sources.find(&format!("{folder}{}", picture.file)).ok_or_else(|| {
        let names =
            sources.below(folder).map(|file| &sources.path(file)[folder.len()..]).filter(|name| names::is_image(name));
        let help = match nearest(&picture.file, names) {
            // Systems write one letter with an accent in two ways, which nobody can tell apart.
            _ if !picture.file.is_ascii() => {
                "name the file in letters a to z, digits and hyphens, and write that name here".to_owned()
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("put the file into {folder}"),
        };
        (format!("there is no file `{name}` in the folder of the report"), help)
    })
}
