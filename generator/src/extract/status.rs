//! The responses of an operation while they are read, by their statuses.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    evidence::{NO_CONTENT, Response, Sample},
    field::{Field, Shape},
};

/// What a page says of the statuses of responses.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Statuses {
    /// Those of tables.
    pub(super) listed: Vec<Status>,
    /// Those of successes that sentences and messages name.
    pub(super) mentioned: Vec<String>,
}

/// A response that a row of a table is about.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Status {
    pub(super) status: String,
    pub(super) description: Option<String>,
    /// What the row says of its body.
    pub(super) type_text: Option<String>,
    /// The fields of its type.
    pub(super) fields: Vec<Field>,
    /// The body that the row shows.
    pub(super) sample: Option<Sample>,
}

/// The responses of an operation.
#[derive(Default)]
pub(super) struct Responses {
    all: Vec<Response>,
    /// The status of a success where its fields and samples do not say it.
    success: Option<String>,
}

impl Responses {
    /// The responses that a page describes by themselves, and those that its `statuses` name. Where
    /// one success alone is `shown` or mentioned, it has the fields and samples without a status.
    pub(super) fn new<'a>(
        all: Vec<Response>,
        statuses: &'a Statuses,
        shown: impl Iterator<Item = &'a str>,
    ) -> Self {
        let may_have_body = |it: &&str| it.starts_with('2') && *it != NO_CONTENT;
        let shown: BTreeSet<&str> = shown.filter(may_have_body).collect();
        let success = match (shown.first(), statuses.mentioned.as_slice()) {
            (Some(first), _) => Some(*first).filter(|_| shown.len() == 1),
            (None, [only]) => Some(only.as_str()).filter(may_have_body),
            _ => None,
        };
        let success = success.map(str::to_owned);
        let mut responses = Self { all, success };
        for it in &statuses.listed {
            let response = responses.with(Some(it.status.clone()));
            if response.description.is_none() {
                response.description.clone_from(&it.description);
            }
            response.samples.extend(it.sample.clone());
        }
        responses
    }

    /// The response with `status`; without one, the first that is a success and may have a body.
    pub(super) fn with(&mut self, status: Option<String>) -> &mut Response {
        let found = self.all.iter().position(|response| match &status {
            Some(status) => response.status == *status,
            None => response.status.starts_with('2') && response.status != NO_CONTENT,
        });
        let index = found.unwrap_or(self.all.len());
        if found.is_none() {
            let status = status.or_else(|| self.success.clone());
            let status = status.as_deref().unwrap_or("200");
            self.all.push(Response::empty(status));
        }
        &mut self.all[index]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Response> {
        self.all.iter()
    }

    /// Adds the response without a body, where the page names it and no response that is a success
    /// has one.
    pub(super) fn add_no_content(&mut self, statuses: &Statuses) {
        let has_body = |it: &Response| {
            it.status.starts_with('2')
                && (!it.fields.is_empty() || !it.samples.is_empty() || it.schema.is_some())
        };
        if statuses.names_no_content() && !self.all.iter().any(has_body) {
            self.with(Some(NO_CONTENT.to_owned()));
        }
    }

    /// All responses, with any value as the body of those that have one of which nothing else is
    /// known, and with the success of which only its status is known.
    pub(super) fn complete(mut self, statuses: &Statuses) -> Vec<Response> {
        for it in &statuses.listed {
            let Some(type_text) = it.type_text.as_deref() else {
                continue;
            };
            let response = self.with(Some(it.status.clone()));
            let is_known = !response.fields.is_empty() || !response.samples.is_empty();
            if is_known {
                continue;
            }
            if !it.fields.is_empty() {
                let type_text = type_text.to_ascii_lowercase();
                let is_list = ["[", "array", "list"]
                    .iter()
                    .any(|it| type_text.contains(it));
                response.shape = if is_list { Shape::List } else { Shape::Object };
                response.fields.clone_from(&it.fields);
            } else {
                let any = || Value::Object(Map::new());
                response.schema.get_or_insert_with(any);
            }
        }
        let has_success = self.all.iter().any(|it| it.status.starts_with('2'));
        if let Some(success) = self.success.filter(|_| !has_success) {
            self.all.push(Response::empty(&success));
        }
        self.all
    }
}

impl Statuses {
    /// Whether a sentence or a message names a response without a body.
    pub(super) fn names_no_content(&self) -> bool {
        self.mentioned.iter().any(|status| status == NO_CONTENT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(statuses: &[&str]) -> Statuses {
        Statuses {
            mentioned: statuses.iter().map(|it| (*it).to_owned()).collect(),
            ..Statuses::default()
        }
    }

    fn shown(responses: &[Response]) -> Vec<&str> {
        responses.iter().map(|it| it.status.as_str()).collect()
    }

    #[test]
    fn a_response_without_a_body_has_none() {
        let deleted = mentioned(&[NO_CONTENT]);
        let mut responses =
            Responses::new(vec![Response::empty(NO_CONTENT)], &deleted, [].into_iter());
        assert_eq!(responses.with(None).status, "200");
        responses.add_no_content(&deleted);
        assert_eq!(shown(&responses.all), [NO_CONTENT, "200"]);
        responses.all.remove(0);
        responses.all[0].schema = Some(Value::Null);
        responses.add_no_content(&deleted);
        assert_eq!(shown(&responses.all), ["200"]);
    }

    #[test]
    fn the_only_status_that_is_said_is_that_of_the_success() {
        for (statuses, success) in [
            (&["202"][..], "202"),
            (&["200", "202"], "200"),
            (&[NO_CONTENT], "200"),
            (&[], "200"),
        ] {
            let statuses = mentioned(statuses);
            let mut responses = Responses::new(Vec::new(), &statuses, [].into_iter());
            assert_eq!(responses.with(None).status, success);
        }
        let accepted = mentioned(&["202"]);
        let mut shown_too = Responses::new(Vec::new(), &accepted, ["201", "404"].into_iter());
        assert_eq!(shown_too.with(None).status, "201");
        let missing = vec![Response::empty("404")];
        let responses = Responses::new(missing, &accepted, [].into_iter());
        assert_eq!(shown(&responses.complete(&accepted)), ["404", "202"]);
    }
}
