//! The constraints that programs can check.

use openapiv3::Schema;
use regress::Regex;

use super::keywords;
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::Constraint,
    lower::Lowering,
    source::Pointer,
};

/// The longest pattern that is compiled, in bytes: the engine calls itself for each alternative.
const LONGEST: usize = 4096;

impl Lowering<'_> {
    /// The constraints of `schema` at `at`, without those of the schemas inside. A pattern that
    /// the runtime cannot compile is reported, and is not among them.
    pub(in crate::lower) fn constraints(
        &mut self,
        schema: &Schema,
        at: &Pointer,
    ) -> Vec<Constraint> {
        let mut constraints = keywords::constraints(schema);
        constraints.retain(|constraint| match constraint {
            Constraint::Pattern(pattern) => match check(pattern) {
                Ok(()) => true,
                Err(reason) => {
                    self.report_pattern(pattern, &reason, at);
                    false
                }
            },
            _ => true,
        });
        constraints
    }

    fn report_pattern(&mut self, pattern: &str, reason: &str, at: &Pointer) {
        let message = format!(
            "the pattern `{}` cannot be checked: {reason}",
            escape(pattern)
        );
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedPattern, message).at(
                self.origin(&at.child("pattern")),
                "documented, and no violation for `validate`",
            ));
    }
}

/// Whether the runtime can compile the pattern, as JSON Schema recommends it: as ECMAScript with
/// the flag `u`.
fn check(pattern: &str) -> Result<(), String> {
    if pattern.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    let regex = Regex::with_flags(pattern, "u");
    regex.map(|_| ()).map_err(|error| error.text)
}
