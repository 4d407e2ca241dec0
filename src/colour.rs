//! Colours, and how well one can be read on another.

use std::str::FromStr;

/// A colour as screens show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl FromStr for Colour {
    type Err = ();

    /// Reads `#12436d` or `#fff`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').ok_or(())?;
        let digits: Vec<u8> = digits.chars().filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
        match (text.len(), digits.as_slice()) {
            (4, &[red, green, blue]) => Ok(Colour([red, green, blue].map(|digit| digit * 17))),
            (7, &[r, red, g, green, b, blue]) => Ok(Colour([r * 16 + red, g * 16 + green, b * 16 + blue])),
            _ => Err(()),
        }
    }
}

impl Colour {
    /// The relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

/// The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let ratio = |one: &str, other: &str| match (one.parse(), other.parse()) {
            (Ok(one), Ok(other)) => format!("{:.2}", contrast(one, other)),
            _ => String::new(),
        };
        assert_eq!(ratio("#000", "#ffffff"), "21.00");
        assert_eq!(ratio("#777777", "#ffffff"), "4.48");
        assert_eq!(ratio("#767676", "#fff"), "4.54");
        assert_eq!(ratio("#12436d", "#12436d"), "1.00");
    }

    #[test]
    fn only_hexadecimal_colours_are_colours() {
        for text in ["", "fff", "#ff", "#ffff", "#ggg", "#12345", "#12436x", "red", "#é1"] {
            assert_eq!(text.parse::<Colour>(), Err(()), "{text}");
        }
    }
}
