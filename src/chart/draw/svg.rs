//! A drawing backend for plotters that writes small SVG: text as text, looks through classes, no ids.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::{role, widths};
use crate::markup::escape;

/// Plotters counts in whole numbers; this many of them make up a unit of the drawing.
pub(crate) const FINE: i32 = 10;

/// What was drawn so far. All shapes of a class are one element, in the order in which classes first appear; texts stand
/// above them.
#[derive(Debug, Default)]
pub(crate) struct Body {
    paths: Vec<(&'static str, String)>,
    texts: String,
}

impl Body {
    /// The elements as text.
    pub(crate) fn svg(&self) -> String {
        let path = |(class, data): &(&str, String)| format!("<path class=\"{class}\" d=\"{data}\"/>");
        self.paths.iter().map(path).collect::<String>() + &self.texts
    }
}

/// The backend: shapes are appended to `body`.
pub(crate) struct Svg<'a> {
    /// The shapes so far.
    pub(crate) body: &'a mut Body,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A length in units of the drawing, with a decimal where it is none of them whole.
fn units(fine: i32) -> String {
    let size = fine.unsigned_abs();
    let (whole, tenth) = (size / FINE.unsigned_abs(), size % FINE.unsigned_abs());
    let mut text = String::with_capacity(8);
    if fine < 0 {
        text.push('-');
    }
    if whole > 0 || tenth == 0 {
        text.push_str(&whole.to_string());
    }
    if tenth > 0 {
        text.push('.');
        text.push_str(&tenth.to_string());
    }
    text
}

fn class(colour: BackendColor) -> &'static str {
    role::class(colour.rgb.2)
}

impl Svg<'_> {
    fn path(&mut self, class: &'static str, data: &str) {
        match self.body.paths.iter_mut().find(|(known, _)| *known == class) {
            Some((_, path)) => path.push_str(data),
            None => self.body.paths.push((class, data.to_owned())),
        }
    }
}

/// Points as the data of a path: the first absolute, the rest from one to the next.
fn data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut before: Option<BackendCoord> = None;
    for (x, y) in points {
        let from = match before {
            None => {
                data.push('M');
                (0, 0)
            }
            Some(from) => {
                if !data.contains('l') {
                    data.push('l');
                } else if x >= from.0 {
                    data.push(' ');
                }
                from
            }
        };
        let (across, down) = (units(x - from.0), units(y - from.1));
        data.push_str(&across);
        if !down.starts_with('-') {
            data.push(' ');
        }
        data.push_str(&down);
        before = Some((x, y));
    }
    data
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (u32::from(u16::MAX), u32::from(u16::MAX))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.path(class(colour), &format!("M{} {}h.1v.1h-.1z", units(x), units(y)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.path(class(style.color()), &data([from, to]));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.path(class(style.color()), &data(points));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.path(class(style.color()), &(data(points) + "z"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(FINE);
        let (r, across) = (units(radius), units(2 * radius));
        let data = format!("M{} {}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z", units(x - radius), units(y));
        self.path(class(style.color()), &data);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _: bool) -> Drawn {
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        let (across, down) = (units(right - left), units(bottom - top));
        let data = format!("M{} {}h{across}v{down}h-{across}z", units(left), units(top));
        self.path(class(style.color()), &data);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let class = match class(style.color()) {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            // The looks of these say so themselves.
            HPos::Center if role::is_centred(style.color().rgb.2) => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (x, y) = (units(x), units(y));
        let _ = write!(self.body.texts, "<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", escape(text));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = widths::width(text, style.size(), false);
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
