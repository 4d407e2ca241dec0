//! Images as they reach the site: drawn anew, upright, no wider than a page, and without what a camera wrote into them.

use std::io::Cursor;

use areabook::publish::publish;
use areabook::source::{SourceFile, Sources};
use image::{ImageFormat, RgbImage};

use crate::{TODAY, sites};

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |across, _| image::Rgb([(across % 256) as u8, 90, 160]))
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

/// A photograph that lies on its side, as a telephone writes it: it says how to turn it, and has a comment.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let jpeg = encoded(width, height, ImageFormat::Jpeg);
    let turned = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let segment = |marker: u8, text: &[u8]| {
        let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), text].concat()
    };
    [&jpeg[..2], &segment(0xe1, turned), &segment(0xfe, b"taken in the garden"), &jpeg[2..]].concat()
}

/// The page that shows an image, and the image as it is published.
fn published(name: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    let folder = "areas/north/2019-20/";
    let words = format!("![The court]({name})\n").into_bytes();
    let file = |name: &str, bytes| SourceFile { path: format!("{folder}{name}"), bytes };
    let paths = [name, "foreword.md"].map(|name| format!("{folder}{name}"));
    let sources: Sources = sites::sources("clean").with(&paths, vec![file(name, bytes), file("foreword.md", words)]);
    let publication = publish(&sources, TODAY);
    assert!(publication.findings.is_empty(), "{:?}", publication.findings);
    let site = publication.site.unwrap();
    let page = String::from_utf8(site.get(&format!("{folder}index.html")).unwrap().to_vec()).unwrap();
    let ending = name.rsplit_once('.').unwrap().1;
    let (_, drawn) = site.files().find(|(path, _)| path.starts_with(folder) && path.ends_with(ending)).unwrap();
    (page, drawn.to_vec())
}

#[test]
fn a_photograph_stands_upright_and_tells_nothing_of_where_it_was_taken() {
    let photograph = photograph(60, 30);
    let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|found| found == words);
    assert!(holds(&photograph, b"Exif") && holds(&photograph, b"the garden"));
    let (page, drawn) = published("court.jpg", photograph);
    let image = image::load_from_memory(&drawn).unwrap();
    assert_eq!((image.width(), image.height()), (30, 60));
    assert!(page.contains("width=\"30\" height=\"60\""), "{page}");
    assert!(!holds(&drawn, b"Exif") && !holds(&drawn, b"the garden"));
}

#[test]
fn a_wide_image_is_made_as_wide_as_a_page_has_room_for() {
    let (page, drawn) = published("court.png", encoded(3200, 40, ImageFormat::Png));
    let image = image::load_from_memory(&drawn).unwrap();
    assert_eq!((image.width(), image.height()), (1600, 20));
    assert!(page.contains("width=\"1600\" height=\"20\""), "{page}");
    let (_, drawn) = published("court.png", encoded(1600, 40, ImageFormat::Png));
    assert_eq!(image::load_from_memory(&drawn).unwrap().width(), 1600);
}
