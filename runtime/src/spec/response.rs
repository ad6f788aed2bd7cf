//! The documented responses of an operation.

/// A documented response of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ResponseSpec {
    pub(crate) status: StatusPattern,
    pub(crate) envelope: Option<&'static str>,
    pub(crate) alternatives: &'static [&'static str],
    pub(crate) siblings: Option<&'static [&'static str]>,
    pub(crate) optional: bool,
    pub(crate) body: ResponseFormat,
    pub(crate) last_event: Option<&'static str>,
}

/// How the body of a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseFormat {
    /// As JSON, where the output needs it.
    Json,
    /// As text, where the output needs it.
    Text,
    /// As text where the content type is that of text, else as JSON.
    JsonOrText,
    /// Not at all: the output is empty.
    Empty,
}

/// The statuses of a documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusPattern {
    /// One status.
    Code(u16),
    /// All statuses with this first digit.
    Range(u8),
    /// All statuses without a response of their own.
    Default,
}

impl ResponseSpec {
    /// The response of one status, such as 200.
    #[must_use]
    pub const fn code(status: u16) -> Self {
        Self::new(StatusPattern::Code(status))
    }

    /// The response of a class of statuses: 2 for `2XX`.
    #[must_use]
    pub const fn range(class: u8) -> Self {
        Self::new(StatusPattern::Range(class))
    }

    /// The response `default`: that of all statuses without one of their own.
    #[must_use]
    pub const fn fallback() -> Self {
        Self::new(StatusPattern::Default)
    }

    const fn new(status: StatusPattern) -> Self {
        Self {
            status,
            envelope: None,
            alternatives: &[],
            siblings: None,
            optional: false,
            body: ResponseFormat::Json,
            last_event: None,
        }
    }

    /// The field of the body that holds the value.
    #[must_use]
    pub const fn envelope(mut self, field: &'static str) -> Self {
        self.envelope = Some(field);
        self
    }

    /// Other documented fields of the body with the type of the envelope.
    ///
    /// Where the envelope is missing, the first of them that is present is decoded in its place,
    /// and the envelope is reported as drift: a server can be older or newer than its
    /// documentation, and an API that renames the field declares both names for a while.
    #[must_use]
    pub const fn alternatives(mut self, fields: &'static [&'static str]) -> Self {
        self.alternatives = fields;
        self
    }

    /// The documented fields of the body next to the envelope; others are reported as drift.
    ///
    /// An envelope without this has none next to it. The body of a response without a value (`()`)
    /// is decoded only with this, and need not be JSON.
    #[must_use]
    pub const fn siblings(mut self, fields: &'static [&'static str]) -> Self {
        self.siblings = Some(fields);
        self
    }

    /// The envelope may be absent.
    ///
    /// Where the output is an `Option` or a [`Nullable`](crate::Nullable), that is then not drift,
    /// and a [`Page`](crate::Page) has no items; any other output needs the field all the same.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The status, if this is the response of one success.
    pub(crate) fn success_status(&self) -> Option<u16> {
        match self.status {
            StatusPattern::Code(code) if self.status.is_success() => Some(code),
            _ => None,
        }
    }

    /// Whether this documents `status` itself or its class.
    pub(super) fn is_of(&self, status: u16) -> bool {
        self.status.specificity(status).is_some_and(|it| it > 0)
    }

    /// Whether this documents `status` itself.
    pub(super) fn is_of_status(&self, status: u16) -> bool {
        self.status == StatusPattern::Code(status)
    }

    /// The body is text, and the value is that text.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.body = ResponseFormat::Text;
        self
    }

    /// The body is JSON, or text that is the same string, as its content type says.
    #[must_use]
    pub const fn or_text(mut self) -> Self {
        self.body = ResponseFormat::JsonOrText;
        self
    }

    /// The response has no body. Where others have one, the output is an `Option`, and `None` for
    /// this one.
    #[must_use]
    pub const fn empty(mut self) -> Self {
        self.body = ResponseFormat::Empty;
        self
    }

    /// The data of an event that ends the stream, such as `[DONE]`. It is not an event of its own.
    #[must_use]
    pub const fn last_event(mut self, data: &'static str) -> Self {
        self.last_event = Some(data);
        self
    }
}

impl StatusPattern {
    /// How specifically the pattern matches `status`; `None` if it does not.
    fn specificity(self, status: u16) -> Option<u8> {
        match self {
            Self::Code(code) => (code == status).then_some(2),
            Self::Range(class) => (u16::from(class) == status / 100).then_some(1),
            Self::Default => Some(0),
        }
    }

    fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code / 100 == 2,
            Self::Range(class) => class == 2,
            Self::Default => true,
        }
    }
}

/// The response that documents `status`: that of the status itself, of its class, or of `default`.
///
/// A status without any is treated as the first success: servers return 201 where 200 is
/// documented.
pub(super) fn find(
    responses: &'static [ResponseSpec],
    status: u16,
) -> Option<&'static ResponseSpec> {
    let matching = responses
        .iter()
        .filter_map(|response| Some((response.status.specificity(status)?, response)));
    let found = matching.max_by_key(|(specificity, _)| *specificity);
    found.map(|(_, response)| response).or_else(|| {
        responses
            .iter()
            .find(|response| response.status.is_success())
    })
}

#[cfg(test)]
mod tests {
    use super::{ResponseSpec, find};

    static RESPONSES: &[ResponseSpec] = &[
        ResponseSpec::fallback().envelope("default"),
        ResponseSpec::range(2).envelope("class"),
        ResponseSpec::code(201).envelope("created"),
        ResponseSpec::code(404).envelope("missing"),
    ];

    #[test]
    fn the_most_specific_response_documents_a_status() {
        for (status, envelope) in [
            (201, "created"),
            (200, "class"),
            (404, "missing"),
            (500, "default"),
        ] {
            let found = find(RESPONSES, status).and_then(|response| response.envelope);
            assert_eq!(found, Some(envelope), "{status}");
        }
    }

    #[test]
    fn an_undocumented_status_is_treated_as_the_first_success() {
        let found = find(&RESPONSES[2..], 202).and_then(|response| response.envelope);
        assert_eq!(found, Some("created"));
        assert!(find(&RESPONSES[3..], 202).is_none());
    }
}
