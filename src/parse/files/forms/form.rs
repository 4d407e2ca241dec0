//! `content/forms/`: return forms, so that a new table, category or order type needs no Rust.

use std::sync::Arc;

use super::axes::axis;
use super::tables;
use crate::book::axis::Axis;
use crate::book::form::Form;
use crate::diagnostic::Diagnostic;
use crate::parse::files::areas::same_as_folder;
use crate::parse::files::folders::load;
use crate::parse::files::narrative::stem;
use crate::parse::yaml::fields::Fields;
use crate::source::{FileId, Sources};

/// One form.
pub fn form(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Arc<Form>> {
    let path = sources.path(file);
    let yaml = load(sources, path, findings)?;
    let mut fields = Fields::new(&yaml, "a form", findings)?;
    same_as_folder(&mut fields, "form", stem(path), findings);
    let title = fields.need_text("title", findings);
    let periods = fields.need("periods", findings).and_then(|value| Fields::new(value, "`periods`", findings));
    let (mut from, mut to) = (None, None);
    if let Some(mut fields) = periods {
        fields.need("from", findings);
        from = fields.period("from", findings);
        to = fields.period("to", findings);
        fields.finish("`periods`", findings);
    }
    let national = fields.flag("national", findings);
    let mut axes: Vec<Axis> = Vec::new();
    for (key, value) in fields.map("axes", findings) {
        axes.extend(axis(key, value, findings));
    }
    let mut form = Form {
        key: stem(path).to_owned(),
        title: title?.0.to_owned(),
        from: from?.0,
        to: to.map(|(period, _)| period),
        national,
        tables: Vec::new(),
        relations: Vec::new(),
        span: yaml.span,
    };
    for (key, value) in fields.map("tables", findings) {
        let table = tables::table(sources, key, value, &axes, &form.tables, findings);
        form.tables.extend(table);
    }
    for value in fields.list("relations", findings) {
        form.relations.extend(tables::relation(value, &form.tables, findings));
    }
    fields.finish("a form", findings);
    Some(Arc::new(form))
}
