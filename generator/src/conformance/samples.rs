//! Every sample, checked against its operation.

use super::{Finding, Kind, body, call, line, one_of};
use crate::{
    diagnostic::Location,
    ir::{Api, Operation},
    sample::{CommandLine, Curl, Form, Side, Snippet, Word},
};

/// A sample, checked.
pub(super) struct Check<'a> {
    pub(super) operation: &'a Operation,
    pub(super) kind: Kind,
    pub(super) location: &'a Location,
    /// Its mismatches, or why it cannot be parsed.
    pub(super) outcome: Result<Vec<Finding>, &'static str>,
    /// Whether it contains JSON without quotes, which a shell would split.
    pub(super) is_unquoted: bool,
}

/// Every sample, in the order of operations.
pub(super) fn check_all(api: &Api) -> Vec<Check<'_>> {
    let mut checked = Vec::new();
    let has_known_commands = line::follow_paths(api);
    for operation in api.operations.values() {
        let new = |kind, location, outcome| Check {
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
            let mut found = body::findings(api, operation, sample);
            // A sample on a page without a schema shows all fields, alternatives included.
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
                        let form = match curl.fields.is_empty() {
                            true => None,
                            false => body::form_findings(api, operation, &curl.fields),
                        };
                        let body = curl.body.filter(|_| form.is_none());
                        checked.extend(form.map(|it| new(Kind::Request, location, Ok(it))));
                        // The bodies that can be parsed are among the samples.
                        let halves = [(Kind::Request, body), (Kind::Response, curl.response)];
                        for (kind, half) in halves {
                            let why = half.and_then(Result::err);
                            checked.extend(why.map(|why| new(kind, location, Err(why))));
                        }
                    }
                    Err(why) => checked.push(new(Kind::Call, location, Err(why))),
                },
                Form::CommandLine if !has_known_commands => {}
                Form::CommandLine => {
                    let read = CommandLine::read(source);
                    let is_unquoted = read.as_ref().is_ok_and(is_unquoted);
                    let outcome = read.map(|read| line::findings(api, operation, &read));
                    checked.push(Check {
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
    let mut options = line.options.iter();
    options.any(|option| matches!(option.value, Some(Word::Json(_))))
}
