//! Where a text and every part of it stands.

use std::ops::Range;

use crate::source::Span;
use crate::text::normal::Normal;

/// Where a text stands: from a byte of a file on, or somewhere inside a span whose bytes differ from the text's.
#[derive(Debug, Clone, Copy)]
pub enum Stand {
    /// The text is the file's bytes from the start of this span on.
    Exact(Span),
    /// The text is made from this span, so that every place in it is the whole span.
    Within(Span),
}

/// A text in its normal form, which knows where it was typed.
pub struct Text<'t> {
    normal: Normal<'t>,
    stand: Stand,
}

impl<'t> Text<'t> {
    /// The text that was typed.
    pub fn new(typed: &'t str, stand: Stand) -> Self {
        Text { normal: Normal::new(typed), stand }
    }

    /// The text in its normal form: every range is one of this.
    pub fn as_str(&self) -> &str {
        &self.normal.text
    }

    /// Where a range of the text was typed.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.stand {
            Stand::Exact(span) => {
                let typed = self.normal.typed(range);
                span.cut(typed.start, typed.end)
            }
            Stand::Within(span) => span,
        }
    }

    /// Whether places are exact.
    pub fn is_exact(&self) -> bool {
        matches!(self.stand, Stand::Exact(_))
    }
}
