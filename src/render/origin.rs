//! Which files of the book a file of the site is made of.

use crate::book::period::Period;
use crate::link::PageKey;

/// What a file of the site is about, which tells the files of the book that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A report of an area.
    Report(OfReport),
    /// An area beside others, for the period of a report.
    Beside(OfReport),
    /// An area, by its key.
    Area(String),
    /// The nation in a period.
    Nation(Period),
    /// The measures and what is compared in them.
    Measures,
    /// The home page.
    Home,
    /// The page on how to read the figures.
    Reading,
    /// The settings of the book.
    Settings,
}

/// Names a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfReport {
    /// The key of its area.
    pub area: String,
    /// Its period.
    pub period: Period,
}

impl From<PageKey<'_>> for Origin {
    fn from(page: PageKey<'_>) -> Self {
        match page {
            PageKey::Home => Origin::Home,
            PageKey::Area(area) => Origin::Area(area.key.clone()),
            PageKey::Report(report) => {
                Origin::Report(OfReport { area: report.area.key.clone(), period: report.period })
            }
            PageKey::Beside(area, period) => Origin::Beside(OfReport { area: area.key.clone(), period }),
            PageKey::Overview(period) => Origin::Nation(period),
            PageKey::Measure(_) | PageKey::MeasurePeriod(..) | PageKey::Compare => Origin::Measures,
            PageKey::Reading => Origin::Reading,
            PageKey::Coverage | PageKey::Accessibility | PageKey::NotFound => Origin::Settings,
        }
    }
}

impl Origin {
    /// What the paths of the files begin with by which it stands or falls.
    pub fn own(&self) -> Vec<String> {
        match self {
            Origin::Report(of) | Origin::Beside(of) => {
                vec![format!("areas/{}/{}/", of.area, of.period), format!("areas/{}/area.yaml", of.area)]
            }
            Origin::Area(area) => vec![format!("areas/{area}/")],
            Origin::Nation(period) => vec![format!("content/national/{period}/")],
            Origin::Measures => vec!["content/measures.yaml".to_owned()],
            Origin::Home => vec!["content/home.md".to_owned()],
            Origin::Reading => vec!["content/reading.md".to_owned()],
            Origin::Settings => vec!["book.toml".to_owned()],
        }
    }

    /// What the paths of all files begin with that it is made of.
    pub fn all(&self) -> Vec<String> {
        let further: &[&str] = match self {
            Origin::Report(_) | Origin::Area(_) | Origin::Nation(_) => {
                &["content/forms/", "content/shared/", "content/sections.yaml"]
            }
            Origin::Beside(_) | Origin::Measures => {
                &["content/forms/", "content/measures.yaml", "content/populations.csv"]
            }
            Origin::Home | Origin::Reading | Origin::Settings => &[],
        };
        let everywhere = ["book.toml", "themes/"];
        self.own().into_iter().chain(everywhere.iter().chain(further).map(|path| (*path).to_owned())).collect()
    }
}
