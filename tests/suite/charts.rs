//! Every kind of chart on ordinary and extreme figures: what is drawn, that it is accessible, and that nothing overlaps.

use std::collections::BTreeSet;

use areabook::chart::draw::widths;
use areabook::chart::{file, inline};
use roxmltree::{Document, Node};

use crate::golden::Golden;
use crate::samples::{Sample, samples};

#[test]
fn each_sample_is_drawn_as_it_was() {
    let samples = samples();
    let widths = samples.iter().flat_map(|sample| sample.chart.plot.widths().iter().map(move |width| (sample, *width)));
    let drawn = widths.map(|(sample, width)| {
        let text = file::svg_of_width(&sample.chart, width, "Source: made up for tests");
        (format!("{}.{width}.svg", sample.name), text)
    });
    let mut golden = Golden::default();
    golden.folder("tests/charts/golden", &drawn.collect(), &[]);
    golden.end();
}

/// The elements of a chart on a page, one a width, as they stand in it.
pub(crate) fn elements(html: &str) -> Vec<String> {
    html.split_inclusive("</svg>").map(str::to_owned).collect()
}

/// A rectangle in units of the drawing.
#[derive(Debug, Clone, Copy)]
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn overlaps(&self, other: &Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Frame) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// A text with the rectangle that it may fill in the widest of fonts.
struct Label {
    text: String,
    frame: Frame,
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no {name} in {node:?}"))
}

fn labels(drawing: Node<'_, '_>) -> Vec<Label> {
    let label = |node: Node<'_, '_>| {
        let class = node.attribute("class").unwrap_or_default();
        let is_on_tile = ["p", "w", "x"].contains(&class);
        let size = if is_on_tile { 13.0 } else { 14.0 };
        let text = node.text().unwrap_or_default().to_owned();
        let wide = widths::width(&text, size, class == "b");
        let (x, y) = (number(node, "x"), number(node, "y"));
        let left = match node.attribute("text-anchor") {
            None if is_on_tile => x - wide / 2.0,
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        let frame = Frame { left, top: y - 0.76 * size, right: left + wide, bottom: y + 0.22 * size };
        Label { text, frame }
    };
    drawing.descendants().filter(|node| node.has_tag_name("text")).map(label).collect()
}

/// The pieces of all paths, each with its class.
fn pieces<'a>(drawing: Node<'a, 'a>) -> Vec<(&'a str, &'a str)> {
    let paths = drawing.descendants().filter(|node| node.has_tag_name("path"));
    let pieces = paths.flat_map(|node| {
        let class = node.attribute("class").unwrap_or_default();
        node.attribute("d").unwrap().split('M').skip(1).map(move |piece| (class, piece))
    });
    pieces.collect()
}

/// The rectangles, from the top and from left to right: `1 2h3v4h-3z`.
fn rects<'a>(drawing: Node<'a, 'a>) -> Vec<(&'a str, Frame)> {
    let rect = |(class, piece): (&'a str, &str)| {
        let (corner, rest) = piece.split_once('h')?;
        let (across, rest) = rest.split_once('v')?;
        let corner = numbers(corner);
        let down = rest.split_once('h')?.0;
        let (right, bottom) = (corner[0] + numbers(across)[0], corner[1] + numbers(down)[0]);
        Some((class, Frame { left: corner[0], top: corner[1], right, bottom }))
    };
    let mut rects: Vec<_> = pieces(drawing).into_iter().filter_map(rect).collect();
    rects.sort_by(|(_, a), (_, b)| (a.top, a.left).partial_cmp(&(b.top, b.left)).unwrap());
    rects
}

/// The paths of a drawing: their class, and the points of each stretch. Of a circle the ends of its diameter.
fn stretches<'a>(drawing: Node<'a, 'a>) -> Vec<(&'a str, Vec<(f64, f64)>)> {
    let lines = pieces(drawing).into_iter().filter(|(_, piece)| !piece.contains('v'));
    lines.map(|(class, piece)| (class, points(piece))).collect()
}

/// Numbers of a path, which a minus sign parts as well as a space.
fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -").replace('z', " ");
    spaced
        .split_whitespace()
        .map(|number| number.parse().unwrap_or_else(|_| panic!("`{number}` in `{text}`")))
        .collect()
}

fn points(stretch: &str) -> Vec<(f64, f64)> {
    let (first, rest) = match stretch.find(['l', 'a', 'z']) {
        Some(end) => stretch.split_at(end),
        None => (stretch, ""),
    };
    let start = numbers(first);
    let mut at = (start[0], start[1]);
    let mut points = vec![at];
    for arc in rest.split('a').skip(1) {
        let arc = numbers(arc);
        at = (at.0 + arc[5], at.1 + arc[6]);
        points.push(at);
    }
    if let Some(line) = rest.strip_prefix('l') {
        for step in numbers(line).chunks(2) {
            at = (at.0 + step[0], at.1 + step[1]);
            points.push(at);
        }
    }
    points
}

/// What is wrong with one SVG element of a page.
fn faults(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap_or_else(|fault| panic!("{fault} in {svg}"));
    let drawing = document.root_element();
    let mut faults = names(drawing);
    for node in drawing.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if !["svg", "title", "desc", "text", "path"].contains(&name) {
            faults.push(format!("an element <{name}>"));
        }
        for attribute in node.attributes() {
            let known = "class viewBox role aria-labelledby id x y d text-anchor";
            if !known.split(' ').any(|known| known == attribute.name()) {
                faults.push(format!("an attribute {}", attribute.name()));
            }
        }
    }
    let corner = numbers(drawing.attribute("viewBox").unwrap());
    let paper = Frame { left: 0.0, top: 0.0, right: corner[2], bottom: corner[3] };
    let (labels, rects) = (labels(drawing), rects(drawing));
    for (at, label) in labels.iter().enumerate() {
        if !paper.holds(&label.frame) {
            faults.push(format!("`{}` leaves the drawing: {:?} in {paper:?}", label.text, label.frame));
        }
        for other in labels[..at].iter().filter(|other| other.frame.overlaps(&label.frame)) {
            faults.push(format!("`{}` lies over `{}`: {:?}, {:?}", label.text, other.text, label.frame, other.frame));
        }
        for (class, rect) in rects.iter().filter(|(class, rect)| *class != "own" && rect.overlaps(&label.frame)) {
            if !class.starts_with('c') || !rect.holds(&label.frame) {
                faults.push(format!("`{}` lies over a shape `{class}`", label.text));
            }
        }
    }
    let (left, right) = (-0.05, paper.right + 0.05);
    let inside = |(x, y): &(f64, f64)| (left..=right).contains(x) && (-0.05..=paper.bottom + 0.05).contains(y);
    let corners = rects.iter().flat_map(|(_, rect)| [(rect.left, rect.top), (rect.right, rect.bottom)]);
    let places = corners.chain(stretches(drawing).into_iter().flat_map(|(_, points)| points));
    faults
        .extend(places.filter(|place| !inside(place)).map(|place| format!("a shape leaves the drawing at {place:?}")));
    faults
}

/// A drawing has a role, and a title and a description by which it is named.
fn names(drawing: Node<'_, '_>) -> Vec<String> {
    let mut faults = Vec::new();
    if drawing.attribute("role") != Some("img") {
        faults.push("no role".to_owned());
    }
    for (element, id) in
        ["title", "desc"].iter().zip(drawing.attribute("aria-labelledby").unwrap_or_default().split(' '))
    {
        let node = drawing.children().find(|node| node.has_tag_name(*element) && node.attribute("id") == Some(id));
        if node.and_then(|node| node.text()).is_none_or(|text| text.trim().len() < 5) {
            faults.push(format!("no <{element}> with the id `{id}`, or none with words"));
        }
    }
    faults
}

fn all_faults(samples: &[Sample]) -> Vec<String> {
    let mut all = Vec::new();
    for sample in samples {
        for svg in elements(&inline::svg(&sample.chart)) {
            all.extend(faults(&svg).into_iter().map(|fault| format!("{}: {fault}", sample.name)));
        }
    }
    all
}

#[test]
fn each_drawing_is_named_and_nothing_in_it_overlaps() {
    let faults = all_faults(&samples());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn ids_are_unique_on_a_page_with_every_chart() {
    let html: String = samples().iter().map(|sample| inline::svg(&sample.chart)).collect();
    let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.len() > 100);
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = ids.iter().filter(|id| !seen.insert(**id)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn a_file_stands_alone() {
    for sample in samples() {
        let file = file::svg(&sample.chart, "Source: made up for tests");
        let document = Document::parse(&file).unwrap();
        assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
        assert!(!file.contains("class=") && !file.contains("style=") && !file.contains("<style"), "{}", sample.name);
        assert!(names(document.root_element()).is_empty(), "{}", sample.name);
        for text in [&sample.chart.title, &sample.chart.subtitle, "made up for tests"] {
            let last = text.split(' ').next_back().unwrap();
            assert!(
                document.descendants().any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text"))
                    && node.text().unwrap_or_default().contains(last)),
                "{}: {text}",
                sample.name
            );
        }
    }
}

fn sample(name: &str) -> Sample {
    samples().into_iter().find(|sample| sample.name == name).unwrap()
}

#[test]
fn bars_begin_at_zero_and_are_as_long_as_their_figures() {
    let html = inline::svg(&sample("bars-areas").chart);
    let svg = &elements(&html)[0];
    let document = Document::parse(svg).unwrap();
    let values: Vec<f64> =
        labels(document.root_element()).iter().filter_map(|label| label.text.replace(',', "").parse().ok()).collect();
    let bars = rects(document.root_element());
    assert_eq!((values.len(), bars.len()), (41, 41));
    let unit = (bars[0].1.right - bars[0].1.left) / values[0];
    for (value, (_, bar)) in values.iter().zip(&bars) {
        assert!((bar.right - bar.left - unit * value).abs() < 0.2 && bar.left == bars[0].1.left, "{value}: {bar:?}");
    }
}

#[test]
fn no_line_runs_across_a_break_or_a_gap() {
    let mut lines = 0;
    for name in ["lines", "lines-trend", "lines-near", "multiples", "spark-break", "multiples-extreme"] {
        for svg in elements(&inline::svg(&sample(name).chart)) {
            let document = Document::parse(&svg).unwrap();
            let all = stretches(document.root_element());
            let is_line = |class: &str| class.starts_with('l') && class.len() == 2;
            let within = |(x, y): (f64, f64), line: &[(f64, f64)]| {
                let (first, last) = (line[0].0, line[line.len() - 1].0);
                let above = line.iter().all(|point| point.1 <= y + 80.0 && point.1 >= y - 5.0);
                first < x && x < last && (above || name == "lines-trend")
            };
            for (_, cut) in all.iter().filter(|(class, _)| *class == "break" || *class == "gap") {
                let middle = ((cut[0].0 + cut[1].0) / 2.0, cut[0].1.min(cut[1].1));
                for (_, line) in
                    all.iter().filter(|(class, line)| is_line(class) && line[line.len() - 1].0 - line[0].0 > 4.1)
                {
                    lines += 1;
                    assert!(!within(middle, line), "{name}: {line:?} runs across {cut:?}");
                }
            }
        }
    }
    assert!(lines > 20);
}

#[test]
fn a_gap_is_labelled() {
    for (name, sign) in [
        ("bars-absent", "[low]"),
        ("lines-gaps", "[x] Second"),
        ("tiles", "[x]"),
        ("intervals-areas", "[x]"),
        ("stacked", "[z]"),
        ("multiples", "[c]"),
    ] {
        for svg in elements(&inline::svg(&sample(name).chart)) {
            let document = Document::parse(&svg).unwrap();
            assert!(labels(document.root_element()).iter().any(|label| label.text.contains(sign)), "{name}: {sign}");
        }
    }
}

#[test]
fn charts_are_small() {
    for sample in samples().iter().filter(|sample| !sample.is_extreme) {
        // 42 areas with intervals or lines of their own are many figures.
        let most = match sample.name {
            "intervals-areas" => 10_500,
            "multiples-areas" => 17_000,
            _ => 8_000,
        };
        for svg in elements(&inline::svg(&sample.chart)) {
            assert!(svg.len() < most, "{} has {} bytes", sample.name, svg.len());
        }
    }
}

#[test]
fn parts_of_a_bar_have_paper_between_them() {
    let mut pairs = 0;
    for name in ["stacked", "stacked-extreme"] {
        for svg in elements(&inline::svg(&sample(name).chart)) {
            let document = Document::parse(&svg).unwrap();
            let bars = rects(document.root_element());
            let is_bar = |rect: &Frame| rect.bottom - rect.top == 20.0;
            for pair in bars.windows(2).filter(|pair| pair[0].1.top == pair[1].1.top && is_bar(&pair[0].1)) {
                pairs += 1;
                assert!(pair[1].1.left - pair[0].1.right >= 0.4, "{pair:?}");
            }
        }
    }
    assert!(pairs > 5);
}
