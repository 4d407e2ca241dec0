//! Areas side by side: what pages say of figures that do not compare, that are marked or that are not known.

use crate::loose;
use crate::sites::{self, MiniSite};

/// Five synthetic areas without a nation. North's count of 2019-20 is marked as a break and South's as provisional, East has
/// a published rate of zero and no residents, West is measured among other people.
fn site() -> &'static MiniSite {
    sites::site("areas-side-by-side")
}

fn page(path: &str) -> String {
    loose(site().page(path).as_bytes())
}

/// The texts of the cells in the row of an area in the table with this id.
fn row(page: &str, table: &str, area: &str) -> Vec<String> {
    let table = page.split(&format!("<table id=\"{table}\"")).nth(1).unwrap().split("</table>").next().unwrap();
    let row = table.split("<tr>").find(|row| row.contains(&format!(">{area}<"))).unwrap();
    let cells = row.split("<td").skip(1).map(|cell| cell.split_once('>').unwrap().1);
    cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn where_there_is_no_funnel_nothing_is_said_of_one() {
    for path in
        ["measures/people_rate/index.html", "measures/people/2019-20/index.html", "compare/north/2019-20/index.html"]
    {
        let page = page(path);
        assert!(page.contains("95% interval"), "{path}");
        assert!(!page.to_lowercase().contains("funnel"), "{path}");
    }
}

#[test]
fn rates_among_other_people_are_not_set_against_each_other() {
    let page = page("measures/people_rate/2019-20/index.html");
    assert!(page.contains("another than that of the others, per 1,000 young people instead of per 1,000 residents"));
    let chart = page.split("id=\"chart-intervals\"").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(chart.contains(">North<") && !chart.contains(">West<"), "West stands in a chart of rates among others");
    let north = self::page("compare/north/2019-20/index.html");
    assert_eq!(row(&north, "beside-areas", "West")[2..], ["[z]", "Cannot be told"]);
    let west = self::page("compare/west/2019-20/index.html");
    assert_eq!(row(&west, "beside-others", "People per 1,000"), ["620", "15.5", "14.3 to 16.8", "[z]", "[z]"]);
}

/// Four synthetic areas with three forms in one period: South's rate is per 100,000 people and its median in minutes, West counts
/// people where the others count orders.
#[test]
fn a_figure_in_another_unit_is_marked_wherever_it_stands_beside_others() {
    let page = |path: &str| loose(sites::site("two-units-in-one-period").page(path).as_bytes());
    let nation = page("national/2019-20/index.html");
    for (unit, instead) in [("per 100,000 people", "per 1,000 people"), ("minutes", "seconds"), ("people", "orders")] {
        assert!(nation.contains(&format!("another than that of the others, {unit} instead of {instead}")), "{unit}");
    }
    assert_eq!(nation.matches("another than that of the others").count(), 3);
    let sums = nation.split(">Sum<").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(sums.matches("[z]").count(), 3);
    let response = page("measures/response/2019-20/index.html");
    assert!(response.contains("minutes instead of seconds") && !response.contains("below 10"));
    assert!(response.contains(">Change<") && !response.contains("rate<"), "a median is called a rate");
    let rate = page("measures/incident_rate/2019-20/index.html");
    assert!(rate.contains("per 100,000 people instead of per 1,000 people") && rate.contains(">Change in the rate<"));
    // A region of which one area is known is shown as one of several is.
    assert_eq!(row(&page("compare/south/2019-20/index.html"), "beside-others", "Orders")[3], "220 (1 of 1 area)");
}

#[test]
fn an_area_of_no_region_is_set_beside_the_others_alone() {
    let page = loose(sites::site("a-book-without-regions").page("compare/north/2019-20/index.html").as_bytes());
    assert!(page.contains("North beside all areas here") && !page.contains("its region"));
    let row = row(&page, "beside-others", "Incidents per 1,000 people");
    assert_eq!(row, ["130", "20", "16.7 to 23.7", "22 (2 of 2 areas)"]);
}

#[test]
fn a_difference_is_that_of_rates_before_rounding_and_says_of_which() {
    let north = page("compare/north/2019-20/index.html");
    assert!(north.contains("Difference: North minus the other area"));
    // 27.08 less 10.36; rounded first it would be 27 less 10.4.
    assert_eq!(row(&north, "beside-areas", "Mid")[2], "+17");
    let mid = page("compare/mid/2019-20/index.html");
    // 10.357 less 10.094.
    assert_eq!(row(&mid, "beside-areas", "South"), ["10.1 [p]", "9.6 to 10.6", "+0.3", "No difference shown"]);
}

#[test]
fn a_published_rate_of_zero_has_no_interval() {
    let page = page("measures/people_rate/2019-20/index.html");
    assert_eq!(row(&page, "areas", "East")[1..5], ["3", "[x]", "0.0", "[x]"]);
}

#[test]
fn a_break_that_is_marked_beside_a_count_stops_every_comparison_of_it() {
    let people = page("measures/people/2019-20/index.html");
    assert_eq!(row(&people, "areas", "North")[5..7], ["[b]", "[b]"]);
    let rates = page("measures/people_rate/2019-20/index.html");
    assert_eq!(row(&rates, "areas", "North")[1..6], ["2,600 [b]", "96,000", "27 [b]", "26.1 to 28.1", "[b]"]);
    let north = page("compare/north/2019-20/index.html");
    assert!(north.contains("The figure of 2019-20 is marked as a break in the series."));
    assert!(!north.contains("of earlier years"), "figures before the break stand beside the one after it");
    let all = page("measures/people/index.html");
    assert_eq!(row(&all, "areas-by-period", "North"), ["1,000", "1,040", "2,600 [b]"]);
    let spark = all.split("id=\"spark-north-description\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(spark.contains("North: 2,600 [b] in 2019-20."), "{spark}");
}

#[test]
fn signs_stand_beside_figures_wherever_these_stand() {
    let all = page("measures/people/index.html");
    assert_eq!(row(&all, "areas", "South")[1], "1,615 [p]");
    assert_eq!(row(&all, "areas-by-period", "South")[2], "1,615 [p]");
    assert_eq!(row(&all, "areas-by-period", "East")[1], "[c]");
    assert!(all.contains("[p] provisional: may still change") && all.contains("[c] confidential"));
    let data = page("compare/people.json");
    assert!(data.contains(r#""name":"South","numbers":{"count":1615,"#), "{data}");
    assert!(data.contains(r#""shown":["1,615 [p]""#), "{data}");
}

#[test]
fn a_line_of_narrative_draws_a_measure_with_its_figures() {
    let MiniSite { publication, .. } = sites::site("a-measure-is-drawn-in-the-text");
    assert!(publication.findings.is_empty(), "{:?}", publication.findings.first().map(|finding| &finding.message));
    let site = publication.site.as_ref().unwrap();
    let page = loose(site.get("areas/north/2019-20/index.html").unwrap());
    let foreword = page.split("id=\"foreword\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(foreword.contains("Chart 1: All people") && foreword.contains("<a href=\"#chart-all_people\">Chart 1</a>"));
    assert!(foreword.contains("Up from 30 in 2018-19 to 33 in 2019-20."));
    assert_eq!(row(foreword, "course-all_people", "2018-19"), ["30"]);
    assert_eq!(row(foreword, "course-all_people", "2019-20"), ["33"]);
    assert!(page.contains("Chart 2: People by kind and step"));
    let file = site.get("areas/north/2019-20/chart-all-people.svg").unwrap();
    assert!(String::from_utf8_lossy(file).contains("Up from 30 in 2018-19"));
}

#[test]
fn every_chart_of_a_measure_names_a_table_and_a_file_that_are_there() {
    let mut charts = 0;
    let site = site().publication.site.as_ref().unwrap();
    for (path, bytes) in site.files().filter(|(path, _)| path.starts_with("measures/") && path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let folder = path.trim_end_matches("index.html");
        for figure in page.split("<figure").skip(1).map(|figure| figure.split("</figure>").next().unwrap()) {
            let links: Vec<_> = figure.split("href=\"").skip(1).map(|link| link.split('"').next().unwrap()).collect();
            assert!(page.contains(&format!("<table id=\"{}\"", &links[0][1..])), "{path}: no table {}", links[0]);
            assert!(site.get(&format!("{folder}{}", links[1])).is_some(), "{path}: no file {}", links[1]);
            charts += 1;
        }
    }
    assert!(charts > 8, "{charts} charts");
}
