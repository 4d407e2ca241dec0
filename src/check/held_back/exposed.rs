//! Figures that are held back and can be worked out.

use super::rules::EXPOSED;
use crate::book::Book;
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disclosure::audit::{Audit, Exposed, audit};
use crate::disclosure::exposure::Exposure;
use crate::disclosure::figures::{Figure, Figures};
use crate::disclosure::relations::{How, Relation};
use crate::disclosure::secondary;
use crate::quantity::Quantity;
use crate::text::number;

/// Audits what is held back: in the whole book, and in what of it is published today, where that is another.
pub(crate) fn check(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    let mut found = of_book(book);
    if !std::ptr::eq(book, released) {
        found.extend(book.all_reports().flat_map(|report| still_shown(report, released)));
        let is_new = |finding: &Diagnostic| found.iter().all(|known| known.span != finding.span);
        let more: Vec<_> = of_book(released).into_iter().filter(is_new).collect();
        found.extend(more);
    }
    findings.extend(found);
}

/// Warnings about figures that a report holds back, and that are public in it as it was released: it is not public as it stands.
fn still_shown<'a>(report: &'a Report, released: &'a Book) -> impl Iterator<Item = Diagnostic> + 'a {
    let (figures, public) = (&report.figures, released.report(&report.area.key, report.period));
    figures.entries().filter(|(_, entry)| entry.is_held_back()).filter_map(move |(path, _)| {
        let (public, address) = (&public?.figures, figures.address(path));
        public.number(public.cell(&address)?)?;
        let finding = EXPOSED.at(figures.place(path), format!("`{address}` is held back here, and readers still see it"));
        let finding = finding.about(address).help("until this report is ready again it is public as it was released: finish it, with the approvals that it needs, and build");
        let finding = finding.help("if that takes time take the site down until then");
        Some(Diagnostic { severity: Severity::Warning, ..finding })
    })
}

fn of_book(book: &Book) -> Vec<Diagnostic> {
    let audit = audit(book);
    let reports = audit.exposed.iter().filter(|exposed| !follows(&audit, exposed));
    let findings = reports.enumerate().map(|(at, exposed)| Finding {
        figures: &audit.figures,
        exposed,
        is_advised: at < MOST_ADVISED,
    });
    findings.map(|finding| finding.diagnostic()).collect()
}

/// Whether a figure can be worked out only because another one that is held back can: with that it is put right.
fn follows(audit: &Audit<'_>, exposed: &Exposed) -> bool {
    let Exposure::InTurn(steps) = &exposed.by else { return false };
    let is_other =
        |figure: Figure| figure != exposed.figure && audit.exposed.iter().any(|other| other.figure == figure);
    steps.iter().any(|(figure, _)| is_other(*figure))
}

/// What a finding tells of a figure.
struct Finding<'a> {
    figures: &'a Figures<'a>,
    exposed: &'a Exposed,
    /// Whether other figures to hold back are looked for.
    is_advised: bool,
}

/// How many ways and steps a finding tells.
const MOST_TOLD: usize = 6;
/// For how many figures others to hold back are looked for, which takes time: with these the rest may be put right as well.
const MOST_ADVISED: usize = 8;

impl Finding<'_> {
    fn diagnostic(&self) -> Diagnostic {
        let Exposed { figure, by } = self.exposed;
        let name = self.name(*figure);
        let message = match by {
            Exposure::TooMany => format!("{name} is held back, and nobody can say whether it can be worked out"),
            Exposure::Between { least, most, .. } => {
                let [least, most] = [*least, *most].map(|end| number::decimal(end, 0));
                format!("{name} is held back, and can only be from {least} to {most} with what is published")
            }
            _ => format!("{name} is held back, and can be worked out from what is published"),
        };
        let figures = &self.report(*figure).figures;
        let mut finding = EXPOSED.at(figures.place(figure.path), message).about(figures.address(figure.path));
        finding.label = self.label();
        for relation in self.relations().into_iter().take(MOST_TOLD) {
            let whole = relation.terms[0].0;
            let entry = self.report(whole).figures.entry(whole.path).filter(|_| whole != *figure);
            let handed = entry.and_then(|entry| entry.handed.as_ref()).filter(|(cell, _)| cell.value.is_ok());
            let place = handed.map(|(_, span)| *span);
            if let Some(place) = place.filter(|place| finding.related.iter().all(|(known, _)| known != place)) {
                finding = finding.related(place, "what it can be worked out from");
            }
        }
        finding.help = self.ways();
        if matches!(by, Exposure::TooMany) {
            finding.severity = Severity::Warning;
            return finding.help(
                "it has to do with too many figures that are not published; look at its row and column yourself",
            );
        }
        if !self.is_advised {
            return finding.help("put the findings above right: the next check says which other figures are enough");
        }
        let advice = secondary::advice(self.figures, *figure);
        for (at, others) in advice.iter().enumerate() {
            let names: Vec<_> = others.iter().map(|other| self.name(*other)).collect();
            let or = if at == 0 { "" } else { "or " };
            finding = finding.help(format!("{or}write \"[c]\" for {} too, and it is safe", joined(&names)));
        }
        if advice.is_empty() {
            finding =
                finding.help("hold back more of the figures beside it, or the totals, until this finding is gone");
        }
        finding
    }

    fn report(&self, figure: Figure) -> &Report {
        self.figures.report(figure)
    }

    /// What an author calls a figure, with its report where that is another.
    fn name(&self, figure: Figure) -> String {
        let (report, own) = (self.report(figure), self.report(self.exposed.figure));
        let address = report.figures.address(figure.path);
        if std::ptr::eq(report, own) {
            return format!("`{address}`");
        }
        format!("`{address}` of {}, {}", report.name(), report.period)
    }

    fn relations(&self) -> Vec<&Relation> {
        match &self.exposed.by {
            Exposure::Each(all) | Exposure::Together(all) | Exposure::OneValue(all) => all.iter().collect(),
            Exposure::Between { relations, .. } => relations.iter().collect(),
            Exposure::InTurn(steps) => steps.iter().map(|(_, relation)| relation).collect(),
            Exposure::TooMany => Vec::new(),
        }
    }

    /// The shortest way in a few words.
    fn label(&self) -> String {
        let Exposure::Each(all) = &self.exposed.by else { return String::new() };
        let short = all.iter().filter(|relation| relation.terms.len() > 2).find_map(|relation| {
            let (whole, beside) = self.less(self.exposed.figure, relation)?;
            Some(format!("{} less {}", number::written(whole), number::written(beside)))
        });
        short.unwrap_or_default()
    }

    /// What a total is, and what stands beside a figure that is the only one of its parts that is not published.
    fn less(&self, figure: Figure, relation: &Relation) -> Option<(Quantity, Quantity)> {
        let (whole, parts) = relation.terms.split_first()?;
        let number = |figure: Figure| self.report(figure).figures.number(figure.path);
        let is_sum = matches!(relation.how, How::Total | How::Areas | How::Parts) && whole.0 != figure;
        let beside = parts.iter().filter_map(|(part, _)| number(*part)).sum::<Option<Quantity>>();
        number(whole.0).filter(|_| is_sum).zip(beside)
    }

    /// How it can be worked out, a sentence for each way or step.
    fn ways(&self) -> Vec<String> {
        let own = self.exposed.figure;
        let mut ways: Vec<_> = match &self.exposed.by {
            Exposure::Each(all) => all.iter().map(|relation| self.way(own, relation)).collect(),
            Exposure::InTurn(steps) => {
                let step = |(figure, relation): &(Figure, Relation)| {
                    format!("{}: {}", self.name(*figure), self.way(*figure, relation))
                };
                steps.iter().map(step).collect()
            }
            Exposure::Together(all) => {
                let mut wholes: Vec<_> = all.iter().map(|relation| relation.terms[0].0).collect();
                wholes.dedup();
                let names: Vec<_> = wholes.iter().take(MOST_TOLD).map(|whole| self.name(*whole)).collect();
                let more = if wholes.len() > MOST_TOLD { ", and others" } else { "" };
                vec![format!("put together, the sums of {}{more} leave no other number", joined(&names))]
            }
            Exposure::OneValue(all) => self.narrowed(all, "leaves no other number").into_iter().collect(),
            Exposure::Between { relations, values, .. } => {
                let few = format!("leaves fewer than the {values} numbers that `[disclosure]` in book.toml asks for");
                self.narrowed(relations, &few).into_iter().collect()
            }
            Exposure::TooMany => Vec::new(),
        };
        if ways.len() > MOST_TOLD {
            ways.truncate(MOST_TOLD);
            ways.push("and so on".to_owned());
        }
        ways
    }

    /// What leaves a figure few values, and that it does.
    fn narrowed(&self, relations: &[Relation], leaves: &str) -> Option<String> {
        let told = |relation: &Relation| {
            let whole = relation.terms[0].0;
            let number = number::written(self.report(whole).figures.number(whole.path)?);
            let people = if relation.how == How::Rate { ", and how many people there are is known" } else { "" };
            Some(format!("{} is {number}{people}", self.name(whole)))
        };
        let mut told: Vec<_> = relations.iter().filter_map(told).collect();
        told.truncate(MOST_TOLD);
        (!told.is_empty()).then(|| format!("{}, which {leaves}", joined(&told)))
    }

    /// What is said of the other parts of a sum.
    fn beside(&self, relation: &Relation) -> String {
        match relation.how {
            How::Areas => "the other areas have".to_owned(),
            How::Parts => {
                let word = relation.terms.last().map_or("part", |(part, _)| self.report(*part).period.word());
                format!("the other {word}s have")
            }
            _ => "what stands beside it adds up to".to_owned(),
        }
    }

    /// How a relation gives a figure.
    fn way(&self, figure: Figure, relation: &Relation) -> String {
        let whole = relation.terms[0].0;
        let (name, is_whole) = (self.name(whole), whole == figure);
        if let Some((total, beside)) = self.less(figure, relation) {
            let (total, beside) = (number::written(total), number::written(beside));
            return match relation.terms.len() {
                2 => format!("{name}, which is the same figure, is {total}"),
                _ => format!("{name} is {total}, and {} {beside}", self.beside(relation)),
            };
        }
        let others = relation.terms.iter().map(|(other, _)| *other).filter(|other| *other != figure && *other != whole);
        let others: Vec<_> = others.take(MOST_TOLD).map(|other| self.name(other)).collect();
        match (relation.how, is_whole) {
            (How::Formula, true) => format!("the form works it out from {}", joined(&others)),
            (How::Formula, false) => format!("the form works out {name} from it"),
            (How::Rate, true) => format!("it is the rate of {}", joined(&others)),
            (_, true) => format!("{} make it up", joined(&others)),
            (_, false) => format!("{name} less what stands beside it"),
        }
    }
}

/// Names as a sentence lists them.
fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
