//! A synthetic report: its return, its `report.yaml` and its six sections.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use areabook::source::SourceFile;

use super::figures::Figures;
use super::narrative::Teller;
use super::random::Random;
use super::{Form, SEED, file};

/// Sections of the area's own, of which each report has two.
const LOCAL_SECTIONS: [(&str, &str); 4] = [
    ("training", "Training"),
    ("housing", "A place to live"),
    ("release", "Release"),
    ("openness", "What we tell the public"),
];

/// What a form's cells allow the narrative to say.
struct Sentences {
    /// The cell of registered sexual offenders.
    registered: &'static str,
    /// Sentences on the figures in general.
    figures: &'static [&'static str],
    /// Sentences on the count of one day.
    of_the_day: &'static [&'static str],
    /// Sentences on the counts of the year.
    of_the_year: &'static [&'static str],
    /// Tables and charts, and often none.
    exhibits: &'static [&'static str],
}

const NEW_SENTENCES: Sentences = Sentences {
    registered: "eligible/total/category_1",
    figures: &[
        "On {{ period.end }} the arrangements covered {{ eligible/total/total }} people, in <place> as well as in <place>.",
        "Of all who were counted on that day, {{ eligible/level_1/total | share of eligible/total/total }} were managed by one lead agency, most often <agency>.",
        "The number at Level 2 was {{ eligible/level_2/total }} on the year's last day, and the number at Level 3 was {{ eligible/level_3/total | words }}, as <agency> told the board in <month>.",
        "Registered sexual offenders made up {{ eligible/total/category_1 | share of eligible/total/total, 0 }} of all, with {{ rso_rate }} of them for every 100,000 people, a rate that <agency> compared with that of <neighbour>.",
        "Over the whole of {{ period.name }} <agency>, <agency> and others planned together for {{ yearly/total/total }} people.",
    ],
    of_the_day: &[
        "On {{ period.end }} the number of people at Level 2 stood at {{ eligible/level_2/total }}.",
        "{{ eligible/total/category_2 }} violent offenders were counted on {{ period.end }}.",
    ],
    of_the_year: &[
        "In the year {{ yearly/total/total }} people were managed at Levels 2 and 3.",
        "The number of those returned to custody for breaking a licence was {{ returned/breach_of_licence/total/total }}.",
        "Courts made {{ orders/sopos }} Sexual Offences Prevention Orders (SOPOs) in {{ period.name }}.",
    ],
    exhibits: &["{{ table orders }}", "{{ chart eligible }}", "", "", ""],
};

const OLD_SENTENCES: Sentences = Sentences {
    registered: "registered/total",
    figures: &[
        "On {{ period.end }} there were {{ registered/total }} registered sexual offenders in {{ area.name }}, in <place> as well as in <place>.",
        "For every 100,000 people there were {{ rso_rate }} registered sexual offenders on {{ period.end }}, a rate that <agency> compared with that of <neighbour>.",
        "Over the whole of {{ period.name }} <agency>, <agency> and others planned together for {{ managed/total/total }} people.",
        "Violent and other sexual offenders numbered {{ living_in_area/category_2 }} over the year, as <agency> told the board in <month>.",
        "The number of those who broke the duty to register was {{ breach_of_notification }}, many of them in or near <place>.",
    ],
    of_the_day: &[
        "On {{ period.end }} the number of registered sexual offenders stood at {{ registered/total }}.",
        "In the north of the area {{ registered/north }} registered sexual offenders lived on {{ period.end }}.",
    ],
    of_the_year: &[
        "In the year {{ managed/total/total }} people were managed at Levels 2 and 3.",
        "The number of those back in custody for breaking a licence was {{ outcomes/breach_of_licence/total }}.",
        "Courts imposed {{ orders/sopos/full }} Sexual Offences Prevention Orders (SOPOs) in full.",
    ],
    exhibits: &["{{ table orders }}", "{{ chart managed }}", "", "", ""],
};

/// A report that is being made.
pub(super) struct Report<'a> {
    /// The number of its area, from 0.
    pub(super) at: usize,
    /// The year in which its period begins.
    pub(super) year: u64,
    /// The key of its area.
    pub(super) key: &'a str,
    /// The name of its area.
    pub(super) name: &'a str,
    /// The form that it fills in.
    pub(super) form: Form,
}

impl Report<'_> {
    /// Adds the files of the report. `before` are the figures of the year before, `places` the towns of the area.
    pub(super) fn write(
        &self,
        figures: &Figures,
        before: Option<&Figures>,
        places: &[String],
        files: &mut Vec<SourceFile>,
    ) {
        let period = format!("{}-{:02}", self.year, (self.year + 1) % 100);
        let folder = format!("areas/{}/{period}", self.key);
        let head = format!("# Synthetic\narea: {}\nperiod: {period}\n", self.key);
        let totals = !self.at.is_multiple_of(7);
        let tables = if self.form == Form::Old { figures.old_form(totals) } else { figures.new_form(totals) };
        let mut statistics = format!("{head}form: {}\n\n{tables}", self.form.key());
        if self.at % 6 == 1 {
            statistics +=
                "\nnotes:\n  orders/sopos: The orders of this synthetic area are counted on the day of the hearing.\n";
        }
        files.push(file(&format!("{folder}/statistics.yaml"), statistics));
        files.push(file(&format!("{folder}/report.yaml"), format!("{head}{}", self.about())));
        let mut local = self.counts(figures, before);
        local.insert("place", places.to_vec());
        let mut teller = Teller::new(Random::new(&[SEED, self.at as u64, self.year]), local);
        for section in ["foreword", "smb", "lay-adviser", "vlo"] {
            files.push(file(&format!("{folder}/{section}.md"), teller.text(&format!("section-{section}"))));
        }
        let second = (self.at + 1 + self.year as usize % 3) % LOCAL_SECTIONS.len();
        for (at, order) in [(self.at % LOCAL_SECTIONS.len(), 620), (second, 740)] {
            let (section, title) = LOCAL_SECTIONS[at];
            let text = teller.text(&format!("section-{section}"));
            files.push(file(
                &format!("{folder}/{section}.md"),
                format!("---\ntitle: {title}\norder: {order}\n---\n{text}"),
            ));
        }
    }

    /// `report.yaml` below its first lines.
    fn about(&self) -> String {
        let name = self.name;
        let mut text = format!(
            "status: final
source: A synthetic report on {name}

signatories:
  - {{ authority: police, role: Chief Constable, organisation: Synthetic Police of {name} }}
  - {{ authority: probation, role: Head of Probation, organisation: Synthetic Probation of {name} }}
  - {{ authority: prisons, role: Governor, organisation: Synthetic Prison of {name} }}
"
        );
        if self.at % 9 == 2 {
            text += "
corrections:
  - cell: breach_of_notification
    printed: \"x\"
    reason: The printed report of this synthetic area kept the placeholder of its draft.
";
        }
        text
    }

    /// The rules of the narrative that name cells: each form has cells of its own.
    fn counts(&self, figures: &Figures, before: Option<&Figures>) -> BTreeMap<&'static str, Vec<String>> {
        let sentences = if self.form == Form::Old { OLD_SENTENCES } else { NEW_SENTENCES };
        let registered = sentences.registered;
        let own = |options: &[&str]| options.iter().map(|option| (*option).to_owned()).collect::<Vec<_>>();
        let moved = before.map(|before| figures.registered().cmp(&before.registered()));
        let change = match moved {
            None => own(&[
                "No earlier report of this area is in the book, so nothing can be said of a change.",
                "This is the first year that is told here.",
            ]),
            Some(Ordering::Equal) => own(&[
                "The number of registered sexual offenders is that of the year before.",
                "No more and no fewer registered sexual offenders were counted on {{ period.end }} than a year before.",
            ]),
            Some(moved) => {
                let rose = if moved == Ordering::Greater { "rose" } else { "fell" };
                vec![
                    format!(
                        "The number of registered sexual offenders {rose} from {{{{ {registered} | before }}}} to \
                         {{{{ {registered} }}}} within the year."
                    ),
                    format!(
                        "Between {{{{ period.start }}}} and {{{{ period.end }}}} the register {rose} by \
                         {{{{ {registered} | change }}}} names, or {{{{ {registered} | percent change }}}}."
                    ),
                ]
            }
        };
        BTreeMap::from([
            ("change", change),
            ("figure", own(sentences.figures)),
            ("day-count", own(sentences.of_the_day)),
            ("year-count", own(sentences.of_the_year)),
            ("exhibit", own(sentences.exhibits)),
        ])
    }
}
