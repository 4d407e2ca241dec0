//! What the labels of a form can be said as.

use super::tokens::stem;

/// What a label can be said as: in full, each side of a colon, each without what stands in brackets, that alone, without its number.
pub(crate) fn variants(label: &str) -> Vec<&str> {
    let unnumbered = label.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ')' | ' '));
    let mut variants = vec![label, unnumbered];
    variants.extend(label.split_once(": ").into_iter().flat_map(|(head, tail)| [head, tail]));
    for at in 0..variants.len() {
        if let Some((head, rest)) = variants[at].split_once(" (") {
            variants.push(head);
            variants.extend(rest.split_once(')').map(|(inside, _)| inside));
        }
    }
    variants.sort_unstable();
    variants.dedup();
    variants.retain(|variant| variant.chars().any(char::is_alphabetic));
    variants
}

/// A short form that a label declares in brackets: “Blue Reading Tickets (BRTs)”. It stands for the long one in other names, as that does for it.
pub(crate) struct ShortForm {
    short: String,
    long: Vec<String>,
}

impl ShortForm {
    /// The short form that a label declares, if it does; `stems` gives those of its long one.
    pub(crate) fn declared(label: &str, stems: impl Fn(&str) -> Vec<String>) -> Option<Self> {
        let (long, rest) = label.rsplit_once(" (")?;
        let short = rest.strip_suffix(')')?;
        let is_short = !short.contains(' ') && short.chars().filter(|sign| sign.is_uppercase()).count() > 1;
        let long = long.rsplit(": ").next().map(stems).filter(|long| long.len() > 1)?;
        is_short.then(|| ShortForm { short: stem(&short.to_ascii_lowercase()).to_owned(), long })
    }

    /// A name with the long form in place of the short one, or the other way round; none where it has neither, or is one of them.
    pub(crate) fn other(&self, stems: &[String]) -> Option<Vec<String>> {
        let ShortForm { short, long } = self;
        if stems.len() == 1 || stems == long {
            return None;
        }
        let long_at = stems.windows(long.len()).position(|part| part == long);
        let (at, length, other) = match stems.iter().position(|stem| stem == short) {
            Some(at) => (at, 1, long.as_slice()),
            None => (long_at?, long.len(), std::slice::from_ref(short)),
        };
        Some([&stems[..at], other, &stems[at + length..]].concat())
    }
}
