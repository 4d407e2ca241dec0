//! Sources → templates and assets. The default theme is part of the program; a book replaces it file by file.

pub mod palette;
pub(crate) mod faults;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use include_dir::{Dir, File, include_dir};
use regex::Captures;
use tera::{Kwargs, State, Tera, Value};

use crate::book::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::parse::files::{folders, named};
use crate::source::{FileId, Sources, Span};
use crate::text::markup;
use crate::text::pattern::Pattern;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

rules! {
    ASSET = "T103" "asset" Error:
        "A file of the theme is named that the theme does not have.";
        "Readers would see a gap where the picture or the letters should be.";
        "`logo = \"crest.svg\"` under [brand], and no themes/NAME/assets/crest.svg.";
        "Put the file into themes/NAME/assets/, or correct its name."
}

/// The endings of assets that are text.
const TEXTS: [&str; 6] = [".css", ".html", ".js", ".json", ".svg", ".txt"];

static URL: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r#"(?i)url\(\s*["']?(?:\./)?([^"'()\s]+)["']?\s*\)"#));

/// A file of the site: its path and its bytes.
pub type PublishedFile = (String, Vec<u8>);

/// Templates by name, and files that pages refer to.
pub struct Theme {
    tera: Tera,
    /// Published names (with a hash of the content) by the names that templates use.
    pub assets: BTreeMap<String, String>,
    /// The files by published name.
    pub files: Vec<PublishedFile>,
}

/// The theme that the book asks for, over the default one. A template of the default theme that the book replaces is
/// still there as `default/NAME`, so that one of the book's can extend it and replace single blocks.
pub fn theme(sources: &Sources, settings: &Settings, findings: &mut Vec<Diagnostic>) -> Option<Theme> {
    let folder = format!("themes/{}/", settings.theme);
    let (mut templates, mut assets) = (Vec::new(), BTreeMap::new());
    for file in embedded(&DEFAULT) {
        let path: Vec<_> = file.path().iter().filter_map(|part| part.to_str()).collect();
        match path.as_slice() {
            ["templates", name] => {
                let text = String::from_utf8_lossy(file.contents()).into_owned();
                templates.push((format!("default/{name}"), text.clone()));
                templates.push(((*name).to_owned(), text));
            }
            ["assets", name] => {
                assets.insert((*name).to_owned(), (None, file.contents().to_vec()));
            }
            _ => {}
        }
    }
    for file in sources.below(&folder) {
        let path = &sources.path(file)[folder.len()..];
        if let Some(name) = path.strip_prefix("templates/") {
            let text = folders::of_theme(sources, file, findings);
            templates.extend(text.map(|text| (name.to_owned(), text.trim_start_matches('\u{feff}').to_owned())));
            let known = templates.iter().find(|(known, _)| known != name && known.eq_ignore_ascii_case(name));
            findings.extend(known.map(|(known, _)| {
                let message = format!("pages are written by `{known}`, not by `{name}`");
                named::misplaced(file, &message, &format!("rename the file to `{known}`"))
            }));
        } else if let Some(name) = path.strip_prefix("assets/") {
            let is_text = TEXTS.iter().any(|ending| name.ends_with(ending));
            if sources.why_unread(file).is_none() && (!is_text || folders::of_theme(sources, file, findings).is_some())
            {
                assets.insert(name.to_owned(), (Some(file), sources.bytes(file).to_vec()));
            }
        }
    }
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml", ".svg", ".txt"]);
    tera.register_filter("text", |text: Cow<'_, str>, _: Kwargs, _: &State<'_>| {
        Value::safe_string(&markup::text(&text))
    });
    if let Err(fault) = tera.add_raw_templates(templates) {
        findings.extend(faults::findings(sources, &folder, &fault, settings.span));
        return None;
    }
    tint(settings, &mut assets, findings);
    let (names, files) = published(assets, settings.span, findings);
    if let Some((logo, span)) = settings.publisher.brand.logo.as_ref().filter(|(logo, _)| !names.contains_key(logo)) {
        let finding = ASSET.at(*span, format!("the theme has no file `{logo}`"));
        findings.push(finding.help(format!("put it into {folder}assets/, or correct its name")));
    }
    Some(Theme { tera, assets: names, files })
}

/// Whether a book's theme is its own: one of its files is another than that of the default theme.
pub fn is_own(sources: &Sources, settings: &Settings) -> bool {
    let folder = format!("themes/{}/", settings.theme);
    sources.below(&folder).any(|file| {
        let default = DEFAULT.get_file(&sources.path(file)[folder.len()..]);
        default.is_none_or(|default| default.contents() != sources.bytes(file))
    })
}

/// Files by name, each with the file of the book that it is, if it is one.
type Assets = BTreeMap<String, (Option<FileId>, Vec<u8>)>;

/// Puts the book's colours into the style sheet, and names those that cannot be read.
fn tint(settings: &Settings, assets: &mut Assets, findings: &mut Vec<Diagnostic>) {
    let Some((file, style)) = assets.get_mut("style.css") else { return };
    let text = String::from_utf8_lossy(style).into_owned();
    let place = |range| file.map_or(settings.span, |file| Span::new(file, range));
    let palette = palette::palette(&text, place, &settings.publisher.brand.colours);
    palette.check(findings);
    style.extend(palette.css().bytes());
}

/// The published names, which hold a hash of the content so that a browser may keep a file for ever, and the files.
/// Style sheets come last: what they name with `url(…)` gets its published name.
fn published(
    assets: Assets,
    nowhere: Span,
    findings: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, String>, Vec<PublishedFile>) {
    let (mut names, mut files) = (BTreeMap::new(), Vec::new());
    let (styles, others): (Vec<_>, Vec<_>) = assets.into_iter().partition(|(name, _)| name.ends_with(".css"));
    for (name, (file, bytes)) in others.into_iter().chain(styles) {
        let bytes = match String::from_utf8(bytes) {
            Ok(style) if name.ends_with(".css") => {
                let mut missing = |asset: &str, range| {
                    let span = file.map_or(nowhere, |file| Span::new(file, range));
                    let finding = ASSET.at(span, format!("`{name}` names `{asset}`, which is not there"));
                    findings.push(finding.help("put the file into the folder of the style sheet, or correct its name"));
                };
                with_published_names(&style, &names, &mut missing).into_bytes()
            }
            Ok(text) => text.into_bytes(),
            Err(binary) => binary.into_bytes(),
        };
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "bin"));
        let published = format!("assets/{stem}.{}.{ending}", &hash[..10]);
        names.insert(name, published.clone());
        files.push((published, bytes));
    }
    (names, files)
}

/// A style sheet in which `url(…)` has the published name of each file of the theme.
fn with_published_names(
    style: &str,
    names: &BTreeMap<String, String>,
    missing: &mut dyn FnMut(&str, Range<usize>),
) -> String {
    let replaced = URL.replace_all(style, |found: &Captures<'_>| {
        let name = &found[1];
        match names.get(name) {
            Some(published) => format!("url(\"{}\")", published.trim_start_matches("assets/")),
            None => {
                if !name.starts_with("data:") && !name.starts_with('#') {
                    missing(name, found.get(1).map_or(0..0, |name| name.range()));
                }
                found[0].to_owned()
            }
        }
    });
    replaced.into_owned()
}

impl Theme {
    /// Renders a template with a view, and with values beside it that hold finished HTML.
    pub(crate) fn render(
        &self,
        template: &str,
        view: &impl serde::Serialize,
        html: impl IntoIterator<Item = (&'static str, tera::Value)>,
    ) -> Result<String, Box<tera::Error>> {
        let mut context = tera::Context::from_serialize(view).map_err(Box::new)?;
        html.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        self.tera.render(template, &context).map_err(Box::new)
    }
}

/// Every file of a folder and the folders in it.
fn embedded(dir: &'static Dir<'static>) -> Vec<&'static File<'static>> {
    let mut files: Vec<_> = dir.files().collect();
    files.extend(dir.dirs().flat_map(embedded));
    files
}
