//! Sources → templates and assets. The default theme is part of the program; a book replaces it file by file.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Tera};

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::source::{Sources, Span};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The rules of this stage.
pub const RULES: &[&Rule] = &[&TEMPLATE];

/// A template has a fault.
pub const TEMPLATE: Rule = Rule {
    code: "T101",
    name: "template",
    severity: Severity::Error,
    what: "A template of the book's theme has a fault.",
    why: "Pages that it makes would be broken or missing.",
    example: "`{{ page.titel }}` in a template.",
    fix: "Correct the template. Delete it to use the one of the default theme.",
};

/// Templates by name, and files that pages refer to.
pub struct Theme {
    tera: Tera,
    /// Published names (with a hash of the content) by the names that templates use.
    pub assets: BTreeMap<String, String>,
    /// The files by published name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The theme that the book asks for, over the default one.
pub fn theme(sources: &Sources, name: &str, nowhere: Span, findings: &mut Vec<Diagnostic>) -> Option<Theme> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    let folder = format!("themes/{name}/");
    for file in sources.below(&folder) {
        files.insert(sources.path(file)[folder.len()..].to_owned(), sources.bytes(file).to_vec());
    }
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml", ".svg", ".txt"]);
    let mut templates = Vec::new();
    let (mut assets, mut published) = (BTreeMap::new(), Vec::new());
    for (path, bytes) in files {
        if let Some(template) = path.strip_prefix("templates/") {
            templates.push((template.to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
        } else if let Some(asset) = path.strip_prefix("assets/") {
            let hash = blake3::hash(&bytes).to_hex();
            let (stem, ending) = asset.rsplit_once('.').unwrap_or((asset, "bin"));
            let name = format!("assets/{stem}.{}.{ending}", &hash[..10]);
            assets.insert(asset.to_owned(), name.clone());
            published.push((name, bytes));
        }
    }
    if let Err(fault) = tera.add_raw_templates(templates) {
        findings.push(finding(sources, &folder, &fault, nowhere));
        return None;
    }
    Some(Theme { tera, assets, files: published })
}

/// A file of the default theme's assets.
pub fn default_asset(name: &str) -> Option<&'static [u8]> {
    DEFAULT.get_file(format!("assets/{name}")).map(include_dir::File::contents)
}

impl Theme {
    /// Renders a template with a view.
    pub fn render(&self, template: &str, view: &impl serde::Serialize) -> Result<String, Box<tera::Error>> {
        let context = tera::Context::from_serialize(view).map_err(Box::new)?;
        self.tera.render(template, &context).map_err(Box::new)
    }
}

/// A fault of a template as a finding, at its place where the book has the template, else at `nowhere`.
pub fn finding(sources: &Sources, folder: &str, fault: &tera::Error, nowhere: Span) -> Diagnostic {
    let (name, message, range) = match fault.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), report.message().to_owned(), report.span().range.clone())
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.clone(), format!("there is no template `{parent}`"), 0..1)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), "the template leads back to itself".to_owned(), 0..1)
        }
        _ => (String::new(), fault.to_string(), 0..1),
    };
    let own = sources.find(&format!("{folder}templates/{name}"));
    let span = own.map_or(nowhere, |file| {
        let length = sources.bytes(file).len();
        Span::new(file, range.start.min(length)..range.end.min(length))
    });
    Diagnostic::new(&TEMPLATE, span, format!("the template `{name}` has a fault: {message}"))
        .help("correct the template, or delete it to use the one of the default theme")
}

fn embedded(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path: Vec<_> = file.path().iter().filter_map(|part| part.to_str()).collect();
        files.insert(path.join("/"), file.contents().to_vec());
    }
    dir.dirs().for_each(|dir| embedded(dir, files));
}
