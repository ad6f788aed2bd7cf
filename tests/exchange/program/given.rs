//! The arguments of one call.

use serde_json::Value;

use super::calls::runtime::{self, Call, Output, Response, wire::Wire};

/// The arguments of one call, by their places in the request.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    /// What a line of the file has.
    pub(crate) sample: &'a Value,
    /// The media type of the body, without parameters.
    pub(crate) media: Option<&'a str>,
}

impl<'a> Given<'a> {
    /// Why there is no valid value for something that the call takes, if there is none.
    pub(crate) fn unsampled(&self) -> Option<String> {
        let errors = self.sample["errors"].as_array()?.iter();
        let mut errors = errors.filter_map(Value::as_str).filter(|error| {
            // Another call sends the body in another media type.
            error
                .strip_prefix("body ")
                .and_then(|error| error.split_once(": "))
                .is_none_or(|(media, _)| self.is_sent(media))
        });
        errors.next().map(str::to_owned)
    }

    fn is_sent(&self, media: &str) -> bool {
        let essence = media.split(';').next().unwrap_or_default().trim();
        self.media
            .is_some_and(|it| it.eq_ignore_ascii_case(essence))
    }

    /// The value called `name` in `place`; without a name, the whole.
    fn find(&self, place: &str, name: &str) -> Option<&'a Value> {
        match place {
            "body" => {
                let mut bodies = self.sample["bodies"].as_object()?.iter();
                let (_, body) = bodies.find(|(media, _)| self.is_sent(media))?;
                if name.is_empty() {
                    Some(body)
                } else {
                    body.get(name)
                }
            }
            _ => self.sample[place].get(name),
        }
    }

    /// An argument that is given.
    pub(crate) fn value<T: Wire>(&self, place: &str, name: &str) -> Result<T, String> {
        let found = self.find(place, name);
        let found = found.ok_or_else(|| format!("unsent: no argument {place} {name}"))?;
        runtime::decode(found.to_string().as_bytes())
            .map_err(|error| format!("unsent: {place} {name} is {found}, and {error}"))
    }

    /// An argument that may be given.
    pub(crate) fn optional<T: Wire>(&self, place: &str, name: &str) -> Result<Option<T>, String> {
        match self.find(place, name) {
            Some(_) => self.value(place, name).map(Some),
            None => Ok(None),
        }
    }

    /// Sends `call`, and receives the response that the line asks for.
    pub(crate) async fn send<T: Output>(&self, call: Call<T>) -> Result<Response<T>, String> {
        let status = self.sample["status"].as_u64().unwrap_or_default();
        let amount = if self.sample["isMinimal"] == true {
            ", return=minimal"
        } else {
            ""
        };
        let call = call.header("prefer", &format!("code={status}{amount}"));
        let response = call.retries(0).with_response().await.map_err(|error| {
            let body = error
                .body()
                .map(|body| String::from_utf8_lossy(body))
                .unwrap_or_default();
            match error.status() {
                Some(status) if !status.is_success() => format!("refused: {status} {body}"),
                Some(_) => format!("undecoded: {error} {body}"),
                None => format!("unsent: {error}"),
            }
        })?;
        if u64::from(response.status.as_u16()) == status {
            Ok(response)
        } else {
            Err(format!(
                "undecoded: the status is {}, not {status}",
                response.status
            ))
        }
    }
}
