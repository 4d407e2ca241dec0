//! A drawing backend for plotters that writes small SVG: text as text, looks through classes, no ids but those given.

use std::convert::Infallible;
use std::fmt::Write;

use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use crate::markup::escape;

/// What a shape is, which decides its looks. Plotters carries it as a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A label or value.
    Label,
    /// The label of a group.
    Group,
    /// The line from which bars start.
    Axis,
    /// A gap and what it says.
    Gap,
    /// A bar or line of the series with this number, from 0.
    Series(u8),
}

const CLASSES: [&str; 8] = ["label", "group", "axis", "gap", "s1", "s2", "s3", "s4"];

impl Role {
    /// The role as plotters carries it.
    pub fn colour(self) -> RGBColor {
        RGBColor(
            0,
            0,
            match self {
                Role::Label => 0,
                Role::Group => 1,
                Role::Axis => 2,
                Role::Gap => 3,
                Role::Series(number) => 4 + number % 4,
            },
        )
    }
}

fn class(colour: BackendColor) -> &'static str {
    CLASSES.get(usize::from(colour.rgb.2)).copied().unwrap_or("label")
}

/// The backend: shapes are appended to `body`.
pub struct Svg<'a> {
    /// The shapes so far.
    pub body: &'a mut String,
    /// Width and height in units of the drawing.
    pub size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        let _ = write!(self.body, "<path class=\"{}\" d=\"M{x} {y}h1v1h-1z\"/>", class(colour));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let class = class(style.color());
        let _ = write!(self.body, "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>", from.0, from.1, to.0, to.1);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _: bool) -> Drawn {
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let class = class(style.color());
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\"/>",
            from.0, from.1
        );
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let class = class(style.color());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let _ = write!(self.body, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", escape(text));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = text_width(text, style.size());
        Ok((width, style.size().ceil() as u32))
    }
}

/// An upper estimate of the width of `text` at `size`, in units of the drawing: the same on every machine.
pub fn text_width(text: &str, size: f64) -> u32 {
    (text.chars().count() as f64 * size * 0.58).ceil() as u32
}
