//! `content/periods/PERIOD.yaml`: what belongs to a period as a whole.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::folders::{PERIODS, read};
use super::named::{self, misplaced};
use super::narrative::stem;
use super::text::words;
use crate::book::area::{Area, called};
use crate::book::period::{Period, Years};
use crate::book::plan::{PeriodPlan, Statistics};
use crate::book::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::shape::describe::{Holds, Known, Map, Shape};
use crate::parse::shape::fields::record;
use crate::parse::shape::kind::{self, Kind, choice, day, moment};
use crate::parse::shape::meant::unknown;
use crate::parse::tree::value::Key;
use crate::source::{Sources, Span};

const STATISTICS: [(&str, Statistics, &str); 4] = [
    ("official", Statistics::Official, "Official statistics."),
    (
        "accredited",
        Statistics::Accredited,
        "Official statistics that were assessed against the Code of Practice for Statistics.",
    ),
    ("in_development", Statistics::InDevelopment, "Official statistics that are being developed."),
    (
        "management_information",
        Statistics::Management,
        "Figures for the running of an organisation, no official statistics.",
    ),
];

/// What belongs to periods as a whole, in their order. `areas` are those of the book, and the names of folders of which nothing
/// could be read.
pub(crate) fn plans(
    sources: &Sources,
    settings: &Settings,
    (areas, unread): (&[Arc<Area>], &[String]),
    findings: &mut Vec<Diagnostic>,
) -> Vec<PeriodPlan> {
    let mut plans: Vec<PeriodPlan> = Vec::new();
    for named in named::named(sources, "content/periods/", PERIODS, findings) {
        let name = stem(&named.name);
        let Some(period) = settings.years.period(name) else {
            let help = format!("name it after a period of the book, as in `{}.yaml`", settings.years.example().name());
            findings.push(misplaced(named.file, &format!("`{name}` is not the name of a period"), &help));
            continue;
        };
        let plan = read(sources, named.file, &file(settings.years, &settings.zone), findings).filter(|_| named.is_read);
        plans.extend(plan.map(|plan| PeriodPlan { period, ..plan }));
    }
    for PeriodPlan { period, excused, .. } in &mut plans {
        for (key, _, span) in excused {
            match called(areas.iter().map(AsRef::as_ref), key) {
                Some(area) => {
                    findings.extend((!area.exists_in(*period)).then(|| needless(area, *period, *span)));
                    key.clone_from(&area.key);
                }
                None if unread.contains(key) => {}
                None => {
                    let key = Key { text: key.clone(), span: *span };
                    let known = areas.iter().map(|area| area.key.as_str());
                    findings.push(unknown(&rules::UNKNOWN_KEY, &key, "the book", known));
                }
            }
        }
    }
    plans.sort_by_key(|plan| plan.period);
    plans
}

/// The finding for an area that is excused from a period in which there is none.
fn needless(area: &Area, period: Period, span: Span) -> Diagnostic {
    let message =
        format!("no report of {} is expected for {period}: its area.yaml says that it did not exist then", area.name);
    rules::BAD_VALUE.at(span, message).help("delete this line, or correct `from:` and `to:` in its area.yaml")
}

/// `content/periods/PERIOD.yaml` of a book whose years begin so and that has this time zone.
pub(crate) fn file(years: Years, zone: &TimeZone) -> Kind<'_, PeriodPlan> {
    record("a period", move |fields| {
        let about = "From when on the reports of the period may be published: the hour of the clocks in the book's time zone. Until then they are checked only.";
        let release = fields.may("release", moment(zone).placed(), about);
        let reason = words().placed();
        let about = "Areas that exist and hand in no report for the period, each with the reason. What the others add up to is not the nation's figure. An area that does not exist in the period has `from` or `to` in its area.yaml instead.";
        let excused = fields.may("excused", kind::named(reason).holding(areas), about);
        let about = "The day of the release after this one.";
        let next_release = fields.may("next_release", day().placed(), about);
        let statistics = fields.may("statistics", choice(&STATISTICS), "What kind of statistics the figures are.");
        let span = fields.span()?;
        let excused = excused.unwrap_or_default().into_iter();
        let release = release.map(|release| (release.value, release.span));
        let next_release = next_release.map(|next| {
            let is_later = release.is_none_or(|(time, _)| time.to_zoned(zone.clone()).date() < next.value);
            if !is_later {
                let message = "the next release is not after this one".to_owned();
                let finding = rules::BAD_VALUE.at(next.span, message);
                fields.findings.push(finding.help("write the day of the release after this one, or delete the line"));
            }
            next.value
        });
        Some(PeriodPlan {
            // The name of the file says it.
            period: years.example(),
            release,
            excused: excused.map(|reason| (reason.key.text, reason.value, reason.key.span)).collect(),
            next_release,
            statistics,
            span,
        })
    })
    .described("A period", "When the reports of a period are released, and which areas have none.")
}

/// The areas of the book.
fn areas<'a>(known: &Known<'a>) -> Option<Holds> {
    let reason = |title: &str| Shape::new(Holds::Text, title, "Why the area hands in no report.");
    let keys = |area: &'a Arc<Area>| area.former_keys().map(|(key, _)| key).chain([area.key.as_str()]);
    let areas = known.book?.areas.iter().flat_map(|area| keys(area).map(move |key| (key, area)));
    Some(Holds::Map(Map::of(areas.map(|(key, area)| (key, reason(&area.name))))))
}
