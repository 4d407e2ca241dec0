//! Images are drawn anew: nothing hidden in a file, no place where it was taken, and nothing that only claims to be an image
//! reaches the site.

use std::io::Cursor;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::book::report::{Drawing, Drawings};
use crate::source::{FileId, Sources};

/// The most pixels along a side of a file.
const MOST_PIXELS: u32 = 12_000;
/// The most bytes that the pixels of an image may have: 50 megapixels in colour.
const MOST_BYTES: u64 = 150 << 20;
/// About as many bytes as all images may take together while they are read; one that takes more is read alone.
const BUDGET: u64 = 512 << 20;
/// How much an image takes while it is read, in times its pixels: these, what a progressive file is put together from, and what
/// is made of them to make it smaller.
const TIMES: u64 = 3;
/// What a page has room for, in pixels across; wider images are made smaller.
const WIDEST: u32 = 1600;
/// The quality of photographs, of 100: no fault can be seen, and no byte is spent on what nobody sees.
const QUALITY: u8 = 82;

/// What every drawing depends on besides its file: the code that draws, and the crates that it uses.
pub(crate) const DRAWN_BY: [&str; 2] = [include_str!("drawing.rs"), include_str!("../../Cargo.lock")];

/// What is wrong with an image, and what to do.
type Fault = (&'static str, &'static str);

const TOO_LARGE: Fault = (
    "is too large: 12,000 pixels along a side and 50 megapixels in all are the most",
    "make it smaller in an image editor: a page shows no more than 1600 pixels across",
);

/// Images that were drawn before, and those that are asked for.
pub(crate) struct Gallery<'a> {
    known: &'a Drawings,
    /// The images that were asked for.
    pub(crate) drawn: Drawings,
}

impl<'a> Gallery<'a> {
    pub(crate) fn new(known: &'a Drawings) -> Self {
        Gallery { known, drawn: Drawings::new() }
    }

    /// The image in a file.
    pub(crate) fn draw(&mut self, sources: &Sources, file: FileId) -> Result<Arc<Drawing>, Fault> {
        let hash = sources.hash(file);
        let drawing = match self.known.get(&hash) {
            Some(known) => Arc::clone(known),
            None => Arc::new(draw(sources.bytes(file))?),
        };
        self.drawn.insert(hash, Arc::clone(&drawing));
        Ok(drawing)
    }
}

fn draw(bytes: &[u8]) -> Result<Drawing, Fault> {
    let unread = |fault| match fault {
        ImageError::Limits(_) => TOO_LARGE,
        _ => ("cannot be read as an image", "open it in an image editor and save it as PNG or JPEG"),
    };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|fault| unread(ImageError::IoError(fault)))?;
    let format = reader.format();
    if format == Some(ImageFormat::Jpeg) && is_cut_short(bytes) {
        let help = "get the file again from where it came from; if the picture is whole all the same, save it anew in an image editor";
        return Err(("is cut short: it ends before the picture does", help));
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_PIXELS), Some(MOST_PIXELS));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unread)?;
    if decoder.total_bytes() > MOST_BYTES {
        return Err(TOO_LARGE);
    }
    let _share = Share::take(decoder.total_bytes() * TIMES);
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
    Ok(Drawing::new(drawn.into_inner(), ending, (image.width(), image.height())))
}

/// Whether a JPEG lacks the marker at its end. What is missing would be published as a grey area.
fn is_cut_short(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(sign) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
        at += sign + 1;
        match bytes.get(at..).unwrap_or_default() {
            [0xd9, ..] => return false,
            // A sign that stands for itself or that fills a gap, and markers without anything behind them.
            [0x00 | 0x01 | 0xd0..=0xd8 | 0xff, ..] | [] => {}
            // What a segment holds is not looked at: a camera puts a whole small JPEG into one.
            [_, length @ ..] => {
                at += 1 + length.first_chunk().map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
            }
        }
    }
    true
}

/// A share of the memory in which images are read.
struct Share(u64);

static FREE: Mutex<u64> = Mutex::new(BUDGET);
static GIVEN_BACK: Condvar = Condvar::new();

impl Share {
    /// Waits until there is as much.
    fn take(bytes: u64) -> Self {
        let bytes = bytes.min(BUDGET);
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = GIVEN_BACK.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Share(bytes)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *FREE.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        GIVEN_BACK.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_is_whole_up_to_its_last_byte_and_not_before() {
        let mut whole = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(40, 30).write_to(&mut whole, ImageFormat::Jpeg).unwrap_or_default();
        let whole = whole.into_inner();
        assert!(whole.len() > 100 && !is_cut_short(&whole));
        assert!((2..whole.len()).all(|end| is_cut_short(&whole[..end])));
        // A small picture inside, and what telephones put behind.
        let length = u16::try_from(whole.len() + 2).unwrap_or_default().to_be_bytes();
        let inside = [&whole[..2], &[0xff, 0xe1], &length, &whole, &whole[2..]].concat();
        assert!(!is_cut_short(&[&inside, b"MotionPhoto".as_slice()].concat()));
        assert!((2..inside.len()).all(|end| is_cut_short(&inside[..end])));
        assert!(is_cut_short(&[&whole[..whole.len() / 2], &[0; 100]].concat()));
    }

    #[test]
    fn one_that_takes_everything_is_read_alone() {
        let small = Share::take(1);
        std::thread::scope(|scope| {
            let large = scope.spawn(|| Share::take(u64::MAX));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!large.is_finished());
            drop(small);
        });
        assert_eq!(Share::take(BUDGET).0, BUDGET);
    }
}
