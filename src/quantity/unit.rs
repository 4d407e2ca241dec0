//! What a number is a number of, as far as its writing depends on it.

use std::fmt;

/// What a number is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Unit {
    /// People, orders, people per 100,000: the words around the number say it.
    #[default]
    Plain,
    /// Hundredths.
    Percent,
    /// Hundredths by which two percentages differ.
    Points,
    /// Seconds, written as hours, minutes and seconds.
    Duration,
    /// What this sign before the number says: `£`.
    Before(Sign),
    /// What this sign behind the number says: `km`.
    After(Sign),
}

impl Unit {
    /// The unit in which two numbers of it differ.
    pub(crate) fn of_difference(self) -> Unit {
        if self == Unit::Percent { Unit::Points } else { self }
    }

    /// What files of figures name it: `%`, `£`, `seconds`; nothing where the words around the number say it.
    pub(crate) fn symbol(&self) -> &str {
        match self {
            Unit::Plain => "",
            Unit::Percent => "%",
            Unit::Points => "percentage points",
            Unit::Duration => "seconds",
            Unit::Before(sign) | Unit::After(sign) => sign.as_str(),
        }
    }
}

/// The most bytes of a sign.
const MOST: usize = 12;

/// A sign that stands beside a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sign([u8; MOST]);

impl Sign {
    /// The sign of these letters. None where there are none, or more than a table has room for.
    pub fn new(text: &str) -> Option<Sign> {
        let mut bytes = [0; MOST];
        let is_plain = !text.is_empty() && !text.contains(char::is_control);
        bytes.get_mut(..text.len()).filter(|_| is_plain)?.copy_from_slice(text.as_bytes());
        Some(Sign(bytes))
    }

    /// The sign.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(MOST);
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for Sign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_short_and_whole() {
        assert_eq!(
            ["£", "km", "passengers/h"].map(|text| Sign::new(text).map(|sign| sign.as_str() == text)),
            [Some(true); 3]
        );
        assert_eq!(["", "passengers/hour", "a\nb"].map(Sign::new), [None; 3]);
    }
}
