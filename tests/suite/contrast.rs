//! The colours of the default theme, computed as WCAG 2.2 defines contrast.

use std::fs;

use crate::project;

fn style() -> String {
    fs::read_to_string(project().join("themes/default/assets/style.css")).unwrap()
}

/// The value of a custom property; the second is that of the dark theme.
fn property(name: &str, dark: bool) -> String {
    let style = style();
    let values: Vec<_> =
        style.split(&format!("--{name}:")).skip(1).map(|rest| rest.split(';').next().unwrap()).collect();
    values[usize::from(dark)].trim().to_owned()
}

/// The fill of a class.
fn fill(class: &str) -> String {
    let style = style();
    let rule = style.split(&format!("svg.chart .{class} {{")).nth(1).unwrap().split('}').next().unwrap().to_owned();
    rule.split("fill:").nth(1).unwrap().split(';').next().unwrap().trim().to_owned()
}

fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let wide =
        if digits.len() == 3 { digits.chars().flat_map(|sign| [sign, sign]).collect() } else { digits.to_owned() };
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

pub(crate) fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_defined() {
    assert!((contrast("#fff", "#000000") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#fff") - 4.478).abs() < 1e-3);
}

#[test]
fn shapes_and_texts_stand_out_from_the_paper() {
    for dark in [false, true] {
        let paper = property("paper", dark);
        for name in ["s1", "s2", "s3", "s4"] {
            let found = contrast(&property(name, dark), &paper);
            assert!(found >= 3.0, "{name} on paper, dark {dark}: {found}");
        }
        for name in ["ink", "quiet"] {
            let found = contrast(&property(name, dark), &paper);
            assert!(found >= 4.5, "{name} on paper, dark {dark}: {found}");
        }
    }
}

#[test]
fn the_palette_is_that_of_the_analysis_function_and_neighbours_differ() {
    let palette = ["s1", "s2", "s3", "s4"].map(|name| property(name, false).to_uppercase());
    assert_eq!(palette, ["#12436D", "#28A197", "#801650", "#F46A25"]);
    for pair in palette.windows(2) {
        assert!(contrast(&pair[0], &pair[1]) >= 3.0, "{pair:?}");
    }
}

#[test]
fn the_text_of_a_tile_is_read_on_every_class() {
    for (class, ink) in [("c1", "p"), ("c2", "p"), ("c3", "p"), ("c4", "w"), ("c5", "w")] {
        let found = contrast(&fill(class), &fill(ink));
        assert!(found >= 4.5, "{ink} on {class}: {found}");
    }
    let steps: Vec<_> = ["c1", "c2", "c3", "c4", "c5"].map(|class| luminance(&fill(class))).into();
    assert!(steps.is_sorted_by(|a, b| a > b), "classes grow darker: {steps:?}");
}
