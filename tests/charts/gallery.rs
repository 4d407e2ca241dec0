//! Draws every kind of chart on ordinary and extreme figures into a folder, for maintainers to look at:
//! `cargo run --example gallery -- --out DIR`. The folder is replaced as a whole, as by `areabook build`.

mod samples;

use std::path::{Path, PathBuf};

use anyhow::{Error, Result};
use areabook::chart::{file, inline};
use areabook::shell::terminal::{complain, tell};
use areabook::shell::write;
use areabook::site::{Refused, Site};
use areabook::text::markup::escape;
use clap::Parser;

const STYLE: &[u8] = include_bytes!("../../themes/default/assets/style.css");

#[derive(Parser)]
struct Options {
    /// The folder to write the gallery to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn main() -> Result<()> {
    let Options { out } = Options::parse();
    let gallery = gallery().map_err(|_| Error::msg("two samples have one name"))?;
    write::site(&gallery, &out, Path::new("."))?.warnings.iter().for_each(|warning| complain(warning));
    tell(&format!("open {}", out.join("index.html").display()));
    Ok(())
}

/// A page with all samples, and a file for each.
fn gallery() -> Result<Site, Refused> {
    let mut site = Site::default();
    let mut sections = String::new();
    let mut kind = "";
    for sample in samples::samples() {
        let (name, chart) = (sample.name, &sample.chart);
        let of = name.split('-').next().unwrap_or_default();
        if of != kind {
            kind = of;
            sections.push_str(&format!("<h2 id=\"kind-{kind}\">{kind}</h2>\n"));
        }
        let figures = if sample.is_extreme { "Extreme figures" } else { "Ordinary figures" };
        sections.push_str(&format!(
            "<figure class=\"exhibit chart\">\n<figcaption><span class=\"title\">{}</span> <span class=\"counts\">{figures}. {}\
             </span></figcaption>\n{}\n<p class=\"hint\"><a href=\"{name}.svg\">{name}.svg</a></p>\n<p class=\"hint\">{}</p>\n</figure>\n",
            escape(&chart.title),
            escape(&chart.subtitle),
            inline::svg(chart),
            escape(&chart.plot.describe()),
        ));
        site.add(&format!("{name}.svg"), file::svg(chart, "Source: made up for tests").into_bytes())?;
    }
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Gallery of charts</title>\n\
         <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<main class=\"width\">\n<h1>Gallery of charts</h1>\n\
         <p class=\"lead\">Every kind of chart, on ordinary and on extreme figures. All figures are made up.</p>\n\
         {sections}</main>\n</body>\n</html>\n"
    );
    site.add("index.html", page.into_bytes())?;
    site.add("style.css", STYLE.to_vec())?;
    Ok(site)
}
