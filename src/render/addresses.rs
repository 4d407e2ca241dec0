//! Where the files of a site stand.

use super::topic::Topic;
use crate::site::{Refused, Site};

/// A file of the site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SiteFile {
    /// Its address.
    pub(super) address: String,
    /// What it is about.
    pub(super) topic: Topic,
}

/// Where the files of a book stand.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Every file, in the order in which they are listed.
    pub(super) all: Vec<SiteFile>,
    /// Which of them can be published, in the order of the addresses.
    pub(super) published: Vec<usize>,
    /// Which cannot, and why.
    pub(super) refused: Vec<Refusal>,
}

/// A file that cannot be published.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Which.
    pub(super) file: usize,
    /// The file that has its address already; none where the address itself is at fault.
    pub(super) taken_by: Option<usize>,
}

impl Addresses {
    /// Of two files with one address the first counts.
    pub(super) fn new(all: Vec<SiteFile>) -> Self {
        let (mut taken, mut published, mut refused) = (Site::default(), Vec::new(), Vec::new());
        for (file, place) in all.iter().enumerate() {
            match taken.add(&place.address, Vec::new()) {
                Ok(()) => published.push(file),
                Err(Refused::Unsafe(_)) => refused.push(Refusal { file, taken_by: None }),
                Err(Refused::Taken(_)) => {
                    let by = published.iter().find(|other| excludes(&all[**other].address, &place.address));
                    refused.push(Refusal { file, taken_by: by.copied() });
                }
            }
        }
        published.sort_by(|one, other| all[*one].address.cmp(&all[*other].address));
        Addresses { all, published, refused }
    }

    /// The addresses that can be published, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.published.iter().map(|file| self.all[*file].address.as_str())
    }

    /// The same, each with what the file is about.
    pub fn with_topics(&self) -> impl Iterator<Item = (&str, &Topic)> {
        self.published.iter().map(|file| (self.all[*file].address.as_str(), &self.all[*file].topic))
    }

    /// What the file at an address is about; none where no file can be published there.
    pub fn topic(&self, address: &str) -> Option<&Topic> {
        self.find(address).map(|file| &self.all[file].topic)
    }

    /// Whether a file cannot be published where it should stand.
    pub fn has_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    pub(super) fn find(&self, address: &str) -> Option<usize> {
        let at = self.published.binary_search_by(|file| self.all[*file].address.as_str().cmp(address)).ok()?;
        self.published.get(at).copied()
    }
}

/// Whether a site with one address cannot have the other: they differ by case at most, or one is a folder of the other.
fn excludes(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let within = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    one == other || within(&one, &other) || within(&other, &one)
}
