//! Findings: what is wrong in a book, where, and what to do about it.
//!
//! A finding is a value. It knows no terminal and no file format; [`crate::shell::findings`] shows it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::address::Address;
use crate::source::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// Should be put right; the site is built all the same.
    Warning,
    /// Must be put right before anything is published.
    Error,
}

impl Severity {
    /// The word in messages and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A kind of finding. Codes are stable: they stand in waivers, settings and other people's scripts.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A letter for the group, and a number.
    pub code: &'static str,
    /// The rule in a few words with hyphens.
    pub name: &'static str,
    /// Severity unless the book says otherwise.
    pub severity: Severity,
    /// What the rule finds.
    pub what: &'static str,
    /// Why it matters to the people who read the report.
    pub why: &'static str,
    /// What a fault of this kind looks like.
    pub example: &'static str,
    /// How to put it right.
    pub fix: &'static str,
}

/// Declares the rules of a file, each with its code, name and severity, then what it finds, why that matters, what such a fault
/// looks like and how to put it right; and `RULES`, the list of them.
macro_rules! rules {
    ($($id:ident = $code:literal $name:literal $severity:ident: $what:literal; $why:literal; $example:literal; $fix:literal)*) => {
        $(#[doc = $what] pub(crate) const $id: crate::diagnostic::Rule = crate::diagnostic::Rule {
            code: $code, name: $name, severity: crate::diagnostic::Severity::$severity,
            what: $what, why: $why, example: $example, fix: $fix,
        };)*
        /// The rules of this file.
        pub(crate) const RULES: &[&crate::diagnostic::Rule] = &[$(&$id),*];
    };
}

impl Rule {
    /// A finding of this rule in a place, with its own severity.
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: self,
            severity: self.severity,
            span,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
            subject: None,
            meant: None,
            fix: None,
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Severity in this book.
    pub severity: Severity,
    /// The offending text.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A few words that stand under the offending text.
    pub label: String,
    /// Other places that have to do with it, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Vec<String>,
    /// The cell or table that it is about, so that a waiver can name it.
    pub subject: Option<Address>,
    /// A name that leads nowhere, and the nearest that there is.
    pub(crate) meant: Option<[String; 2]>,
    /// What puts it right, where one text can stand in place of another and nothing else is to be thought of.
    pub fix: Option<Edit>,
}

/// A text in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where the other stands, within one line.
    pub span: Span,
    /// What stands there.
    pub typed: String,
    /// What is to stand there.
    pub text: String,
}

impl Diagnostic {
    /// Whether something cannot be read as it is written, so that nobody can tell what it says.
    pub(crate) fn is_unread(&self) -> bool {
        self.severity == Severity::Error && self.rule.code.starts_with(['F', 'Y'])
    }

    /// With the words that stand under the offending text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With one more place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// About this cell or table.
    #[must_use]
    pub fn about(mut self, subject: Address) -> Self {
        self.subject = Some(subject);
        self
    }

    /// With a name that leads nowhere, and the nearest that there is.
    #[must_use]
    pub(crate) fn meant(mut self, typed: &str, near: &str) -> Self {
        self.meant = Some([typed, near].map(str::to_owned));
        self
    }

    /// With what puts it right, where there is such a text.
    #[must_use]
    pub fn fix(mut self, edit: Option<Edit>) -> Self {
        self.fix = edit;
        self
    }

    /// What to do, with what areabook can do itself.
    pub fn advice(&self) -> impl Iterator<Item = &str> {
        let own = self.fix.as_ref().map(|_| "`areabook check --fix` writes it");
        self.help.iter().map(String::as_str).chain(own)
    }

    /// With one more thing to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// Puts findings in the order in which a person works through files: by place, the graver first.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        (a.span, b.severity, a.rule.code, &a.message).cmp(&(b.span, a.severity, b.rule.code, &b.message))
    });
}

/// The findings as they are shown: in order, each once, no more of a kind than anybody reads.
pub fn settle(findings: &mut Vec<Diagnostic>) {
    sort(findings);
    findings.dedup_by(|later, first| {
        let is_same = (later.rule.code, later.span, &later.message) == (first.rule.code, first.span, &first.message);
        // One change can ask for something in several reports.
        let more =
            later.help.iter().filter(|help| is_same && first.help.len() < MOST_HELP && !first.help.contains(help));
        let more: Vec<_> = more.cloned().collect();
        first.help.extend(more);
        is_same
    });
    thin(findings);
}

/// As much of a text from a file as a message has room for.
pub fn shown(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(80) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The most that is said of what to do.
const MOST_HELP: usize = 12;

/// The most findings of one kind in one file: nobody reads more, and a file with more has one fault many times.
const MOST_OF_A_KIND: usize = 100;

/// Leaves out what a file has too much of. The last finding of the kind that stays says how many went.
fn thin(findings: &mut Vec<Diagnostic>) {
    // A hundred warnings hide no error.
    let kind = |finding: &Diagnostic| (finding.span.file, finding.rule.code, finding.severity);
    let mut counts = BTreeMap::new();
    for finding in findings.iter() {
        *counts.entry(kind(finding)).or_insert(0) += 1;
    }
    let mut seen = BTreeMap::new();
    findings.retain_mut(|finding| {
        let kind = kind(finding);
        let seen = seen.entry(kind).or_insert(0);
        *seen += 1;
        let more = counts.get(&kind).copied().unwrap_or_default() - MOST_OF_A_KIND.min(*seen);
        if *seen == MOST_OF_A_KIND && more > 0 {
            finding.help.push(format!("{more} more findings of this kind in this file are left out"));
        }
        *seen <= MOST_OF_A_KIND
    });
}

/// A longer word is no slip of the finger.
const LONGEST_WORD: usize = 80;

/// The candidate nearest to `word`, where one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    // Of a short word with two other letters nothing says that it was meant.
    let most = |candidate: &str| {
        let length = word.len().max(candidate.len());
        (1 + length / 4).min((length / 3).max(1))
    };
    let distance = |candidate: &str| {
        let is_same = word.eq_ignore_ascii_case(candidate);
        if is_same { usize::from(word != candidate) } else { strsim::damerau_levenshtein(word, candidate) }
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= most(candidate))
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most(candidate))
        .min()
        .map(|(_, candidate)| candidate)
}
