//! The constraints that programs can check.

use openapiv3::Schema;

use super::{keywords, pattern};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::{Constraint, add_constraints},
    lower::Lowering,
    source::Pointer,
};

impl Lowering<'_> {
    /// The constraints of `schema` at `at`, without those of the schemas inside. A pattern that
    /// the runtime cannot compile is reported, and is not among them.
    pub(in crate::lower) fn constraints(
        &mut self,
        schema: &Schema,
        at: &Pointer,
    ) -> Vec<Constraint> {
        checkable(schema, |pattern, reason| {
            self.report_pattern(pattern, reason, at);
        })
    }

    /// The constraints of a component, whose patterns are reported where it is declared.
    pub(in crate::lower) fn checked(&self, schema: &Schema) -> Vec<Constraint> {
        checkable(schema, |_, _| ())
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

/// The constraints of `schema`, whose patterns are as the runtime can compile them. `refuse` is
/// given each pattern that it cannot compile, and the reason.
fn checkable(schema: &Schema, mut refuse: impl FnMut(&str, &str)) -> Vec<Constraint> {
    let mut constraints = keywords::constraints(schema);
    add_constraints(&mut constraints, keywords::of_constant(schema));
    constraints.retain_mut(|constraint| match constraint {
        Constraint::Pattern(text) => match pattern::checkable(text) {
            Ok(checkable) => {
                *text = checkable;
                true
            }
            Err(reason) => {
                refuse(text, &reason);
                false
            }
        },
        _ => true,
    });
    constraints
}
