//! What can stand in a file → JSON Schema.

use serde_json::{Map as Object, Value, json};

use super::definitions;
use crate::parse::shape::describe::{Holds, Map, Shape};

/// The schema of a shape, with the words that an editor shows beside it.
pub(crate) fn schema(shape: &Shape) -> Value {
    let mut schema = Object::new();
    for (key, text) in [("title", &shape.title), ("description", &shape.about)] {
        if !text.is_empty() {
            schema.insert(key.to_owned(), json!(text));
        }
    }
    if let Value::Object(value) = value(&shape.holds) {
        schema.extend(value);
    }
    Value::Object(schema)
}

/// A value that schemas refer to by name.
fn defined(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn value(holds: &Holds) -> Value {
    match holds {
        // YAML takes some texts for numbers; the readers take numbers for text.
        Holds::Text => json!({ "type": ["string", "number"] }),
        Holds::Matching(pattern, instead) => {
            json!({ "type": "string", "pattern": pattern, "errorMessage": instead })
        }
        Holds::Whole(least, most) => {
            let mut number = json!({ "type": "integer" });
            for (key, limit, none) in [("minimum", *least, i64::MIN), ("maximum", *most, i64::MAX)] {
                if limit != none {
                    number[key] = json!(limit);
                }
            }
            number
        }
        Holds::Number => json!({ "type": "number" }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Day => defined("day"),
        Holds::Time => defined("time"),
        Holds::Period => defined("period"),
        Holds::Cell => defined("cell"),
        Holds::Figure(number) => definitions::figure(number),
        Holds::AnyNumber => defined("any-number"),
        Holds::CellThatCannotApply => defined("cell-that-cannot-apply"),
        Holds::Choice(words) => {
            let (words, meanings): (Vec<_>, Vec<_>) = words.iter().map(|(word, meaning)| (word, meaning)).unzip();
            let mut choice = json!({ "enum": words });
            if meanings.iter().any(|meaning| !meaning.is_empty()) {
                choice["enumDescriptions"] = json!(meanings);
            }
            choice
        }
        Holds::List(item) => {
            let is_record = matches!(item.holds, Holds::Map(_));
            let kinds = if is_record { json!("array") } else { json!(["array", "string", "number"]) };
            json!({ "type": kinds, "items": schema(item) })
        }
        Holds::Map(map) => object(map, json!("object")),
        Holds::TextOr(map) => object(map, json!(["string", "number", "object"])),
    }
}

fn object(map: &Map, kinds: Value) -> Value {
    let Some(key) = map.rests_on else { return of_keys(map, kinds) };
    let whole = of_keys(map, kinds);
    let mut part = whole.clone();
    for (name, value) in part.as_object_mut().into_iter().flatten() {
        if name != "required" {
            ask_nothing(value);
        }
    }
    json!({ "if": { "required": [key] }, "then": part, "else": whole })
}

/// Takes out what has to be there.
fn ask_nothing(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("required").is_some_and(Value::is_array) {
                object.remove("required");
            }
            if object.get("anyOf").is_some_and(|sets| sets.pointer("/0/required").is_some()) {
                object.remove("anyOf");
            }
            object.values_mut().for_each(ask_nothing);
        }
        Value::Array(items) => items.iter_mut().for_each(ask_nothing),
        _ => {}
    }
}

fn of_keys(map: &Map, kinds: Value) -> Value {
    let mut object = Object::new();
    let mut set = |key: &str, value: Value| drop(object.insert(key.to_owned(), value));
    set("type", kinds);
    if !map.keys.is_empty() {
        let keys = map.keys.iter().map(|entry| (entry.key.clone(), schema(&entry.shape)));
        set("properties", Value::Object(keys.collect()));
        set("required", map.keys.iter().filter(|entry| entry.needed).map(|entry| json!(entry.key)).collect());
    }
    if !map.paths.is_empty() {
        let paths = map.paths.iter().map(|(path, shape)| (path.clone(), schema(shape)));
        set("patternProperties", Value::Object(paths.collect()));
    }
    if !map.is_open {
        set("additionalProperties", map.others.as_ref().map_or(json!(false), |shape| schema(shape)));
    }
    if map.is_single {
        set("maxProperties", json!(1));
    }
    if !map.any_of.is_empty() {
        set("anyOf", map.any_of.iter().map(|keys| json!({ "required": keys })).collect());
    }
    if !map.no_numbers.is_empty() {
        set("propertyNames", json!({ "type": "string", "errorMessage": map.no_numbers }));
    }
    Value::Object(object)
}
