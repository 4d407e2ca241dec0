//! Images in narrative. Each is drawn anew: nothing hidden in a file, no place where it was taken, and nothing that only
//! claims to be an image reaches the site.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Range;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::mask::MASK;
use super::names;
use super::words::Words;
use crate::book::narrative::{Block, Document, Inline, Phrase, Picture, Seen, walk};
use crate::book::report::{Drawing, Section};
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::{rules, strange};
use crate::source::{FileId, Sources};

/// The most pixels along a side of a file. Photographs of telephones have fewer.
const MOST_PIXELS: u32 = 12_000;
/// The most bytes that reading an image may take.
const MOST_MEMORY: u64 = 512 << 20;
/// What a page has room for, in pixels across; wider images are made smaller.
const WIDEST: u32 = 1600;
/// The quality of photographs, of 100: no fault can be seen, and no byte is spent on what nobody sees.
const QUALITY: u8 = 82;

/// An image as it stands in a text: `![what it shows](photo.jpg "Caption")`.
pub fn inline(
    words: &Words<'_>,
    (file, caption): (&str, &str),
    alternative: Phrase,
    range: Range<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Inline {
    let is_blank = |inline: &Inline| matches!(inline, Inline::Text(text, _) if text.trim().is_empty());
    if alternative.iter().all(is_blank) {
        let help =
            "say between [ and ] what it shows, for those who cannot see it: `![The new court house](court.jpg)`";
        findings.push(words.finding(
            &rules::NO_ALTERNATIVE,
            range.clone(),
            "this image has no words instead of it",
            help,
        ));
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
pub fn drawings(
    sources: &Sources,
    folder: &str,
    sections: &[Section],
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Drawing> {
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
                drawing(sources.bytes(file)).map_err(|what| (format!("`{}` {}", picture.file, what.0), what.1))
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
        let help =
            "put a PNG or JPEG file into the folder of the report, and write its name alone: `![Words](photo.jpg)`";
        return Err((format!("`{name}` is not the name of an image in the folder of the report"), help.to_owned()));
    }
    sources.find(&format!("{folder}{}", picture.file)).ok_or_else(|| {
        let names =
            sources.below(folder).map(|file| &sources.path(file)[folder.len()..]).filter(|name| names::is_image(name));
        let help = match nearest(&picture.file, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("put the file into {folder}"),
        };
        (format!("there is no file `{name}` in the folder of the report"), help)
    })
}

/// An image drawn anew.
fn drawing(bytes: &[u8]) -> Result<Drawing, (&'static str, String)> {
    let unread = |_: ImageError| {
        ("cannot be read as an image", "open it in an image editor and save it as PNG or JPEG".to_owned())
    };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|fault| unread(ImageError::IoError(fault)))?;
    let format = reader.format();
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_PIXELS), Some(MOST_PIXELS));
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unread)?;
    let orientation = decoder.orientation().map_err(unread)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(unread)?;
    image.apply_orientation(orientation);
    if image.width() > WIDEST {
        image = image.resize(WIDEST, MOST_PIXELS, FilterType::Lanczos3);
    }
    let mut drawn = Cursor::new(Vec::new());
    let ending = if format == Some(ImageFormat::Jpeg) {
        image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut drawn, QUALITY)).map_err(unread)?;
        "jpg"
    } else if image.color().has_alpha() {
        image.to_rgba8().write_to(&mut drawn, ImageFormat::Png).map_err(unread)?;
        "png"
    } else {
        image.to_rgb8().write_to(&mut drawn, ImageFormat::Png).map_err(unread)?;
        "png"
    };
    let bytes = drawn.into_inner();
    let name = format!("{}.{ending}", &blake3::hash(&bytes).to_hex()[..16]);
    Ok(Drawing { name, bytes, width: image.width(), height: image.height() })
}
