//! A drawing backend for plotters that writes small SVG: text as text, styles through classes, no ids.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::role::Role;
use crate::text::markup::escape;

/// Plotters has whole coordinates only: this many of them are a unit of the drawing.
pub(crate) const STEPS: i32 = 10;

/// The backend, which keeps the shapes and texts drawn so far. All shapes of a role are one path, in the order in which roles
/// first appear; texts are above all paths.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The data of each path.
    paths: Vec<(Role, String)>,
    /// Each text from its position on.
    texts: Vec<(Role, String)>,
}

impl Body {
    /// The elements as SVG, in which roles look as `style` gives: [`Role::by_class`] or [`Role::by_attributes`].
    pub(crate) fn svg(&self, style: fn(Role) -> String) -> String {
        let path = |(role, data): &(Role, String)| format!("<path{} d=\"{data}\"/>", style(*role));
        let text = |(role, rest): &(Role, String)| format!("<text{}{rest}", style(*role));
        self.paths.iter().map(path).chain(self.texts.iter().map(text)).collect()
    }

    fn path<S: BackendStyle>(&mut self, style: &S, data: &str) -> Drawn {
        let role = Role::of_colour(style.color());
        match self.paths.iter_mut().find(|(known, _)| *known == role) {
            Some((_, path)) => path.push_str(data),
            None => self.paths.push((role, data.to_owned())),
        }
        Ok(())
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A length in units of the drawing, with a decimal place where it is not whole.
fn units(steps: i32) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    match (steps.unsigned_abs() / STEPS.unsigned_abs(), steps.unsigned_abs() % STEPS.unsigned_abs()) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// Points as the data of a path: the first is absolute, each further one relative to the one before.
fn data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut before = (0, 0);
    for (at, (x, y)) in points.into_iter().enumerate() {
        let (dx, dy) = (units(x - before.0), units(y - before.1));
        match at {
            0 => data.push('M'),
            1 => data.push('l'),
            _ if dx.starts_with('-') => {}
            _ => data.push(' '),
        }
        data.push_str(&dx);
        if !dy.starts_with('-') {
            data.push(' ');
        }
        data.push_str(&dy);
        before = (x, y);
    }
    data
}

impl DrawingBackend for &mut Body {
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
        self.path(&colour, &format!("M{} {}h.1v.1h-.1z", units(x), units(y)))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.path(style, &data(points))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.path(style, &(data(points) + "z"))
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(STEPS);
        let (r, diameter) = (units(radius), units(2 * radius));
        let data =
            format!("M{} {}a{r} {r} 0 1 0 {diameter} 0a{r} {r} 0 1 0-{diameter} 0z", units(x - radius), units(y));
        self.path(style, &data)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _: bool) -> Drawn {
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        let (width, height) = (units(right - left), units(bottom - top));
        let data = format!("M{} {}h{width}v{height}h-{width}z", units(left), units(top));
        self.path(style, &data)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let role = Role::of_colour(style.color());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center if role.is_centred() => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (x, y) = (units(x), units(y));
        self.texts.push((role, format!(" x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", escape(text))));
        Ok(())
    }
}
