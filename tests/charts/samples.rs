//! Charts of every kind on ordinary and extreme figures, for the gallery, the golden files and the benchmarks.
//!
//! All figures are synthetic: made up for tests, of no area and no year. Some names are as long as real ones.
#![expect(clippy::too_many_lines, reason = "lists of samples")]

use areabook::book::cell::{Absence, Cell, Marker};
use areabook::chart::data::{Break, Courses, Figure, Level, Series, Span};
use areabook::chart::inline::Chart;
use areabook::chart::kinds::bars::{Bar, Bars, Group};
use areabook::chart::kinds::funnel::{Funnel, Limits, Point};
use areabook::chart::kinds::intervals::{Interval, Intervals};
use areabook::chart::kinds::lines::Lines;
use areabook::chart::kinds::multiples::Multiples;
use areabook::chart::kinds::spark::Spark;
use areabook::chart::kinds::stacked::{Stack, Stacked};
use areabook::chart::kinds::tiles::{Tile, Tiles};
use areabook::chart::plot::Plot;
use areabook::quantity::Quantity;
use areabook::text::number;

/// A sample: its name, and whether its figures are such as returns have, or extreme.
pub(crate) struct Sample {
    /// The name of its golden file.
    pub(crate) name: &'static str,
    /// Whether the figures are extreme.
    pub(crate) is_extreme: bool,
    /// The chart.
    pub(crate) chart: Chart,
}

const X: Absence = Absence::NotAvailable;
const Z: Absence = Absence::NotApplicable;
const C: Absence = Absence::Confidential;

/// Every sample, kind by kind.
pub(crate) fn samples() -> Vec<Sample> {
    let kinds = [bars(), stacked(), lines(), multiples(), intervals(), funnels(), tiles(), sparks()];
    kinds.into_iter().flatten().collect()
}

fn sample(name: &'static str, is_extreme: bool, title: &str, plot: Plot) -> Sample {
    let chart = Chart {
        id: name.to_owned(),
        title: title.to_owned(),
        subtitle: "Synthetic figures, made up for tests".to_owned(),
        plot,
    };
    Sample { name, is_extreme, chart }
}

/// Numbers that look random and are the same on every machine (a linear congruence).
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(seed), next).skip(3).map(|state| state >> 33)
}

/// A difference: its text has a sign.
fn change(value: i64) -> Figure {
    Figure::new(value as f64, number::signed(Quantity::new(value.into(), 0)))
}

fn count(value: u64) -> Figure {
    Figure::of(&Cell::number(value))
}

fn counts(values: &[u64]) -> Vec<Figure> {
    values.iter().copied().map(count).collect()
}

fn bar(label: &str, figure: Figure) -> Bar {
    Bar { label: label.to_owned(), figure }
}

fn group(label: &str, bars: Vec<Bar>) -> Group {
    Group { label: label.to_owned(), bars }
}

fn of_people(groups: Vec<Group>) -> Plot {
    Plot::Bars(Bars { unit: "people".to_owned(), groups })
}

const LEVELS: [&str; 3] = ["Level 1", "Level 2", "Level 3"];
const CATEGORIES: [&str; 3] =
    ["Category 1: first synthetic kind", "Category 2: second synthetic kind", "Category 3: third synthetic kind"];

fn by_level(values: [[Figure; 3]; 3]) -> Vec<Group> {
    let bars = |figures: [Figure; 3]| LEVELS.iter().zip(figures).map(|(level, figure)| bar(level, figure)).collect();
    CATEGORIES.iter().zip(values).map(|(category, figures)| group(category, bars(figures))).collect()
}

fn bars() -> Vec<Sample> {
    let marked = Cell { value: Ok(1239.into()), markers: vec![Marker::Provisional, Marker::Revised] };
    let ordinary = by_level([
        [count(606), count(6), count(0)],
        [count(213), count(12), count(1)],
        [Figure::absent(Z), count(5), count(1)],
    ]);
    let absences = [
        ("Marked", Figure::of(&marked)),
        ("Low", Figure::absent(Absence::Low)),
        ("Unreliable", Figure::absent(Absence::Unreliable)),
        ("Confidential", Figure::absent(C)),
        ("Not available", Figure::absent(X)),
        ("Not applicable", Figure::absent(Z)),
    ];
    let zeros = ["One", "Two", "Three"].map(|label| bar(label, count(0)));
    let huge = [("Usual", 12), ("Huge", 9_876_543), ("Small", 1), ("None", 0)];
    let changes = [
        ("Up a little", change(12)),
        ("Down by much", change(-1_447)),
        ("As before", change(0)),
        ("Across a break", Figure::absent(X)),
        ("Down a little", change(-3)),
    ];
    let of_area = |(at, (label, number)): (usize, (String, u64))| match at {
        9 => bar(&label, Figure::absent(X)),
        _ => Bar { label, figure: count(300 + number % 2400) },
    };
    let areas: Vec<_> = areas().into_iter().zip(numbers(7)).enumerate().map(of_area).collect();
    let longer =
        |found: &Bar| Bar { label: format!("{} and the long name of another place", found.label), ..found.clone() };
    let long: Vec<_> = areas.iter().map(longer).collect();
    vec![
        sample(
            "bars-grouped",
            false,
            "People by category and level",
            of_people(by_level([
                [count(606), count(6), count(0)],
                [count(213), count(12), count(1)],
                [Figure::absent(Z), count(5), count(1)],
            ])),
        ),
        sample("bars-areas", false, "People by area", of_people(vec![group("", areas)])),
        sample(
            "bars-absent",
            true,
            "Every kind of gap",
            of_people(vec![group("", absences.into_iter().map(|(label, figure)| bar(label, figure)).collect())]),
        ),
        sample("bars-zeros", true, "Nothing but zeros", of_people(vec![group("", zeros.into())])),
        sample(
            "bars-huge",
            true,
            "One huge value",
            of_people(vec![group("", huge.into_iter().map(|(label, value)| bar(label, count(value))).collect())]),
        ),
        sample(
            "bars-changes",
            true,
            "Changes in both directions",
            of_people(vec![group("", changes.into_iter().map(|(label, figure)| bar(label, figure)).collect())]),
        ),
        sample("bars-long-names", true, "42 long names", of_people(vec![group("", long)])),
        sample(
            "bars-one-word",
            true,
            "A word that is wider than the page",
            of_people(vec![
                group(
                    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-and-more",
                    vec![bar("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", count(7))],
                ),
                ordinary[0].clone(),
            ]),
        ),
        sample("bars-none", true, "No bars at all", of_people(Vec::new())),
    ]
}

fn stacked() -> Vec<Sample> {
    let chart = |parts: &[&str], bars: Vec<(&str, Option<Figure>, Vec<Figure>)>| {
        Plot::Stacked(Stacked {
            unit: "people".to_owned(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            bars: bars
                .into_iter()
                .map(|(label, total, parts)| Stack { label: label.to_owned(), total, parts })
                .collect(),
        })
    };
    vec![
        sample(
            "stacked",
            false,
            "People by category, made of levels",
            chart(
                &LEVELS,
                vec![
                    ("Category 1", Some(count(612)), counts(&[606, 6, 0])),
                    ("Category 2", Some(count(226)), counts(&[213, 12, 1])),
                    ("Category 3", Some(count(6)), vec![Figure::absent(Z), count(5), count(1)]),
                ],
            ),
        ),
        sample(
            "stacked-extreme",
            true,
            "Parts of all sizes",
            chart(
                &["Level 1", "Level 2", "Level 3", "Other"],
                vec![
                    ("All zeros", Some(count(0)), counts(&[0, 0, 0, 0])),
                    ("One huge", Some(count(9_876_546)), counts(&[1, 9_876_543, 1, 1])),
                    (
                        "Nothing known",
                        None,
                        vec![Figure::absent(X), Figure::absent(C), Figure::absent(Z), Figure::absent(X)],
                    ),
                    (
                        "A long name of a basic command unit that fills more than a line of the page",
                        Some(count(4_000_000)),
                        counts(&[1_000_000, 1_000_000, 1_000_000, 1_000_000]),
                    ),
                ],
            ),
        ),
        sample(
            "stacked-many-parts",
            true,
            "More parts than colours",
            chart(&["A", "B", "C", "D", "E"], vec![("Bar", None, counts(&[1, 2, 3, 4, 5]))]),
        ),
    ]
}

fn periods(from: usize, count: usize) -> Vec<String> {
    (from..from + count).map(|year| format!("{year}-{:02}", (year + 1) % 100)).collect()
}

fn series(label: &str, figures: Vec<Figure>) -> Series {
    Series { label: label.to_owned(), figures }
}

fn broken(at: usize) -> Break {
    Break { at, reason: "The synthetic definition changed".to_owned() }
}

fn lines() -> Vec<Sample> {
    let chart = |periods: Vec<String>, breaks: Vec<Break>, series: Vec<Series>| {
        Plot::Lines(Lines(Courses { unit: "people".to_owned(), span: Span { periods, breaks }, series }))
    };
    let long: Vec<_> = numbers(3)
        .take(21)
        .enumerate()
        .map(|(at, number)| count(14_000 + at as u64 * 2_400 + number % 1_900))
        .collect();
    let gaps = |seed: u64| -> Vec<Figure> {
        numbers(seed)
            .take(12)
            .enumerate()
            .map(|(at, number)| {
                if (at as u64 + seed).is_multiple_of(4) {
                    Figure::absent(if at > 6 { C } else { X })
                } else {
                    count(number % 900)
                }
            })
            .collect()
    };
    let near = |add: u64| -> Vec<Figure> { (0..8).map(|at| count(1_000 + at * 10 + add)).collect() };
    vec![
        sample(
            "lines",
            false,
            "People by level",
            chart(
                periods(2005, 9),
                vec![broken(3)],
                vec![
                    series("Level 1", counts(&[561, 580, 590, 640, 655, 661, 672, 690, 702])),
                    series("Level 2", counts(&[212, 190, 188, 90, 81, 77, 62, 50, 41])),
                    series("Level 3", counts(&[21, 22, 20, 12, 9, 4, 2, 2, 0])),
                ],
            ),
        ),
        sample(
            "lines-trend",
            false,
            "People over 21 years",
            chart(periods(2000, 21), vec![broken(3), broken(8), broken(9)], vec![series("", long)]),
        ),
        sample(
            "lines-gaps",
            true,
            "Gaps of different kinds in three lines",
            chart(
                periods(2009, 12),
                Vec::new(),
                vec![series("First", gaps(1)), series("Second", gaps(2)), series("Third", gaps(3))],
            ),
        ),
        sample(
            "lines-near",
            true,
            "Four lines that lie close together, with long names",
            chart(
                periods(2009, 8),
                vec![broken(1), broken(2), broken(7)],
                vec![
                    series("A long name of a synthetic first thing", near(0)),
                    series("Another long name of a second thing", near(1)),
                    series("The third with its own long name", near(2)),
                    series("And the fourth, no shorter", near(3)),
                ],
            ),
        ),
        sample(
            "lines-zeros",
            true,
            "Nothing but zeros",
            chart(
                periods(2009, 3),
                Vec::new(),
                vec![series("Zeros", counts(&[0, 0, 0])), series("More zeros", counts(&[0, 0, 0]))],
            ),
        ),
        sample(
            "lines-huge",
            true,
            "Seven digits, and changes below zero",
            chart(
                periods(2009, 5),
                Vec::new(),
                vec![series(
                    "Huge",
                    vec![change(-4_000_000), change(9_876_543), change(12), change(0), change(-1_234_567)],
                )],
            ),
        ),
        sample(
            "lines-one-period",
            true,
            "One period",
            chart(
                periods(2013, 1),
                Vec::new(),
                vec![series("Level 1", counts(&[606])), series("Level 2", vec![Figure::absent(C)])],
            ),
        ),
        sample(
            "lines-nothing",
            true,
            "Nothing known",
            chart(periods(2013, 4), Vec::new(), vec![series("Level 1", vec![Figure::absent(X); 4])]),
        ),
    ]
}

/// 42 names as long as those of real areas.
fn areas() -> Vec<String> {
    let (first, second) = (
        ["North", "South", "East", "West", "Upper", "Lower"],
        ["Marsh", "Avonside and Hillshire", "Combe", "Dale", "Ferry", "Greater Moorland", "Holt"],
    );
    first.iter().flat_map(|first| second.iter().map(move |second| format!("{first} {second}"))).collect()
}

fn multiples() -> Vec<Sample> {
    let panel = |at: usize, name: String| {
        let figures = numbers(at as u64 + 40).take(10).enumerate().map(|(year, number)| match (at % 7, year) {
            (3, 2..=5) => Figure::absent(X),
            (5, 9) => Figure::absent(C),
            _ => Figure::new((60 + number % 90) as f64, (60 + number % 90).to_string()),
        });
        Series { label: name, figures: figures.collect() }
    };
    let chart = |breaks, series| {
        Plot::Multiples(Multiples(Courses {
            unit: "per 100,000 people".to_owned(),
            span: Span { periods: periods(2011, 10), breaks },
            series,
        }))
    };
    let six: Vec<_> = areas().into_iter().enumerate().take(6).map(|(at, name)| panel(at, name)).collect();
    let all: Vec<_> = areas().into_iter().enumerate().map(|(at, name)| panel(at, name)).collect();
    let marked = Cell { value: Ok(1_000_000.into()), markers: vec![Marker::Break] };
    let extreme = vec![
        series("Zeros", counts(&[0; 10])),
        series("Nothing known", vec![Figure::absent(X); 10]),
        series("Huge", numbers(9).take(10).map(|number| count(number % 9_000_000)).collect()),
        series(
            "A long name of a synthetic area that takes several lines of its panel",
            counts(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ),
        series(
            "Alternating",
            (0..10).map(|at| if at % 2 == 0 { count(4_000_000) } else { Figure::absent(C) }).collect(),
        ),
        series(
            "A break of its own",
            (0..10).map(|at| if at == 5 { Figure::of(&marked) } else { count(3_000_000 + at * 90_000) }).collect(),
        ),
    ];
    vec![
        sample("multiples", false, "Rates of six areas", chart(vec![broken(4)], six)),
        sample("multiples-areas", false, "Rates of 42 areas", chart(vec![broken(4)], all)),
        sample("multiples-extreme", true, "Panels of all sizes", chart(vec![broken(1), broken(9)], extreme)),
    ]
}

fn intervals() -> Vec<Sample> {
    let rate = |value: f64| Figure::new(value, number::decimal(value, 0));
    let row = |label: &str, value: f64, half: f64| Interval {
        label: label.to_owned(),
        figure: rate(value),
        ends: Some((rate(value - half), rate(value + half))),
    };
    let chart = |rows, reference| {
        Plot::Intervals(Intervals {
            unit: "per 100,000 people aged 10 and over".to_owned(),
            interval: "95% interval".to_owned(),
            rows,
            reference,
        })
    };
    let nation = |value: f64| Some(Level { label: "England and Wales".to_owned(), figure: rate(value) });
    let four = vec![row("Marsh", 96.0, 4.9), row("Combe", 107.0, 6.8), row("South West", 99.0, 2.1)];
    let all = areas().into_iter().zip(numbers(5)).enumerate().map(|(at, (name, number))| match at {
        7 => Interval { label: name, figure: Figure::absent(X), ends: None },
        _ => row(&name, (70 + number % 80) as f64, 3.0 + (number % 9) as f64),
    });
    let extreme = vec![
        row("Zero", 0.0, 0.0),
        row("Huge", 1_234_567.0, 200_000.0),
        Interval { ends: None, ..row("No interval", 5_000.0, 0.0) },
        Interval { label: "Confidential".to_owned(), figure: Figure::absent(C), ends: None },
        row("A long name of a synthetic area that takes more than one line of a narrow page", 7_654_321.0, 1_000_000.0),
    ];
    let same = vec![row("One", 5.0, 0.0), row("Two", 5.0, 0.0)];
    vec![
        sample("intervals", false, "Rates with intervals", chart(four, nation(104.0))),
        sample("intervals-areas", false, "Rates of 42 areas with intervals", chart(all.collect(), nation(108.0))),
        sample("intervals-extreme", true, "Rates of all sizes", chart(extreme, nation(3_000_000.0))),
        sample("intervals-same", true, "One rate for all", chart(same, None)),
    ]
}

fn funnels() -> Vec<Sample> {
    let limits = |centre: f64, most: f64| -> Vec<Limits> {
        [("95%", 1.96), ("99.8%", 3.09)]
            .map(|(label, z)| {
                let curve = |side: f64| {
                    (1..=40).map(move |at| {
                        let size = most * f64::from(at) / 40.0;
                        (size, (centre + side * z * (centre * 1e5 / size).sqrt()).max(0.0))
                    })
                };
                Limits { label: label.to_owned(), lower: curve(-1.0).collect(), upper: curve(1.0).collect() }
            })
            .into()
    };
    let centre =
        |value: f64| Level { label: "England and Wales".to_owned(), figure: Figure::new(value, format!("{value:.0}")) };
    let point = |label: &str, size: f64, value: f64, is_named: bool| Point {
        label: label.to_owned(),
        size,
        figure: Figure::new(value, format!("{value:.0}")),
        is_named,
    };
    let chart = |points, level: f64, most: f64| {
        Plot::Funnel(Funnel {
            size: "Residents aged 10 and over".to_owned(),
            unit: "Registered people per 100,000 residents".to_owned(),
            points,
            centre: centre(level),
            limits: limits(level, most),
        })
    };
    let all = |named: fn(usize) -> bool| -> Vec<Point> {
        areas()
            .iter()
            .zip(numbers(11))
            .zip(numbers(12))
            .enumerate()
            .map(|(at, ((name, a), b))| {
                let size = 400_000.0 + (a % 2_400_000) as f64;
                point(name, size, 100.0 + (b % 40) as f64 - 20.0, named(at))
            })
            .collect()
    };
    let crowd = areas().iter().map(|name| point(name, 900_000.0, 100.0, true)).collect();
    let mut far = vec![
        point("Small and huge", 1_000.0, 9_999.0, true),
        point("Usual", 900_000.0, 100.0, false),
        point("Nothing", 500_000.0, 0.0, true),
    ];
    far.push(Point { figure: Figure::absent(X), ..point("Not known", 1_000_000.0, 0.0, true) });
    vec![
        sample("funnel", false, "Rates against size", chart(all(|at| at % 6 == 2), 104.0, 2_900_000.0)),
        sample("funnel-named", true, "Every point has a name", chart(all(|_| true), 104.0, 2_900_000.0)),
        sample("funnel-crowd", true, "All points in one place", chart(crowd, 104.0, 2_000_000.0)),
        sample("funnel-far", true, "One point far away, and one that is not known", chart(far, 104.0, 8_123_456.0)),
        sample(
            "funnel-nothing",
            true,
            "No points",
            Plot::Funnel(Funnel {
                size: "Residents".to_owned(),
                unit: "Rate".to_owned(),
                points: Vec::new(),
                centre: Level { label: "Nation".to_owned(), figure: Figure::absent(X) },
                limits: Vec::new(),
            }),
        ),
    ]
}

fn tiles() -> Vec<Sample> {
    let short = ["Marsh", "Avon", "Combe", "Dale", "Ferry", "Moor", "Holt"];
    let all = |value: fn(usize, u64) -> Figure| -> Plot {
        let tiles = areas().into_iter().zip(numbers(21)).enumerate().map(|(at, (label, number))| Tile {
            label,
            short: short[at % 7].to_owned(),
            column: at % 7 + usize::from(at / 7 % 2 == 1),
            row: at / 7,
            figure: value(at, number),
        });
        Plot::Tiles(Tiles { unit: "per 100,000 people aged 10 and over".to_owned(), tiles: tiles.collect() })
    };
    vec![
        sample(
            "tiles",
            false,
            "Rates of 42 areas as a map",
            all(|at, number| if at % 9 == 4 { Figure::absent(X) } else { count(62 + number % 110) }),
        ),
        sample("tiles-thousands", false, "Counts of 42 areas as a map", all(|_, number| count(300 + number % 4_000))),
        sample("tiles-zeros", true, "Nothing but zeros", all(|_, _| count(0))),
        sample(
            "tiles-huge",
            true,
            "Seven digits",
            all(|at, number| count(if at == 3 { 9_876_543 } else { number % 90 })),
        ),
        sample("tiles-nothing", true, "Nothing known", all(|_, _| Figure::absent(C))),
    ]
}

fn sparks() -> Vec<Sample> {
    let chart = |figures: Vec<Figure>, breaks| {
        Plot::Spark(Spark(Courses {
            unit: "people".to_owned(),
            span: Span { periods: periods(2011, figures.len()), breaks },
            series: vec![series("", figures)],
        }))
    };
    let usual: Vec<_> = numbers(31).take(10).map(|number| count(500 + number % 200)).collect();
    let mut gap = usual.clone();
    gap[4] = Figure::absent(X);
    vec![
        sample("spark", false, "Course", chart(usual.clone(), Vec::new())),
        sample("spark-break", false, "Course with a gap and a break", chart(gap, vec![broken(7)])),
        sample("spark-same", true, "No change", chart(counts(&[7; 5]), Vec::new())),
        sample("spark-nothing", true, "Nothing known", chart(vec![Figure::absent(X); 5], Vec::new())),
    ]
}
