//! Images as they reach the site: drawn anew, upright, no wider than a page, and without what a camera wrote into them.

use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use areabook::publish::draft::Draft;
use areabook::publish::{examine, examine_knowing, publish};
use areabook::shell::drawings::DrawingCache;
use areabook::source::{SourceFile, Sources};
use image::{ImageFormat, RgbImage};

use crate::{TODAY, sites};

pub(crate) fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
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

const FOLDER: &str = "areas/north/2019-20/";

/// A book in which a section shows an image.
fn book(name: &str, bytes: Vec<u8>) -> Sources {
    let words = format!("![The court]({name})\n").into_bytes();
    let file = |name: &str, bytes| SourceFile { path: format!("{FOLDER}{name}"), bytes };
    let paths = [name, "foreword.md"].map(|name| format!("{FOLDER}{name}"));
    sites::sources("clean").with(&paths, vec![file(name, bytes), file("foreword.md", words)])
}

/// What is said of an image that cannot be published.
fn refused(name: &str, bytes: Vec<u8>) -> String {
    let findings = examine(&book(name, bytes), TODAY).findings;
    assert!(findings.len() == 1 && findings[0].rule.code == "N104", "{findings:?}");
    findings[0].message.clone()
}

/// The page that shows an image, and the image as it is published.
fn published(name: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    let folder = FOLDER;
    let publication = publish(&book(name, bytes), TODAY);
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

#[test]
fn an_image_that_is_cut_short_is_refused() {
    let jpeg = photograph(300, 200);
    let png = encoded(300, 200, ImageFormat::Png);
    for part in [3, 2] {
        assert_eq!(
            refused("court.jpg", jpeg[..jpeg.len() * (part - 1) / part].to_vec()),
            "`court.jpg` is cut short: it ends before the picture does"
        );
        let cut = png[..png.len() * (part - 1) / part].to_vec();
        assert_eq!(refused("court.png", cut), "`court.png` cannot be read as an image");
    }
    // As a download ends that had its room on the disk already.
    let mut empty = jpeg.clone();
    empty[jpeg.len() / 2..].fill(0);
    assert!(refused("court.jpeg", empty).contains("is cut short"));
    published("court.jpg", [jpeg, b"a film that a telephone puts behind".to_vec()].concat());
}

#[test]
fn an_image_has_no_more_pixels_than_memory_has_room_for() {
    let wide = |width, height| encoded(width, height, ImageFormat::Png);
    for too_large in [wide(11_000, 5_000), wide(12_001, 1)] {
        let said = refused("court.png", too_large);
        assert!(said.contains("is too large"), "{said}");
    }
    published("court.png", wide(12_000, 10));
}

/// An image is drawn once, whatever else changes in its report, and from one run to the next.
#[test]
fn an_image_is_drawn_once() {
    let folder = tempfile::tempdir().unwrap();
    let cache = DrawingCache::new(Some(folder.path().join("new/cache")));
    let sources = book("court.jpg", photograph(1700, 40));
    assert!(cache.load(&sources).is_empty());
    let first = Draft::knowing(cache.load(&sources)).update(sources.clone(), TODAY);
    let drawn = Arc::clone(&first.publication.drawn);
    assert_eq!(drawn.len(), 1);
    let image = drawn.values().next().unwrap();
    // Files of its report change, cannot be read, and can again.
    let mut draft = first;
    for yaml in ["area: [", "area: north\nperiod: 2019-20\nform: test-2019\n"] {
        let file = SourceFile { path: format!("{FOLDER}statistics.yaml"), bytes: yaml.into() };
        draft = draft.update(draft.sources.with(&[], vec![file]), TODAY);
        assert!(Arc::ptr_eq(draft.publication.drawn.values().next().unwrap(), image));
    }
    let report = &draft.publication.book.as_ref().unwrap().reports[0];
    assert!(Arc::ptr_eq(&report.drawings["court.jpg"], image));
    // Another run.
    cache.keep(&Default::default(), &drawn);
    let known = cache.load(&sources);
    assert_eq!(known, *drawn);
    let image = Arc::clone(known.values().next().unwrap());
    let publication = examine_knowing(&sources, TODAY.into(), known);
    assert!(Arc::ptr_eq(&publication.book.unwrap().reports[0].drawings["court.jpg"], &image));
    assert!(cache.load(&book("court.jpg", photograph(1701, 40))).is_empty(), "another file is another image");
    let mode = fs::metadata(folder.path().join("new/cache")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "an image may be held until a day");
}

/// Whatever happens to a cache, what it gives is what drawing the image anew gives.
#[test]
fn a_spoilt_cache_is_as_good_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let cache = DrawingCache::new(Some(folder.path().to_owned()));
    let books = [book("court.jpg", photograph(60, 30)), book("court.jpg", photograph(62, 30))];
    for sources in &books {
        cache.keep(&Default::default(), &examine(sources, TODAY).drawn);
    }
    let files = || -> Vec<_> { fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect() };
    let [one, other] = [0, 1].map(|at| files()[at].clone());
    let [bytes, others] = [&one, &other].map(|path| fs::read(path).unwrap());
    let loaded = || books.iter().map(|sources| cache.load(sources).len()).sum::<usize>();
    assert_eq!(loaded(), 2);
    let flipped = |at: usize| [&bytes[..at], &[bytes[at] ^ 1], &bytes[at + 1..]].concat();
    let spoilt = [
        Vec::new(),
        bytes[..31].to_vec(),
        bytes[..bytes.len() - 1].to_vec(),
        others,
        flipped(0),
        flipped(33),
        flipped(bytes.len() - 1),
    ];
    for spoilt in spoilt {
        fs::write(&one, spoilt).unwrap();
        assert_eq!(loaded(), 1);
    }
    fs::remove_file(&one).unwrap();
    fs::create_dir(&one).unwrap();
    assert_eq!(loaded(), 1);
    for sources in &books {
        cache.keep(&cache.load(sources), &examine(sources, TODAY).drawn);
    }
    assert_eq!(files().len(), 2, "what cannot be kept leaves nothing behind");
    // Nobody's file is dropped, and of the cache's own only those that no run asks for.
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(60 * 60 * 24 * 100);
    for path in [&other, &folder.path().join("letter.txt")] {
        fs::File::open(path).unwrap().set_modified(old).unwrap();
    }
    let third = book("court.jpg", photograph(64, 30));
    cache.keep(&Default::default(), &examine(&third, TODAY).drawn);
    assert!(!other.exists() && folder.path().join("letter.txt").exists());
    let [third_file] =
        &files().into_iter().filter(|path| path.is_file() && !path.ends_with("letter.txt")).collect::<Vec<_>>()[..]
    else {
        panic!()
    };
    fs::File::open(third_file).unwrap().set_modified(old).unwrap();
    assert_eq!(cache.load(&third).len(), 1);
    assert!(fs::metadata(third_file).unwrap().modified().unwrap() > old, "an image that is asked for stays");
    // A folder that cannot be made is no reason to stop.
    let nowhere = DrawingCache::new(Some("/dev/null/cache".into()));
    nowhere.keep(&Default::default(), &examine(&third, TODAY).drawn);
    assert!(nowhere.load(&third).is_empty());
}
