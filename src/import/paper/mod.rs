//! Sheets that are laid out like the paper form → the figures in them. What could be another table is refused.

mod layout;
mod rows;
mod advice;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use advice::{as_if, labels, lacking, near_titles, strange, untitled, with_more_headings, words_not_read};
use layout::{Block, Page};

use super::finding::{Finding, Place};
use super::names::{Names, is_of, is_of_other_time, normal};
use super::sheets::sheet::{At, Content, Kind, Sheet};
use super::taken::Figures;
use super::target::{self, Target};
use crate::book::Book;
use crate::book::axis::Axis;
use crate::diagnostic::Severity;
use crate::text::number::letters;

/// The figures in sheets.
pub(super) fn read(target: &Target, book: &Book, sheets: &[&Sheet], findings: &mut Vec<Finding>) -> Figures {
    let names = Names::new(target);
    let bare: Vec<_> = sheets.iter().map(|sheet| names.without_remarks(sheet)).collect();
    let pages: Vec<_> = bare.iter().map(|sheet| Page::new(target, &names, sheet)).collect();
    let mut figures = Figures::default();
    let mut chosen: BTreeMap<usize, Vec<(&Page<'_>, Block)>> = BTreeMap::new();
    let (mut unread, mut told) = (BTreeMap::new(), BTreeSet::new());
    for (page, whole) in pages.iter().zip(sheets) {
        let mut read: BTreeSet<At> = BTreeSet::new();
        findings.extend(other_area(page, book));
        for block in choose(page, (&mut read, &mut told), findings) {
            read.extend(block.cells.iter().map(|(at, _)| *at));
            read.extend(strange_cells(&block));
            chosen.entry(block.table).or_default().push((page, block));
        }
        findings.extend(words_not_read(page, whole, &read));
        unread.insert(page.sheet.name.clone(), left_out(page, &read));
    }
    for (table, mut blocks) in chosen {
        let key = &target.form().tables[table].key;
        if let [(_, first), (page, second), ..] = blocks.as_slice() {
            let message = format!(
                "this looks like `{key}`, and so does what stands at {}",
                place(&blocks[0].0.sheet.name, first.top)
            );
            let help = "delete one of them, or name the sheet that is to be read with --sheet";
            findings.push(Finding::error(page.sheet.place(second.top), message, help));
            continue;
        }
        let Some((page, block)) = blocks.pop() else { continue };
        match faults_beside(page, &block) {
            faults if faults.is_empty() => take(target, page, &block, &mut figures, findings),
            faults => findings.extend(faults),
        }
    }
    let is_lacking = |at: &usize| !told.contains(at) && !figures.taken.keys().any(|path| path.table_position() == *at);
    let asked = target.tables().filter(|(_, table, _)| table.rate.is_none() && !table.is_from_areas());
    let missing: BTreeSet<_> = asked.map(|(at, ..)| at).filter(is_lacking).collect();
    for page in &pages {
        let places = unread.get(&page.sheet.name).map_or(&[][..], Vec::as_slice);
        findings.extend(near_titles(page, &missing, places));
        findings.extend(not_read(page.sheet, places));
    }
    let is_refused = findings.iter().any(|finding| finding.severity == Severity::Error);
    if figures.taken.is_empty() && !is_refused {
        let message = format!("no table of the form `{}` was found", target.form().key);
        let help = "name rows and columns as the form does, in its file or on the site: labels, short labels, keys and `also_called` are known";
        findings.push(Finding::new(Severity::Error, None, message, help));
    } else if !missing.is_empty() {
        let keys: Vec<_> = missing.iter().map(|at| format!("`{}`", target.form().tables[*at].key)).collect();
        let message = format!("nothing was found for {}", keys.join(", "));
        let titles: Vec<_> = missing.iter().map(|at| format!("“{}”", names.title(*at))).collect();
        let it = if titles.len() == 1 { "it" } else { "them" };
        let help = format!("look whether the file lacks {it}, or calls {it} otherwise than {}", titles.join(", "));
        findings.push(Finding::new(Severity::Warning, None, message, help));
    }
    figures
}

/// What sheets say of whose figures they hold.
#[derive(Default)]
pub(super) struct Said {
    pub(super) area: Option<(Place, String)>,
    pub(super) period: Option<(Place, String)>,
    pub(super) form: Option<String>,
}

/// The area, the period and the form that stand behind such words, as in `Area: North`, in one cell or in the next.
pub(super) fn said(book: &Book, sheets: &[&Sheet]) -> Said {
    let mut said = Said::default();
    for sheet in sheets {
        for (at, content) in &sheet.cells {
            let (name, inside) = content.text.split_once(':').unwrap_or((&content.text, ""));
            let beside =
                || sheet.row(at.row).find(|(other, _)| other > at).map_or("", |(_, content)| content.text.trim());
            let value = if inside.trim().is_empty() { beside() } else { inside.trim() };
            let place = || (sheet.place(*at), value.to_owned());
            match normal(name).as_str() {
                "area" | "area name" if target::area(book, value).is_ok() => {
                    said.area = said.area.or_else(|| Some(place()))
                }
                "period" | "year" | "reporting period" | "reporting year" if target::period(book, value).is_some() => {
                    said.period = said.period.or_else(|| Some(place()));
                }
                "form" if book.form(value).is_some() => said.form = said.form.or_else(|| Some(value.to_owned())),
                _ => {}
            }
        }
    }
    said
}

fn place(sheet: &str, at: At) -> String {
    format!("sheet “{sheet}”, {at}")
}

/// Of the places where tables may stand those where they do: what has more headings, and where several tables have the same the one of
/// the title.
fn choose(
    page: &Page<'_>,
    (read, told): (&mut BTreeSet<At>, &mut BTreeSet<usize>),
    findings: &mut Vec<Finding>,
) -> Vec<Block> {
    let mut blocks = page.blocks();
    blocks.sort_by_key(|block| (std::cmp::Reverse(block.axes), !block.unclear.is_empty(), block.top));
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let places: BTreeSet<_> = block.cells.iter().map(|(at, _)| *at).collect();
        let meets = |other: &Block| other.cells.iter().any(|(at, _)| places.contains(at));
        match groups.iter_mut().find(|group| group.iter().any(meets)) {
            Some(group) if group[0].axes == block.axes => group.push(block),
            Some(_) => {}
            None => groups.push(vec![block]),
        }
    }
    // What is refused has a finding of its own.
    read.extend(groups.iter().flatten().flat_map(|block| &block.cells).map(|(at, _)| *at));
    let mut chosen = Vec::new();
    for group in groups {
        let tables: Vec<_> = group.iter().map(|block| block.table).collect();
        let block = one_of(page, group, findings);
        told.extend(block.as_ref().map_or(tables, |block| vec![block.table]));
        chosen.extend(block);
    }
    chosen
}

/// The cells below or beside headings that are none of a block's table.
fn strange_cells(block: &Block) -> Vec<At> {
    let rows: BTreeSet<_> = block.cells.iter().map(|(at, _)| at.row).collect();
    let below = |head: &At| rows.first().is_some_and(|first| head.row < *first) && block.axes != 1;
    let heads = block.strange.iter().map(|(head, _)| head).chain(block.twice.iter().map(|(head, _)| head));
    let cells = heads.flat_map(|head| {
        let columns = rows.iter().map(|row| At::new(*row, head.column)).filter(|_| below(head));
        let row = (head.column..=block.last).map(|column| At::new(head.row, column)).filter(|_| !below(head));
        columns.chain(row).collect::<Vec<_>>()
    });
    cells.collect()
}

/// The title above a block, with its place.
fn title(page: &Page<'_>, block: &Block) -> Option<(At, usize)> {
    for row in (0..=block.top.row).rev() {
        let mut titles = page.titles.range(At::new(row, 0)..=At::new(row, block.last));
        if let Some((at, table)) = titles.next_back() {
            return Some((*at, *table));
        }
        if row < block.top.row && page.sheet.row(row).any(|(at, content)| page.is_figure(at, content)) {
            return None;
        }
    }
    None
}

/// The one table of those that have the headings of a block.
fn one_of(page: &Page<'_>, group: Vec<Block>, findings: &mut Vec<Finding>) -> Option<Block> {
    let tables = &page.target.form().tables;
    let first = group.first()?.top;
    let named: Vec<_> = group.iter().filter(|block| block.is_named && block.unclear.is_empty()).cloned().collect();
    let title = title(page, &group[0]);
    let of_sheet = || page.names.table(&page.sheet.name);
    if let Some((at, _)) = title {
        let text = page.sheet.text(at);
        if is_of_other_time(text, page.target.period) {
            let message = format!("“{text}” tells of another time than {}", page.target.period.name());
            findings.push(Finding::error(
                page.sheet.place(at),
                message,
                "correct the title, or import this table for its own period",
            ));
            return None;
        }
    }
    if let [only] = named.as_slice() {
        return Some(only.clone());
    }
    let titled = title.map(|(_, table)| table).or_else(of_sheet);
    if let Some(block) = titled.and_then(|table| group.iter().find(|block| block.table == table)) {
        return Some(block.clone());
    }
    let keys: BTreeSet<_> = group.iter().map(|block| tables[block.table].key.as_str()).collect();
    if keys.len() == 1 && titled.is_none() {
        return group.into_iter().next();
    }
    let listed: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    let listed = listed.join(" or ");
    let (message, help) = match titled {
        Some(table) => {
            let (own, above) = (&tables[table].key, title.map_or("", |(at, _)| page.sheet.text(at)));
            let message = format!("the title “{above}” is that of `{own}`, and the headings are those of {listed}");
            let more = with_more_headings(page, &group[0]).into_iter().find(|(at, _)| *at == table);
            (
                message,
                more.map_or_else(
                    || "correct the title or the headings".to_owned(),
                    |(_, more)| format!("write {more}, or correct the title"),
                ),
            )
        }
        None => untitled(page, &group),
    };
    findings.push(Finding::error(page.sheet.place(first), message, help));
    None
}

/// Words above all figures of a sheet that name another area, and not the one whose return it is.
fn other_area(page: &Page<'_>, book: &Book) -> Option<Finding> {
    let own = &page.target.area;
    let has = |text: &str, name: &str| {
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let is_apart =
            |at: usize| !is_word(text[..at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next());
        text.match_indices(name).any(|(at, _)| is_apart(at))
    };
    let is_called = |text: &str, name: &str| has(text, name) || has(text, &name.to_uppercase());
    let figure = page.sheet.cells.iter().find(|(at, content)| page.is_figure(**at, content));
    let first_row = figure.map_or(0, |(at, _)| at.row).max(page.first_row());
    let above = page.sheet.cells.range(..At::new(first_row, 0)).filter(|(at, _)| !page.names_row(**at));
    let texts =
        above.filter(|(_, content)| content.kind == Kind::Text).map(|(at, content)| (*at, content.text.as_str()));
    let names_own = |text: &str| std::iter::once(&own.name).chain(&own.other_names).any(|name| is_called(text, name));
    if texts.clone().any(|(_, text)| names_own(text)) {
        return None;
    }
    let mut named = texts.flat_map(|(at, text)| book.areas.iter().map(move |area| (at, text, area)));
    let (at, _, other) = named.find(|(_, text, area)| area.key != own.key && is_called(text, &area.name))?;
    let message = format!("this names {}, and the figures would be those of {}", other.name, own.name);
    Some(Finding::error(page.sheet.place(at), message, "correct it, or import the file for its own area"))
}

/// Words that say that figures are told in thousands or more of what they count.
const MULTIPLES: [&str; 7] = ["000s", "'000", "’000", "£000", "thousand", "million", "£m"];

/// What words beside a block say against reading it: that it is of another time, or that its figures are told in thousands.
fn faults_beside(page: &Page<'_>, block: &Block) -> Vec<Finding> {
    let (period, sheet) = (page.target.period, page.sheet);
    let first_row = block.cells.iter().map(|(at, _)| at.row).min().unwrap_or_default();
    let own = &page.target.form().tables[block.table];
    let is_own = |words: &str| own.unit.to_lowercase().contains(words) || normal(own.key.as_str()).contains(words);
    let texts = sheet.cells.iter().filter(|(at, content)| content.kind == Kind::Text && !page.names_row(**at));
    let mut faults = Vec::new();
    let mut says_own = false;
    for (at, content) in texts {
        let text = &content.text;
        let is_head =
            |cell: &At| cell.column == at.column && (at.row..at.row + 4).contains(&cell.row) && at.row < first_row;
        let is_beside = |cell: &At| cell.row == at.row && at.column < cell.column;
        // What stands above all tables is said of each of them.
        let is_above = at.row < page.first_row();
        let is_near = block.cells.iter().any(|(cell, _)| is_head(cell) || is_beside(cell));
        if !is_above && !is_near {
            continue;
        }
        says_own |= is_above && is_of(text, period) == Some(true);
        if is_of_other_time(text, period) {
            let message = format!("“{text}” tells of another time than {}", period.name());
            let own = if is_above { format!("write `{}` above as well, ", period.name()) } else { String::new() };
            let help = format!("correct it, {own}or import these figures for their own period");
            faults.push((is_above, Finding::error(sheet.place(*at), message, help)));
        }
        let lower = text.to_lowercase();
        if let Some(words) = MULTIPLES.iter().find(|words| lower.contains(**words) && !is_own(words)) {
            let message = format!("“{words}” says that figures are told in thousands or more");
            faults.push((
                false,
                Finding::error(sheet.place(*at), message, "type all digits of each figure, and take these words away"),
            ));
        }
    }
    faults.into_iter().filter(|(is_above, _)| !is_above || !says_own).map(|(_, fault)| fault).collect()
}

/// Takes the figures of a block.
fn take(target: &Target, page: &Page<'_>, block: &Block, figures: &mut Figures, findings: &mut Vec<Finding>) {
    let table = &target.form().tables[block.table];
    if !block.unclear.is_empty() {
        let columns: Vec<_> = block.unclear.iter().map(|column| letters(*column)).collect();
        let message = format!("the columns {} all have figures for `{}`", columns.join(", "), table.key);
        let help =
            format!("write `{}` above the column that is to be read, or delete the others", target.period.name());
        return findings.push(Finding::error(page.sheet.place(block.top), message, help));
    }
    let grid = target.figures.grid(block.table);
    let axes: &[Arc<Axis>] = grid.map_or(&table.axes, |grid| &grid.axes);
    findings.extend(strange(page, block, axes));
    for at in (0..axes.len()).filter(|at| block.strange.iter().all(|(_, axis)| axis != at)) {
        let lacking = lacking(block, axes, at);
        if !lacking.is_empty() {
            let none = labels(&axes[at], &lacking);
            let message = format!("`{}` has no row or column for {none}: nothing is written for them", table.key);
            let help = "look whether one is called otherwise here";
            findings.push(Finding::warning(page.sheet.place(block.top), message, help));
        }
    }
    for (at, path) in block.cells.iter().chain(&as_if(block, axes)) {
        figures.take(target, page.sheet, (*at, ""), *path, findings);
    }
}

/// The figures of a sheet that stand in no table.
fn left_out(page: &Page<'_>, read: &BTreeSet<At>) -> Vec<At> {
    let is_left = |(at, content): &(&At, &Content)| page.is_figure(**at, content) && !read.contains(at);
    let cells = page.sheet.cells.iter().filter(is_left);
    cells.map(|(at, _)| *at).collect()
}

fn not_read(sheet: &Sheet, places: &[At]) -> Option<Finding> {
    const TOLD: usize = 8;
    let first = places.first()?;
    let told: Vec<_> = places.iter().take(TOLD).map(At::to_string).collect();
    let more = if places.len() > TOLD { format!(" and {} more", places.len() - TOLD) } else { String::new() };
    let message = format!("numbers that stand in no table of the form were not read: {}{more}", told.join(", "));
    Some(Finding::warning(sheet.place(*first), message, "look whether one of them belongs to the form"))
}
