//! Everything that the pages show of an operation, held against it.

use super::{Finding, Kind, call, findings, line, one_of};
use crate::{
    diagnostic::Location,
    ir::{Api, Operation},
    sample::{CommandLine, Curl, Form, Side, Snippet, Word},
};

/// One thing that a page shows, held against its operation.
pub(super) struct Checked<'a> {
    pub(super) operation: &'a Operation,
    pub(super) kind: Kind,
    pub(super) location: &'a Location,
    /// What is odd about it, or why it cannot be read.
    pub(super) outcome: Result<Vec<Finding>, &'static str>,
    /// Whether a shell would read it otherwise than it is meant.
    pub(super) is_unquoted: bool,
}

/// Everything that the pages show, in the order of operations.
pub(super) fn all(api: &Api) -> Vec<Checked<'_>> {
    let mut checked = Vec::new();
    for operation in api.operations.values() {
        let new = |kind, location, outcome| Checked {
            operation,
            kind,
            location,
            outcome,
            is_unquoted: false,
        };
        let Some(examples) = api.examples.get(&operation.key) else {
            continue;
        };
        for sample in &examples.samples {
            let kind = match sample.side {
                Side::Request => Kind::Request,
                Side::Response => Kind::Response,
            };
            let mut found = findings(api, operation, sample);
            // A page without a schema shows every member that there is.
            if kind == Kind::Request && !sample.inferred {
                found.extend(one_of::findings(operation, &sample.json));
            }
            checked.push(new(kind, &sample.location, Ok(found)));
        }
        for Snippet {
            form,
            source,
            location,
        } in &examples.snippets
        {
            match form {
                Form::Curl => match Curl::read(source) {
                    Ok(curl) => {
                        let outcome = Ok(call::findings(api, operation, &curl));
                        checked.push(new(Kind::Call, location, outcome));
                        // What can be read is among the samples.
                        let halves = [(Kind::Request, curl.body), (Kind::Response, curl.answer)];
                        for (kind, half) in halves {
                            let why = half.and_then(Result::err);
                            checked.extend(why.map(|why| new(kind, location, Err(why))));
                        }
                    }
                    Err(why) => checked.push(new(Kind::Call, location, Err(why))),
                },
                Form::CommandLine => {
                    let read = CommandLine::read(source);
                    let is_unquoted = read.as_ref().is_ok_and(is_unquoted);
                    let outcome = read.map(|read| line::findings(api, operation, &read));
                    checked.push(Checked {
                        is_unquoted,
                        ..new(Kind::CommandLine, location, outcome)
                    });
                }
            }
        }
    }
    checked
}

fn is_unquoted(line: &CommandLine) -> bool {
    let mut given = line.given.iter();
    given.any(|given| matches!(given.value, Some(Word::Json(_))))
}
