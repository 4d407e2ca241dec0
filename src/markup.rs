//! Text inside HTML and SVG.

/// Text that is safe inside SVG and HTML.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
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
    safe
}
