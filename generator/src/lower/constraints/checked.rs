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
        let mut constraints = keywords::constraints(schema);
        add_constraints(&mut constraints, keywords::of_constant(schema));
        constraints.retain_mut(|constraint| match constraint {
            Constraint::Pattern(text) => match pattern::checkable(text) {
                Ok(checkable) => {
                    *text = checkable;
                    true
                }
                Err(reason) => {
                    self.report_pattern(text, &reason, at);
                    false
                }
            },
            _ => true,
        });
        constraints
    }

    /// The constraints of a component, whose patterns are reported where it is declared.
    pub(in crate::lower) fn checked(&self, schema: &Schema) -> Vec<Constraint> {
        let mut constraints = keywords::constraints(schema);
        add_constraints(&mut constraints, keywords::of_constant(schema));
        constraints.retain_mut(|constraint| match constraint {
            Constraint::Pattern(text) => {
                let checkable = pattern::checkable(text);
                checkable.map(|it| *text = it).is_ok()
            }
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
