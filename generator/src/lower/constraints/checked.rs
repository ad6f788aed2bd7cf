//! The constraints that programs can check.

use openapiv3::Schema;
use regress::Regex;

use super::keywords;
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::{Constraint, add_constraints},
    lower::Lowering,
    source::Pointer,
};

/// The longest pattern that is compiled, in bytes: the engine calls itself for each alternative.
const LONGEST: usize = 2048;

/// The most repetitions that a pattern may ask for: the engine remembers each, even of nothing.
const MOST_REPETITIONS: u64 = 1_000_000;

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

    /// The constraints of a component, whose patterns are reported where it is declared.
    pub(in crate::lower) fn checked(&self, schema: &Schema) -> Vec<Constraint> {
        let mut constraints = keywords::constraints(schema);
        add_constraints(&mut constraints, keywords::of_constant(schema));
        constraints.retain(|constraint| match constraint {
            Constraint::Pattern(pattern) => check(pattern).is_ok(),
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
    if repetitions(pattern) > MOST_REPETITIONS {
        return Err(format!(
            "it asks for more than {MOST_REPETITIONS} repetitions"
        ));
    }
    let regex = Regex::with_flags(pattern, "u");
    regex.map(|_| ()).map_err(|error| error.text)
}

/// How many repetitions the counts of the pattern ask for at least: those of groups multiply, as
/// groups can be inside of each other.
fn repetitions(pattern: &str) -> u64 {
    let (mut of_groups, mut largest) = (1_u64, 1);
    for (at, _) in pattern.match_indices('{') {
        let after = &pattern[at + 1..];
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = match &after[..after.len() - rest.len()] {
            "" => 1,
            digits => digits.parse().unwrap_or(u64::MAX),
        };
        match pattern[..at].ends_with(')') {
            true => of_groups = of_groups.saturating_mul(count.max(1)),
            false => largest = largest.max(count),
        }
    }
    of_groups.saturating_mul(largest)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{LONGEST, check};

    #[test]
    fn patterns_of_other_dialects_are_refused() {
        for pattern in [
            r"^\p{L}+$",
            "^(?=.*a)[^b]{2,}$",
            r"^\d{3}-\d\/x$",
            "a{1,65535}",
            "",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for pattern in [
            r"\A[a-z]+\z",
            "(?i)a",
            "[[:alpha:]]",
            "(?P<a>b)",
            "a++",
            "(",
        ] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_repeat_without_end_are_refused() {
        let uuid = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}";
        assert_eq!(check(&format!("^{uuid}/{uuid}/{uuid}$")), Ok(()));
        for pattern in [
            r"\b{99999999999}",
            "(((){1000}){1000}){1000}",
            "a{99999999999999999999}",
        ] {
            let reason = check(pattern).unwrap_err();
            assert_eq!(reason, "it asks for more than 1000000 repetitions");
        }
    }

    /// Threads of async runtimes have 2 MiB.
    #[test]
    fn no_pattern_overflows_the_stack_of_a_thread() {
        let nested = |open: &str, close: &str| {
            let depth = LONGEST / (open.len() + close.len());
            format!("{}{}", open.repeat(depth), close.repeat(depth))
        };
        let patterns = [
            "a|".repeat(LONGEST / 2),
            "(a|".repeat(LONGEST / 4) + &")".repeat(LONGEST / 4),
            nested("(", ")"),
            nested("(?:", ")+"),
            nested("(?=", ")"),
            "[a]".repeat(LONGEST / 3),
            "a{999}".repeat(LONGEST / 6),
        ];
        let thread = thread::Builder::new().stack_size(2 << 20);
        let checked = thread.spawn(move || patterns.map(|pattern| check(&pattern).is_ok()));
        let checked = checked.unwrap().join().unwrap();
        assert!(checked[0] && checked[5], "{checked:?}");
        assert!(check(&"a".repeat(LONGEST + 1)).is_err());
    }
}
