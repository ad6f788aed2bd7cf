//! What an operation returns.

use openapiv3::{Operation as Source, ReferenceOr, Response as Documented, StatusCode};

use super::{Lowering, body::json_media, component};
use crate::{
    diagnostic::Reported,
    ir::{Response, StatusPattern},
    source::Pointer,
};

/// What a document says of an operation whose response holds the value in a field.
const RESPONSE_KEY: &str = "x-response-key";

impl Lowering<'_> {
    /// The response of a call that went well; none where none is documented.
    pub(super) fn responses(
        &mut self,
        source: &Source,
        at: &Pointer,
    ) -> Result<Vec<Response>, Reported> {
        let stated = source.extensions.get(RESPONSE_KEY);
        let stated = stated.and_then(|key| key.as_str());
        let Some(success) = self.success(source, at)? else {
            return Ok(Vec::new());
        };
        Ok(vec![Response {
            envelope: stated.map(str::to_owned),
            ..success
        }])
    }

    fn success(&mut self, source: &Source, at: &Pointer) -> Result<Option<Response>, Reported> {
        let responses = &source.responses;
        let mut successes = responses.responses.iter().filter(|(status, _)| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        });
        let (status, response, pointer) = match (successes.next(), &responses.default) {
            (Some((status, response)), _) => {
                (pattern(status), response, at.child(&status.to_string()))
            }
            (None, Some(response)) => (StatusPattern::Default, response, at.child("default")),
            (None, None) => return Ok(None),
        };
        let others: Vec<StatusCode> = successes.map(|(status, _)| status.clone()).collect();
        for other in others {
            let what =
                format!("a response of status {other} is decoded as the first success response");
            self.warn_unsupported(&at.child(&other.to_string()), what);
        }
        let (response, pointer) = match response {
            ReferenceOr::Item(response) => (response, pointer),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "responses");
                let components = self.api.components.as_ref();
                match found
                    .and_then(|(pointer, name)| Some((components?.responses.get(&name)?, pointer)))
                {
                    Some((ReferenceOr::Item(response), pointer)) => (response, pointer),
                    _ => {
                        return Err(self.skip(
                            &pointer,
                            "a response that refers to something other than a component",
                        ));
                    }
                }
            }
        };
        self.response(status, response, &pointer).map(Some)
    }

    fn response(
        &mut self,
        status: StatusPattern,
        response: &Documented,
        at: &Pointer,
    ) -> Result<Response, Reported> {
        let mut contents = Vec::new();
        if !response.content.is_empty() {
            let Some((name, source, media)) = json_media(&response.content) else {
                return Err(self.skip(at, "a response that is not JSON"));
            };
            contents.push(self.json(media, source, &at.child("content").child(name))?);
        }
        Ok(Response {
            status,
            origin: match contents.first() {
                Some(content) => content.origin.clone(),
                None => self.origin(at),
            },
            contents,
            envelope: None,
            siblings: Vec::new(),
            alternatives: Vec::new(),
            output: None,
        })
    }
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        // `normalise` lets no other class through.
        StatusCode::Range(class) => StatusPattern::Range(u8::try_from(*class).unwrap_or(u8::MAX)),
    }
}
