//! Findings about the inputs: what was found, where, and how to resolve it.
//!
//! Stages return diagnostics next to their output and never stop at the first one.

mod alike;
mod code;
mod counted;
mod diagnostics;
mod escape;
mod excerpt;
mod json;
mod location;
mod order;
mod render;
#[cfg(test)]
mod tests;

pub use self::code::Code;
pub(crate) use self::counted::counted;
pub use self::diagnostics::Diagnostics;
pub use self::escape::{code_span, escape, is_deceptive};
pub use self::json::to_json;
pub use self::location::Location;
pub use self::order::sort;
pub use self::render::render;

/// How much a finding matters. The most severe one is the first in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written until it is resolved.
    Error,
    /// The output is correct, but may differ from what the author expects.
    Warning,
    /// Information.
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

/// A location with a text about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The location.
    pub location: Location,
    /// What is found there; may be empty.
    pub text: String,
}

/// One finding about the inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a diagnostic that is not collected is lost silently"]
pub struct Diagnostic {
    /// The kind of finding.
    pub code: Code,
    /// What was found, in one line.
    pub message: String,
    /// The locations; the first one is the primary one.
    pub labels: Vec<Label>,
    /// What to write to resolve it; may have several lines.
    pub help: Option<String>,
    /// How much it matters here.
    severity: Severity,
}

impl Diagnostic {
    /// A finding of the kind `code` without a location.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            severity: code.severity(),
        }
    }

    /// Adds a location. The first one that is added is the primary one.
    pub fn at(mut self, location: impl Into<Location>, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            location: location.into(),
            text: text.into(),
        });
        self
    }

    /// Sets what to write to resolve it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Makes a warning of an error whose consequences are contained: what has the error is left
    /// out, and the rest is generated.
    pub(crate) fn contain(&mut self) {
        self.severity = self.severity.max(Severity::Warning);
    }

    /// Makes an error of it, where what it costs is not accepted.
    pub(crate) fn refuse(&mut self) {
        self.severity = Severity::Error;
    }

    /// Adds it to `diagnostics`, and returns the proof that something was reported.
    pub fn report(self, diagnostics: &mut Vec<Self>) -> Reported {
        diagnostics.push(self);
        Reported(())
    }

    /// How much it matters: as its code says, unless an error is contained.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether it prevents the run from writing anything.
    pub const fn is_error(&self) -> bool {
        matches!(self.severity(), Severity::Error)
    }
}

/// The proof that a diagnostic explains why something is missing, so that the caller need not
/// report it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());
