//! The gallery: charts of every kind on ordinary and extreme figures, for maintainers to look at.

use crate::chart::{alone, page};
use crate::markup::escape;
use crate::site::{Refused, Site};
use crate::theme;

/// The samples are made-up figures, so they stand with the tests.
#[path = "../tests/charts/samples.rs"]
#[expect(clippy::too_many_lines, reason = "lists of samples")]
pub mod samples;

/// The style sheet's name, without a hash: the pages name it themselves.
const STYLE: &str = "style.css";

/// A page with all samples, and a file for each.
pub fn gallery() -> Result<Site, Refused> {
    let mut site = Site::default();
    let mut sections = String::new();
    let mut kind = "";
    for sample in samples::samples() {
        let (name, chart) = (sample.name, &sample.chart);
        if chart.plot.kind() != kind {
            kind = chart.plot.kind();
            sections.push_str(&format!("<h2 id=\"kind-{kind}\">{kind}</h2>\n"));
        }
        let figures = if sample.is_extreme { "Extreme figures" } else { "Ordinary figures" };
        sections.push_str(&format!(
            "<figure class=\"exhibit chart\">\n<figcaption><span class=\"title\">{}</span> <span class=\"counts\">{figures}. {}\
             </span></figcaption>\n{}\n<p class=\"hint\"><a href=\"{name}.svg\">{name}.svg</a></p>\n<p class=\"hint\">{}</p>\n</figure>\n",
            escape(&chart.title),
            escape(&chart.subtitle),
            page::svg(chart),
            escape(&chart.plot.describe()),
        ));
        site.add(&format!("{name}.svg"), alone::file(chart, "Source: made up for tests").into_bytes())?;
    }
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Gallery of charts</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body>\n<main class=\"width\">\n<h1>Gallery of charts</h1>\n\
         <p class=\"lead\">Every kind of chart, on ordinary and on extreme figures. All figures are made up.</p>\n\
         {sections}</main>\n</body>\n</html>\n"
    );
    site.add("index.html", page.into_bytes())?;
    site.add(STYLE, theme::default_asset(STYLE).unwrap_or_default().to_vec())?;
    Ok(site)
}
