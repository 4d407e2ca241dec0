//! The colours of a style sheet: its custom properties, what the book sets instead, and whether one can be read on another.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use crate::book::publisher::Tint;
use crate::colour::{Colour, contrast};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::text::pattern::Pattern;

rules! {
    CONTRAST = "T102" "contrast" Error:
        "A text colour can hardly be read on its ground.";
        "One reader in twelve sees less contrast than others; the law asks public sites for 4.5 to 1 (WCAG 2.2, 1.4.3).";
        "`link = \"#8ebdf2\"` under [brand.colours]: pale blue on white has a contrast of 1.97.";
        "Choose a darker text on a light ground, or a lighter one on a dark ground."
}

/// Which text stands on which ground: custom properties, and what each is to readers.
const PAIRS: [([&str; 2], [&str; 2]); 7] = [
    (["ink", "paper"], ["text", "the page"]),
    (["ink", "wash"], ["text", "boxes"]),
    (["quiet", "paper"], ["quiet text", "the page"]),
    (["quiet", "wash"], ["quiet text", "boxes"]),
    (["link", "paper"], ["links", "the page"]),
    (["link", "wash"], ["links", "boxes"]),
    (["brand-text", "brand"], ["the name of the site", "the bar at the head of a page"]),
];
/// The least contrast of text, in hundredths.
const LEAST: u64 = 450;
const DARK: &str = "(prefers-color-scheme: dark)";

static PROPERTY: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"--([a-z][a-z0-9-]*)\s*:\s*(#[0-9a-fA-F]{3,6})\s*[;}]"));

type Colours = BTreeMap<String, (String, Span)>;

/// The colours of a site in light and in dark mode.
pub struct Palette<'a> {
    tints: &'a [Tint],
    light: Colours,
    dark: Colours,
}

/// The colours that a style sheet sets, with those of the book in their places. `place` says where a range of the style
/// sheet stands.
pub fn palette<'a>(style: &str, place: impl Fn(Range<usize>) -> Span, tints: &'a [Tint]) -> Palette<'a> {
    let dark_block = block(style, DARK);
    let (mut light, mut dark) = (Colours::new(), Colours::new());
    for found in PROPERTY.captures_iter(style) {
        let (Some(whole), Some(name), Some(colour)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        let colours = if dark_block.contains(&whole.start()) { &mut dark } else { &mut light };
        let value = (colour.as_str().to_owned(), place(colour.range()));
        colours.entry(name.as_str().to_owned()).or_insert(value);
    }
    for tint in tints {
        let colours = if tint.dark { &mut dark } else { &mut light };
        colours.insert(tint.property.clone(), (tint.colour.clone(), tint.span));
    }
    for (name, value) in &light {
        dark.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Palette { tints, light, dark }
}

impl Palette<'_> {
    /// Names every text that can hardly be read on its ground.
    pub fn check(&self, findings: &mut Vec<Diagnostic>) {
        for (colours, mode) in [(&self.light, ""), (&self.dark, " in dark mode")] {
            for (names, words) in PAIRS {
                let [Some((text, span)), Some((ground, behind))] = names.map(|name| colours.get(name)) else {
                    continue;
                };
                let (Ok(one), Ok(other)) = (text.parse::<Colour>(), ground.parse::<Colour>()) else { continue };
                let ratio = hundredths(contrast(one, other));
                if ratio >= LEAST {
                    continue;
                }
                let message = format!(
                    "{} ({text}) can hardly be read on {} ({ground}){mode}: the contrast is {}.{:02}",
                    words[0],
                    words[1],
                    ratio / 100,
                    ratio % 100
                );
                let is_set = self.tints.iter().any(|tint| tint.span == *behind);
                let mut finding = CONTRAST.at(if is_set { *behind } else { *span }, message);
                finding = finding.help("text needs a contrast of 4.5: make one of the two colours darker or lighter");
                findings.push(finding);
            }
        }
    }

    /// The rules that put the book's colours over the style sheet's. One that the book sets for light mode alone keeps
    /// what the style sheet has for dark mode.
    pub fn css(&self) -> String {
        let mut css = String::new();
        let names: std::collections::BTreeSet<_> = self.tints.iter().map(|tint| &tint.property).collect();
        if names.is_empty() {
            return css;
        }
        let rules = |colours: &Colours| {
            let mut rules = String::new();
            for (name, (colour, _)) in names.iter().filter_map(|name| colours.get_key_value(*name)) {
                let _ = write!(rules, "--{name}: {colour}; ");
            }
            rules
        };
        let _ = writeln!(css, "\n:root {{ {}}}", rules(&self.light));
        let _ = writeln!(css, "@media {DARK} {{ :root {{ {}}} }}", rules(&self.dark));
        css
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a contrast lies between 1 and 21")]
fn hundredths(ratio: f64) -> u64 {
    (ratio * 100.0) as u64
}

/// The range of the block whose head holds `head`; empty where there is none.
fn block(style: &str, head: &str) -> Range<usize> {
    let Some(start) = style.find(head) else { return 0..0 };
    let mut depth = 0_u32;
    for (at, sign) in style[start..].bytes().enumerate() {
        match sign {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return start..start + at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    start..style.len()
}
