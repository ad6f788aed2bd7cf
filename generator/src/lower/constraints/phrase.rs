//! Constraints in phrases, for sentences.

use std::fmt;

use crate::ir::{Constraint, Limit};

/// The phrases that state `constraints`.
pub(super) fn phrases(constraints: &[Constraint]) -> Vec<String> {
    use Constraint::{
        ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, MaxProperties, Maximum, MinItems,
        MinLength, MinProperties, Minimum, MultipleOf, Pattern, UniqueItems,
    };
    let mut phrases = Vec::new();
    let mut rest = constraints;
    loop {
        let phrase;
        (phrase, rest) = match rest {
            [MinLength(least), MaxLength(most), rest @ ..] => {
                (range(*least, *most, "character"), rest)
            }
            [MinItems(least), MaxItems(most), rest @ ..] => (range(*least, *most, "item"), rest),
            [MinProperties(least), MaxProperties(most), rest @ ..] => {
                (range(*least, *most, "field"), rest)
            }
            [one, rest @ ..] => {
                let phrase = match one {
                    MinLength(least) => format!("at least {}", counted(*least, "character")),
                    MaxLength(most) => format!("at most {}", counted(*most, "character")),
                    Pattern(pattern) => format!("matches `{pattern}`"),
                    Minimum(limit) => format!("at least {limit}"),
                    ExclusiveMinimum(limit) => format!("more than {limit}"),
                    Maximum(limit) => format!("at most {limit}"),
                    ExclusiveMaximum(limit) => format!("less than {limit}"),
                    MultipleOf(factor) => format!("a multiple of {factor}"),
                    MinItems(least) => format!("at least {}", counted(*least, "item")),
                    MaxItems(most) => format!("at most {}", counted(*most, "item")),
                    UniqueItems => "no two alike".to_owned(),
                    MinProperties(least) => format!("at least {}", counted(*least, "field")),
                    MaxProperties(most) => format!("at most {}", counted(*most, "field")),
                };
                (phrase, rest)
            }
            [] => return phrases,
        };
        phrases.push(phrase);
    }
}

fn range(least: u64, most: u64, unit: &str) -> String {
    match least == most {
        true => counted(least, unit),
        false => format!("{least} to {}", counted(most, unit)),
    }
}

fn counted(count: u64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(limit) => limit.fmt(f),
            Self::Unsigned(limit) => limit.fmt(f),
            Self::Number(limit) => limit.fmt(f),
        }
    }
}
