//! HTML as it is written, and text inside HTML and SVG.

use std::borrow::Cow;
use std::fmt;

use crate::text::typography;

/// HTML, written from front to back. Markup stands as it is; text is escaped and set so that dates and periods keep together.
#[derive(Debug, Default)]
pub(crate) struct Html {
    written: String,
    /// Text since the last markup: what belongs together is told by all of it.
    text: String,
    /// Whether it heads a column, which has little room: its words may part anywhere.
    is_narrow: bool,
}

impl Html {
    /// Adds text for readers.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds markup.
    pub(crate) fn markup(&mut self, markup: &str) {
        self.end_text();
        self.written.push_str(markup);
    }

    /// Says whether the text from here on heads columns.
    pub(crate) fn heads_columns(&mut self, is_narrow: bool) {
        self.end_text();
        self.is_narrow = is_narrow;
    }

    /// What has been written.
    pub(crate) fn finish(mut self) -> String {
        self.end_text();
        self.written
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bound = if self.is_narrow { Cow::Borrowed(text.as_str()) } else { typography::bound(&text) };
        for (piece, is_period) in typography::around_periods(&bound) {
            let (before, after) = if is_period { ("<span class=\"y\">", "</span>") } else { ("", "") };
            self.written.push_str(before);
            push_escaped(&mut self.written, piece);
            self.written.push_str(after);
        }
    }
}

/// What is formatted is markup.
impl fmt::Write for Html {
    fn write_str(&mut self, markup: &str) -> fmt::Result {
        self.markup(markup);
        Ok(())
    }
}

/// Text for readers as HTML.
pub(crate) fn text(text: &str) -> String {
    let mut html = Html::default();
    html.text(text);
    html.finish()
}

/// Text that is safe inside SVG and HTML.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    push_escaped(&mut safe, text);
    safe
}

/// Adds text to SVG or HTML so that it is safe there.
fn push_escaped(safe: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        safe.push_str(&text[from..at]);
        safe.push_str(entity);
        from = at + 1;
    }
    safe.push_str(&text[from..]);
}

/// Whether words hold HTML: an element that is closed, stands alone or has attributes. Other words between < and > are none.
pub(crate) fn is_html(words: &str) -> bool {
    ["</", "/>", "<br", "=\""].iter().any(|signs| words.contains(signs))
}
