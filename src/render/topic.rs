//! Which files of the book a file of the site is made of.

use crate::book::period::Period;
use crate::download::{Download, Scope};
use crate::link::PageKey;

/// What a file of the site is about, which tells the files of the book that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
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
    /// What was corrected.
    Corrections,
    /// What was released.
    Releases,
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

impl From<PageKey<'_>> for Topic {
    fn from(page: PageKey<'_>) -> Self {
        match page {
            PageKey::Home => Topic::Home,
            PageKey::Area(area) => Topic::Area(area.key.clone()),
            PageKey::Report(report) => Topic::Report(OfReport { area: report.area.key.clone(), period: report.period }),
            PageKey::Beside(area, period) => Topic::Beside(OfReport { area: area.key.clone(), period }),
            PageKey::Overview(period) => Topic::Nation(period),
            PageKey::Measure(_) | PageKey::MeasurePeriod(..) | PageKey::Compare => Topic::Measures,
            PageKey::Edition(_) => Topic::Releases,
            PageKey::Corrections => Topic::Corrections,
            PageKey::Reading => Topic::Reading,
            PageKey::Coverage | PageKey::Data | PageKey::Accessibility | PageKey::NotFound | PageKey::Progress(_) => {
                Topic::Settings
            }
        }
    }
}

impl From<Download<'_>> for Topic {
    fn from(download: Download<'_>) -> Self {
        match download.of {
            Scope::Area(area) => PageKey::Area(area).into(),
            Scope::Period(period) => PageKey::Overview(period).into(),
            Scope::Report(report) | Scope::Table(report, _) => PageKey::Report(report).into(),
            Scope::Measure(_) => Topic::Measures,
            Scope::Folder(page) => page.into(),
            Scope::Site | Scope::Dictionary | Scope::WebSchema | Scope::TableSchema | Scope::Package => Topic::Settings,
        }
    }
}

impl Topic {
    /// What the paths of the files begin with by which it stands or falls.
    pub fn own(&self) -> Vec<String> {
        match self {
            Topic::Report(of) | Topic::Beside(of) => {
                vec![format!("areas/{}/{}/", of.area, of.period.name()), format!("areas/{}/area.yaml", of.area)]
            }
            Topic::Area(area) => vec![format!("areas/{area}/")],
            Topic::Nation(period) => vec![format!("content/national/{}/", period.name())],
            Topic::Measures => vec!["content/measures.yaml".to_owned()],
            Topic::Home => vec!["content/home.md".to_owned()],
            Topic::Reading => vec!["content/reading.md".to_owned()],
            Topic::Corrections => vec!["content/corrections.yaml".to_owned()],
            Topic::Releases => vec!["releases/".to_owned()],
            Topic::Settings => vec!["book.toml".to_owned()],
        }
    }

    /// What the paths of all files begin with that it is made of.
    pub fn all(&self) -> Vec<String> {
        let further: &[&str] = match self {
            Topic::Report(_) | Topic::Area(_) | Topic::Nation(_) => {
                &["content/forms/", "content/shared/", "content/sections.yaml"]
            }
            Topic::Beside(_) | Topic::Measures => {
                &["content/forms/", "content/measures.yaml", "content/populations.csv"]
            }
            Topic::Home | Topic::Reading | Topic::Corrections | Topic::Releases | Topic::Settings => &[],
        };
        let everywhere = ["book.toml", "themes/"];
        self.own().into_iter().chain(everywhere.iter().chain(further).map(|path| (*path).to_owned())).collect()
    }
}
