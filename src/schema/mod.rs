//! Book → JSON Schema (draft 2020-12), so that an editor completes the book's YAML files and underlines what is wrong.
//!
//! A schema says what a file may hold, and the forms say it of a return; [`crate::check`] says whether it is right.
//! An editor sees values after YAML has read them (`0x1F` is 31), so a file without a line under it can have findings.

pub mod values;
pub mod write;
pub mod returns;
pub mod forms;

use serde_json::{Map, Value, json};

use crate::book::Book;
use crate::explain;
use crate::parse::files::kinds::kinds;
use crate::parse::shape::describe::Known;

/// What the comment of every schema begins with. A file without it is not areabook's to replace.
const MARK: &str = "Written by `areabook schema`";

/// The schemas by their file names, for a folder of their own: one for the return of each form, one for every return,
/// which goes by the form that the return names, and one for each other kind of YAML file.
pub fn schemas(book: &Book) -> Vec<(String, String)> {
    let mut schemas: Vec<_> =
        book.forms.iter().map(|form| (format!("return-{}", form.key), returns::of_form(book, form))).collect();
    schemas.extend([("return".to_owned(), returns::of_any_form(book)), ("form".to_owned(), forms::form())]);
    let known = Known { book: Some(book), form: None, rules: &explain::rules() };
    schemas.extend(kinds(&known).into_iter().map(|kind| (kind.name.to_owned(), write::schema(&kind.shape))));
    schemas.into_iter().map(|(name, schema)| (format!("{name}.schema.json"), file(schema))).collect()
}

/// Whether faults in the file at `path` leave gaps in the schemas. Faults in returns and narrative do not.
pub fn is_made_from(path: &str) -> bool {
    path == "book.toml"
        || path == "content/sections.yaml"
        || path.starts_with("content/forms/")
        || path.ends_with("/area.yaml")
}

/// Whether a text is a schema that areabook wrote.
pub fn is_ours(text: &str) -> bool {
    let schema: Option<Value> = serde_json::from_str(text).ok();
    schema.and_then(|schema| Some(schema.get("$comment")?.as_str()?.starts_with(MARK))) == Some(true)
}

/// The text of a file that holds `schema` with the values that it refers to.
fn file(schema: Value) -> String {
    let body = schema.to_string();
    let refers_to = |name: &str| body.contains(&format!("\"{}\"", values::reference(name)));
    let used: Map<_, _> = values::SHARED
        .iter()
        .filter(|(name, _)| refers_to(name))
        .map(|(name, value)| ((*name).to_owned(), value()))
        .collect();
    let mut file = Map::new();
    file.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    file.insert(
        "$comment".to_owned(),
        json!(format!("{MARK} from the forms of a book. Run it again instead of changing this.")),
    );
    if let Value::Object(body) = schema {
        file.extend(body);
    }
    if !used.is_empty() {
        file.insert("$defs".to_owned(), Value::Object(used));
    }
    format!("{:#}\n", Value::Object(file))
}
