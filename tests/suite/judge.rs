//! What an editor makes of a file: YAML read by another crate, judged by another's validator.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value, json};

/// What a YAML file holds, as an editor sees it.
pub(crate) fn yaml(text: &str) -> Result<Value, String> {
    let documents = Yaml::load_from_str(text).map_err(|fault| fault.to_string())?;
    documents.first().map_or(Ok(Value::Null), json_of)
}

fn json_of(yaml: &Yaml<'_>) -> Result<Value, String> {
    Ok(match yaml {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(value)) => json!(value),
        Yaml::Value(Scalar::Integer(value)) => json!(value),
        Yaml::Value(Scalar::FloatingPoint(value)) => json!(value.0),
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Sequence(items) => Value::Array(items.iter().map(json_of).collect::<Result<_, _>>()?),
        Yaml::Mapping(entries) => {
            let mut object = Map::new();
            for (key, value) in entries {
                let key = match json_of(key)? {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                object.insert(key, json_of(value)?);
            }
            Value::Object(object)
        }
        other => return Err(format!("{other:?} is no plain value")),
    })
}

/// What a TOML file holds, as an editor sees it.
fn toml(text: &str) -> Result<Value, String> {
    fn json_of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(time) => json!(time.to_string()),
            toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
            toml::Value::Table(entries) => {
                Value::Object(entries.into_iter().map(|(key, value)| (key, json_of(value))).collect())
            }
            other => json!(other),
        }
    }
    text.parse().map(|table| json_of(toml::Value::Table(table))).map_err(|fault| fault.to_string())
}

/// The schema for a file, and the part of the file that it is about.
pub(crate) fn kind<'a>(path: &str, text: &'a str) -> Option<(&'static str, &'a str)> {
    let matter = || text.strip_prefix("---\n").and_then(|rest| Some(rest.split_once("\n---\n")?.0));
    Some(match path.rsplit('/').next()? {
        "book.toml" => ("book", text),
        "statistics.yaml" => ("return", text),
        "report.yaml" => ("report", text),
        "area.yaml" => ("area", text),
        "measures.yaml" => ("measures", text),
        "sections.yaml" => ("sections", text),
        _ if path.starts_with("content/forms/") => ("form", text),
        _ if path.starts_with("content/shared/") => ("shared-front-matter", matter()?),
        name if name.ends_with(".md") => ("section-front-matter", matter()?),
        _ => return None,
    })
}

/// Judges files by the schemas of one book.
pub(crate) struct Judge(BTreeMap<String, Arc<Validator>>);

/// A validator, made once for each schema: most mini-sites have the same.
fn validator(schema: &Value) -> Arc<Validator> {
    static KNOWN: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    let made = || Arc::new(jsonschema::draft202012::new(schema).unwrap());
    Arc::clone(known.entry(schema.to_string()).or_insert_with(made))
}

impl Judge {
    pub(crate) fn new(schemas: &BTreeMap<String, Value>) -> Self {
        Judge(schemas.iter().map(|(name, schema)| (name.clone(), validator(schema))).collect())
    }

    /// What is wrong with a file of the kind, as places and messages.
    pub(crate) fn faults(&self, kind: &str, text: &str) -> Vec<String> {
        let value = match if kind == "book" { toml(text) } else { yaml(text) } {
            Ok(value) => value,
            Err(fault) => return vec![fault],
        };
        let mut kinds = vec![kind.to_owned()];
        if let ("return", Some(form)) = (kind, value["form"].as_str()) {
            kinds.push(format!("return-{form}"));
        }
        let validators: Vec<_> = kinds.iter().filter_map(|kind| self.0.get(kind)).collect();
        let faults: Vec<Vec<_>> = validators
            .iter()
            .map(|validator| {
                validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
            })
            .collect();
        let agree = faults.iter().all(|found| found.is_empty() == faults[0].is_empty());
        assert!(agree, "the schema for one form and the schema for all judge differently: {faults:?}");
        faults.concat()
    }
}
