//! The media types that a call asks for.

use crate::ir::{MediaType, Operation, Payload, ReturnedValue};

impl Operation {
    /// The header `accept`, where it is not what the runtime sends by itself: the documented media
    /// types of successes, the preferred first.
    pub fn accept(&self) -> Option<String> {
        let is_by_status = matches!(self.returns().value, ReturnedValue::ByStatus);
        let mut types: Vec<String> = Vec::new();
        for response in &self.responses {
            let Some(content) = response.contents.first() else {
                continue;
            };
            let media = match (&content.payload, content.media.is_any()) {
                // The runtime asks for events by itself where nothing else is returned.
                (Payload::Events(_), _) if !is_by_status => continue,
                (Payload::Json(_), true) => "application/json".to_owned(),
                _ => without_charset(&content.media),
            };
            let all = std::iter::once(media).chain(response.alike.iter().map(without_charset));
            for media in all {
                if !types.contains(&media) {
                    types.push(media);
                }
            }
        }
        if types.is_empty() || types == ["application/json"] {
            return None;
        }
        let weighted = types.iter().enumerate().map(|(index, media)| match index {
            0 => media.clone(),
            _ => format!("{media};q=0.{}", 10usize.saturating_sub(index).max(1)),
        });
        Some(weighted.collect::<Vec<_>>().join(", "))
    }
}

/// The charset is that of the response, and nothing to ask for.
fn without_charset(media: &MediaType) -> String {
    let others = media.parameters().filter(|(name, _)| *name != "charset");
    others.fold(media.essence(), |text, (name, value)| {
        format!("{text};{name}={value}")
    })
}
