//! What is wrong, or worth knowing, about the input: where, and how to settle it.
//!
//! Stages return diagnostics beside their output and never stop at the first one.

mod code;
mod escape;
mod excerpt;
mod json;
mod render;
mod resolve;
/// What the stages have said so far.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// What a stage made; what it said beside it is kept.
    pub fn collect<T>(&mut self, (made, said): (T, Vec<Diagnostic>)) -> T {
        self.extend(said);
        made
    }

    /// Keeps what was said.
    pub fn extend(&mut self, said: Vec<Diagnostic>) {
        self.0.extend(said);
    }

    /// Whether anything that was said is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// Everything that was said, in the order in which it is shown.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        sort(&mut self.0);
        self.0
    }
}

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use self::code::Code;
pub use self::escape::escape;
pub use self::escape::is_deceptive;
pub use self::json::to_json;
pub use self::render::render;
use crate::origin::{Origin, Pointer};

/// How much a diagnostic matters. The gravest comes first in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while one of these stands.
    Error,
    /// The output is sound, but says something else than the author may expect.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A node of the page's document. Where it stands is looked up when the diagnostic is rendered;
    /// a node that a rewrite made is shown at its nearest ancestor that the page has.
    Node(Origin),
    /// A stretch of the page's text.
    Span {
        /// The path of the page.
        page: Arc<str>,
        /// Bytes of [`Page::text`](crate::extract::Page::text).
        range: Range<usize>,
    },
}

impl Location {
    /// The stretch `range`, in bytes, of the text of `page`.
    pub fn span(page: &Arc<str>, range: Range<usize>) -> Self {
        Self::Span {
            page: Arc::clone(page),
            range,
        }
    }

    /// The path of the page.
    pub fn page(&self) -> &Arc<str> {
        match self {
            Self::Node(origin) => &origin.page,
            Self::Span { page, .. } => page,
        }
    }

    /// The node, if the place is one.
    pub fn pointer(&self) -> Option<&Pointer> {
        match self {
            Self::Node(origin) => Some(&origin.pointer),
            Self::Span { .. } => None,
        }
    }

    /// What locations are ordered by: page, then bytes, then pointer.
    fn key(&self) -> (&str, usize, usize, &str) {
        match self {
            Self::Node(origin) => (&origin.page, 0, 0, origin.pointer.as_str()),
            Self::Span { page, range } => (page, range.start, range.end, ""),
        }
    }
}

impl From<Origin> for Location {
    fn from(origin: Origin) -> Self {
        Self::Node(origin)
    }
}

impl From<&Origin> for Location {
    fn from(origin: &Origin) -> Self {
        Self::Node(origin.clone())
    }
}

/// A place, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub location: Location,
    /// What is found there; may be empty.
    pub text: String,
}

/// One finding about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a diagnostic that nobody collects is a silent loss"]
pub struct Diagnostic {
    /// The kind of finding.
    pub code: Code,
    /// What was found, in one line.
    pub message: String,
    /// The places; the first one is where the reader should begin.
    pub labels: Vec<Label>,
    /// What to write to settle it; may have several lines.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of the kind `code`.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Adds a place. The first one added is the primary one.
    pub fn at(mut self, location: impl Into<Location>, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            location: location.into(),
            text: text.into(),
        });
        self
    }

    /// Says what to write to settle it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds it to `diagnostics`, and gives the proof that something was reported.
    pub fn report(self, diagnostics: &mut Vec<Self>) -> Reported {
        diagnostics.push(self);
        Reported(())
    }

    /// Whether it stops the run from writing anything.
    pub const fn is_error(&self) -> bool {
        matches!(self.severity(), Severity::Error)
    }

    /// What diagnostics are ordered by.
    #[allow(clippy::type_complexity, reason = "it is named once, here")]
    fn key(
        &self,
    ) -> (
        Option<(&str, usize, usize, &str)>,
        Code,
        &str,
        Vec<((&str, usize, usize, &str), &str)>,
        Option<&str>,
    ) {
        let labels: Vec<_> = self
            .labels
            .iter()
            .map(|label| (label.location.key(), label.text.as_str()))
            .collect();
        (
            labels.first().map(|(location, _)| *location),
            self.code,
            &self.message,
            labels,
            self.help.as_deref(),
        )
    }
}

/// The proof that a diagnostic says why something is missing: whoever has one need
/// not say it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// Orders diagnostics by page, then place, then code, and drops repetitions,
/// so that what is printed does not depend on the order of the stages' work.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.key().cmp(&b.key()));
    diagnostics.dedup();
}
