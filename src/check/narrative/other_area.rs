//! Sections that stand in the report of an area and tell of another.

use std::sync::{Arc, LazyLock};

use crate::book::area::Area;
use crate::book::narrative::{Asks, Name};
use crate::book::report::Section;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::unfilled::{near_end, near_start};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::pattern::Pattern;

rules! {
    OTHER_AREA = "L202" "other-area" Error:
        "A section tells of another area of the book as its own place, or again and again, and never of the area whose report it stands in.";
        "It was put into the wrong folder, and readers of one area are told what is true of another.";
        "“South is a quiet area” in areas/north/2019-20/foreword.md, which nowhere names North.";
        "Move the file to the other area's folder; if it tells of both, name the report's own area where it speaks of it."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// What stands before the name of a place that somebody speaks for, and behind the name of one that is spoken of. Names of organisations
/// go on with a capital.
static BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:^|\b(?i:across|for|here in|live in|lives in|throughout|welcome to|people of|residents of|whole of) )$",
    )
});
static START: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"(?:^|[.!?:] )$"));
static BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^ (?:is|are|was|were|has|had|have|lies|covers|remains|continues|saw|counts|counted|will|can|does|did)\b",
    )
});

fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    if !context.is_of_nation() {
        findings.extend(context.report.sections.iter().filter_map(|section| of_section(context, section)));
    }
}

fn of_section(context: &ReportContext<'_>, section: &Section) -> Option<Diagnostic> {
    let period = context.report.period;
    let own = context.report.name().as_str();
    let passages = passage::passages(&section.body);
    let names_own = |passage: &Passage| {
        let is_name = |asks: &Asks| matches!(asks, Asks::Name(Name::Area));
        passage.text.contains(own) || passage.asks.iter().any(is_name)
    };
    if passages.iter().any(names_own) || section.title.contains(own) {
        return None;
    }
    let others = context.book.areas.iter().filter(|area| area.key != context.report.area.key);
    let names: Vec<_> = others.map(|area| (area, area.name_in(period).as_str())).collect();
    let named: Vec<_> = passages.iter().flat_map(|passage| in_passage(passage, &names)).collect();
    let own_place = named.iter().find(|named| is_own_place(&named.passage.text, named.at, named.name));
    // What speaks of one other area again and again is more likely its text than one that thanks it.
    let is_of_one = named.len() > 1 && named.iter().all(|other| other.area.key == named[0].area.key);
    let Named { passage, area, name, at } = own_place.or(named.first().filter(|_| is_of_one))?;
    let message = format!("this section tells of {name}, and nowhere of {own}");
    let mut finding = OTHER_AREA.at(passage.span(*at..at + name.len())?, message);
    if own_place.is_none() {
        finding.severity = Severity::Warning;
    }
    let folder = format!("areas/{}/{}/", area.key, period.name());
    Some(
        finding
            .help(format!("if it is a text of {name}, move the file to `{folder}`"))
            .help(format!("if it tells of {own} too, name {own} where it does: `{{{{ area.name }}}}`")),
    )
}

/// Where another area is named.
struct Named<'a> {
    passage: &'a Passage,
    area: &'a Area,
    name: &'a str,
    at: usize,
}

/// Where a passage names one of these areas, be it within the name of an organisation.
fn in_passage<'a>(passage: &'a Passage, names: &[(&'a Arc<Area>, &'a str)]) -> Vec<Named<'a>> {
    let text = passage.text.as_str();
    let is_whole = |at: usize, name: &str| {
        !text[..at].ends_with(char::is_alphanumeric)
            && !text[at + name.len()..].starts_with(|sign: char| sign.is_alphanumeric() || sign == '-')
    };
    let of = |(area, name): &(&'a Arc<Area>, &'a str)| {
        let (area, name) = (*area, *name);
        let places = text.match_indices(name).map(|(at, _)| at).filter(move |at| is_whole(*at, name));
        places.map(move |at| Named { passage, area, name, at }).collect::<Vec<_>>()
    };
    names.iter().flat_map(of).collect()
}

/// Whether a name is that of the place that the text speaks for.
fn is_own_place(text: &str, at: usize, name: &str) -> bool {
    let (before, behind) = (near_end(&text[..at]), near_start(&text[at + name.len()..]));
    let is_longer = behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(char::is_uppercase))
        || behind.starts_with(" and ")
        || behind.starts_with(", ") && behind[2..].starts_with(char::is_uppercase);
    let is_subject = START.is_match(before) && BEHIND.is_match(behind);
    !is_longer && (is_subject || !START.is_match(before) && BEFORE.is_match(before))
}
