//! The house rules that no lint knows: modules use only what stands above them, files stay short.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project;

const MOST_LINES: usize = 400;

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    rust_files(&project().join("src"), &mut files);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(project().join("src")).unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let mut files: Vec<_> = files.into_iter().map(read).collect();
    files.sort();
    assert!(files.len() > 20, "the sources were not found");
    files
}

/// The modules that a file declares, in its order.
fn declared(text: &str) -> Vec<String> {
    let declaration = |line: &str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')).map(str::to_owned)
    };
    text.lines().filter_map(declaration).collect()
}

/// The first words after `crate::` or `super::` wherever they stand in code.
fn used(text: &str, root: &str) -> Vec<String> {
    let code: Vec<_> = text.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let code = code.join(" ");
    let mut names = Vec::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        let list = rest.strip_prefix('{').and_then(|list| list.split('}').next());
        for item in list.unwrap_or(rest).split(',').take(if list.is_some() { usize::MAX } else { 1 }) {
            let name: String = item.trim().chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn files_are_short() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "files over {MOST_LINES} lines: {long:?}");
}

/// In every folder, by the order in which its `mod.rs` (`lib.rs` for the crate) declares them.
#[test]
fn modules_use_only_what_stands_above_them() {
    let files: BTreeMap<String, String> = sources().into_iter().collect();
    let mut faults = Vec::new();
    for (parent, text) in files.iter().filter(|(name, _)| *name == "lib.rs" || name.ends_with("/mod.rs")) {
        let folder = parent.trim_end_matches("lib.rs").trim_end_matches("mod.rs");
        let order = declared(text);
        let root = format!("crate::{}", folder.replace('/', "::"));
        for (name, text) in files.iter().filter(|(name, _)| name.starts_with(folder)) {
            let below: Vec<_> = name[folder.len()..].split('/').collect();
            let Some(own) = order.iter().position(|child| child == below[0].trim_end_matches(".rs")) else { continue };
            let siblings = if below.len() == 1 { used(text, "super::") } else { Vec::new() };
            for target in used(text, &root).into_iter().chain(siblings) {
                if order.iter().position(|other| *other == target).is_some_and(|other| other > own) {
                    faults.push(format!("{name} uses {root}{target}, which stands below it in {parent}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A `mod.rs` lends its children nothing, and nothing is known by two names.
#[test]
fn children_borrow_nothing_and_nothing_is_exported_again() {
    let mut faults = Vec::new();
    let files: BTreeMap<String, String> = sources().into_iter().collect();
    for (name, text) in &files {
        if text.lines().any(|line| line.trim_start().starts_with("pub use ")) {
            faults.push(format!("{name} exports something again"));
        }
        let Some((folder, _)) = name.rsplit_once('/').filter(|(_, file)| *file != "mod.rs") else { continue };
        let children = declared(&files[&format!("{folder}/mod.rs")]);
        for target in used(text, "super::") {
            if !children.contains(&target) && target != "self" && !text.contains("#[cfg(test)]") {
                faults.push(format!("{name} borrows `{target}` from {folder}/mod.rs"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_parse_knows_yaml_and_only_chart_knows_plotters() {
    let homes = [
        ("granit_parser", "parse/yaml/tree.rs"),
        ("pulldown_cmark", "parse/markdown/reader.rs"),
        ("toml::", "parse/files/settings.rs parse/files/publisher.rs"),
        ("plotters", "chart/"),
        ("annotate_snippets", "shell/findings/human.rs"),
        ("walkdir", "shell/read.rs shell/write/"),
        ("disallowed_methods", "shell/ cli/"),
        ("clap", "cli/"),
    ];
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (word, home) in homes {
            if code.contains(word) && !home.split(' ').any(|home| name.starts_with(home)) {
                faults.push(format!("{name} knows `{word}`, which belongs to {home}"));
            }
        }
        if name.starts_with("book/") && (code.contains("Serialize") || code.contains("serde")) {
            faults.push(format!("{name}: the book's words know no file format"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a return contains is data. The words of today's forms do not stand in the program.
#[test]
fn no_category_level_or_order_is_named_in_rust() {
    let words = ["category_1", "category 1", "level_1", "level_2", "sopo", "notification_order", "rso"];
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in text.lines().enumerate() {
            let is_text = line.contains("//") || line.contains('"');
            let quoted: String = line.split('"').skip(1).step_by(2).collect();
            let code = line.split("//").next().unwrap_or_default().to_lowercase();
            for word in words {
                let explains = is_text && (quoted.contains(' ') || quoted.contains('/'));
                let whole = code
                    .split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != ' ')
                    .any(|part| part.trim() == word);
                if whole && !explains {
                    faults.push(format!("{name}:{}: `{word}`", at + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
