//! The axes of a table: a heading, and what stands under it.

use super::narrative::Words;

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The axis's own key.
    pub key: String,
    /// The heading for readers.
    pub label: Words,
    /// The members, without the total.
    pub members: Vec<Member>,
    /// The total over the members, if the form has one.
    pub total: Option<Member>,
    /// For an axis whose members the return names itself: the key under which it does.
    pub named_by: Option<String>,
}

impl Axis {
    /// The position of the total, however many members a return gives the axis.
    pub const TOTAL: usize = usize::MAX;

    /// Members with the total last.
    pub fn all(&self) -> impl Iterator<Item = &Member> + Clone {
        self.members.iter().chain(&self.total)
    }

    /// How many places the axis has, the total included.
    pub fn len(&self) -> usize {
        self.members.len() + usize::from(self.total.is_some())
    }

    /// Whether the axis has no places at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of the member with this key; [`Axis::TOTAL`] for the total.
    pub fn position(&self, key: &str) -> Option<usize> {
        let member = self.members.iter().position(|member| member.key == key);
        member.or_else(|| self.total.as_ref().filter(|total| total.key == key).map(|_| Axis::TOTAL))
    }

    /// The positions on the axis: those of the members, then [`Axis::TOTAL`] where there is a total.
    pub fn positions(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        (0..self.members.len()).chain(self.total.as_ref().map(|_| Axis::TOTAL))
    }

    /// The member at a position, or the total.
    pub fn member(&self, position: usize) -> Option<&Member> {
        if position == Axis::TOTAL { self.total.as_ref() } else { self.members.get(position) }
    }
}

/// One member of an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key in returns.
    pub key: String,
    /// The label in full.
    pub label: Words,
    /// The label where space is short.
    pub short: Words,
    /// What narrative calls it besides.
    pub also_called: Vec<String>,
    /// Verbs and phrases by which narrative says it.
    pub said_as: Vec<String>,
}

impl Member {
    /// A member with one label and no other names.
    pub fn new(key: &str, label: Words) -> Self {
        Member { key: key.to_owned(), short: label.clone(), label, also_called: Vec::new(), said_as: Vec::new() }
    }
}
