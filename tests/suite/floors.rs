//! The house rules that no lint knows: modules use only what stands above them, files stay short, folders small.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::project;

const MOST_LINES: usize = 400;
const MOST_FILES: usize = 12;
/// How a folder with more files says why.
const REASON: &str = "//! Larger than twelve files because ";

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
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ").trim_start_matches("pub ");
        line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')).map(str::to_owned)
    };
    text.lines().filter_map(declaration).collect()
}

/// The module that a file is: `["chart", "kinds", "bars"]`; none of `lib.rs` and `main.rs`, which are roots.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if ["lib", "main"].contains(&path) { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// The paths that one `use` tree or path names, each from the root of the crate. `base` is the module from which it starts.
fn paths(tree: &str, mut base: Vec<String>) -> Vec<Vec<String>> {
    let tree = tree.trim_start();
    if let Some(list) = tree.strip_prefix('{') {
        let (mut depth, mut from, mut found) = (0, 0, Vec::new());
        for (at, sign) in list.char_indices() {
            match sign {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    if !list[from..at].trim().is_empty() {
                        found.extend(paths(&list[from..at], base.clone()));
                    }
                    from = at + 1;
                    if sign == '}' {
                        return found;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return found;
    }
    let name: String = tree.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
    match name.as_str() {
        "crate" => base.clear(),
        "super" => drop(base.pop()),
        "self" | "" => {}
        _ => base.push(name.clone()),
    }
    match tree[name.len()..].strip_prefix("::") {
        Some(rest) => paths(rest, base),
        None => vec![base],
    }
}

/// The paths in a file that begin with `crate`, `super` or `self`, outside comments and unit tests.
fn used(file: &str, text: &str) -> Vec<Vec<String>> {
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code: Vec<_> = code.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let code = code.join(" ");
    let begins =
        |at: usize| !code[..at].ends_with(|sign: char| sign.is_alphanumeric() || [':', '_', '$'].contains(&sign));
    let starts = ["crate::", "super::", "self::"].into_iter().flat_map(|root| code.match_indices(root));
    starts.filter(|(at, _)| begins(*at)).flat_map(|(at, _)| paths(&code[at..], module(file))).collect()
}

#[test]
fn paths_of_a_use_tree_are_found() {
    let text = "use crate::book::{cell::{self, Cell}, form,};\n// crate::no\nuse super::data;\nfn a() { super::super::b::c() }";
    let found: Vec<_> = used("chart/kinds/bars.rs", text).iter().map(|path| path.join("/")).collect();
    let expected = ["book/cell", "book/cell/Cell", "book/form", "chart/kinds/data", "chart/b/c"];
    assert_eq!(found, expected);
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

/// A folder with more files says why in the documentation of its `mod.rs`.
#[test]
fn folders_are_small() {
    let files: BTreeMap<String, String> = sources().into_iter().collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in files.keys() {
        *counts.entry(name.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    let mut faults = Vec::new();
    for (folder, count) in &counts {
        let head = if folder.is_empty() { "lib.rs".to_owned() } else { format!("{folder}/mod.rs") };
        let says_why = files[&head].contains(REASON);
        match *count > MOST_FILES {
            true if !says_why => {
                faults.push(format!("src/{folder} has {count} files: split it, or write `{REASON}…` in {head}"));
            }
            false if says_why => faults.push(format!("src/{head} gives a reason for a size that it no longer has")),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A file uses modules declared above it, or above a module that it stands in, and those that it declares itself; nothing of
/// a module that it stands in. So there is an order of all files in which each uses earlier ones only: no circles.
#[test]
fn files_use_only_what_stands_above_them() {
    let files: BTreeMap<String, String> = sources().into_iter().collect();
    let modules: BTreeSet<_> = files.keys().map(|file| module(file)).collect();
    let mut orders: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for file in ["lib.rs", "main.rs"].into_iter().chain(files.keys().map(String::as_str)) {
        let order = orders.entry(module(file)).or_default();
        let new: Vec<_> = declared(&files[file]).into_iter().filter(|child| !order.contains(child)).collect();
        order.extend(new);
    }
    let mut faults = BTreeSet::new();
    for (file, text) in &files {
        let own = module(file);
        for mut target in used(file, text) {
            while !modules.contains(&target) {
                target.pop();
            }
            let shared = own.iter().zip(&target).take_while(|(own, other)| own == other).count();
            let rank = |path: &[String]| orders[&path[..shared]].iter().position(|child| *child == path[shared]);
            if shared == own.len() {
                continue;
            }
            if shared == target.len() {
                faults.insert(format!("{file} borrows from {}, in which it stands", target.join("::")));
            } else if rank(&target) > rank(&own) {
                faults.insert(format!("{file} uses {}, which is declared below it", target.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn nothing_is_known_by_two_names() {
    let again = |text: &str| text.lines().any(|line| line.trim_start().starts_with("pub") && line.contains(" use "));
    let faults: Vec<_> = sources().into_iter().filter(|(_, text)| again(text)).map(|(name, _)| name).collect();
    assert!(faults.is_empty(), "files that export something again: {faults:?}");
}

#[test]
fn only_parse_knows_yaml_and_only_chart_knows_plotters() {
    let homes = [
        ("granit_parser", "parse/tree/yaml/"),
        ("pulldown_cmark", "parse/markdown/reader/"),
        ("use toml::", "parse/tree/toml/"),
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
