//! Book → JSON Schema (draft 2020-12), so that an editor completes the book's YAML files and underlines what is wrong.
//!
//! A schema says what a file may hold, and the forms say it of a return; [`crate::check`] says whether it is right.
//! An editor sees values after YAML has read them (`0x1F` is 31), so a file without a line under it can have findings.

mod definitions;
mod write;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::book::Book;
use crate::book::form::Form;
use crate::explain;
use crate::parse::files::kinds::kinds;
use crate::parse::files::returns::figures;
use crate::parse::shape::describe::{Known, Shape};

/// What the comment of every schema begins with. A file without it is not areabook's to replace.
const MARK: &str = "Written by `areabook schema`";

/// The schemas by their file names, for a folder of their own: one for each kind of file, and one for the return of each form.
pub fn schemas(book: &Book) -> Vec<(String, String)> {
    let known = Known { book: Some(book), form: None, rules: &explain::rules() };
    let of_form = |form: &Arc<Form>| {
        let shape = figures::file(None).shape(&Known { form: Some(form), ..known });
        write::schema(&Shape { title: form.title.to_string(), ..shape })
    };
    let returns: Vec<_> = book.forms.iter().map(|form| (form, of_form(form))).collect();
    let mut schemas: Vec<_> =
        kinds(&known).into_iter().map(|kind| (kind.name.to_owned(), write::schema(&kind.shape))).collect();
    // The form that a return names says what it holds.
    let by_form = returns.iter().map(|(form, schema)| {
        let names_it = json!({ "properties": { "form": { "const": form.key } }, "required": ["form"] });
        json!({ "if": names_it, "then": schema })
    });
    if let Some((_, any)) = schemas.iter_mut().find(|(name, _)| name == "return").filter(|_| !returns.is_empty()) {
        any["allOf"] = by_form.collect();
    }
    schemas.extend(returns.into_iter().map(|(form, schema)| (format!("return-{}", form.key), schema)));
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
    let is_used = |name: &str| body.contains(&format!("\"#/$defs/{name}\""));
    let used = definitions::DEFINITIONS.iter().filter(|(name, _)| is_used(name));
    let used: Map<_, _> = used.map(|(name, value)| ((*name).to_owned(), value())).collect();
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
