//! How the fields of forms and the parts of multipart bodies are written.

use openapiv3::{Encoding, MediaType, QueryStyle as Source};

use super::Lowering;
use crate::{
    ir::{self, PartEncoding, QueryStyle},
    source::Pointer,
};

impl Lowering<'_> {
    /// The fields that are not written as `media` has them by default.
    pub(super) fn encodings(
        &mut self,
        media: &ir::MediaType,
        source: &MediaType,
        at: &Pointer,
    ) -> Vec<PartEncoding> {
        let at = at.child("encoding");
        let mut encodings = Vec::new();
        for (field, encoding) in &source.encoding {
            let at = at.child(field);
            if media.is_multipart() && !encoding.headers.is_empty() {
                let what = format!("the part `{field}` is sent without the headers");
                self.warn_unsupported(&at.child("headers"), what);
            }
            let documented = self.part_media(encoding, &at);
            let first = documented.first();
            let found = PartEncoding {
                field: field.clone(),
                style: encoding
                    .style
                    .as_ref()
                    .map(|style| style_of(style, encoding)),
                media: first.filter(|media| !media.is_range()).cloned(),
                documented,
                origin: self.origin(&at),
            };
            if found.style.is_some() || !found.documented.is_empty() {
                encodings.push(found);
            }
        }
        encodings
    }

    /// The documented media types of a part. What is not one is left out with a warning.
    fn part_media(&mut self, encoding: &Encoding, at: &Pointer) -> Vec<ir::MediaType> {
        let mut found = Vec::new();
        for text in encoding.content_type.iter().flat_map(|it| it.split(',')) {
            let text = text.trim();
            match text.parse::<ir::MediaType>() {
                Ok(media) => found.push(media),
                Err(ir::NotAMediaType) => {
                    let what = format!("`{text}` is not a media type: it is not sent");
                    self.warn_unsupported(&at.child("contentType"), what);
                }
            }
        }
        found
    }
}

fn style_of(style: &Source, encoding: &Encoding) -> (QueryStyle, bool) {
    let style = match style {
        Source::Form => QueryStyle::Form,
        Source::SpaceDelimited => QueryStyle::SpaceDelimited,
        Source::PipeDelimited => QueryStyle::PipeDelimited,
        Source::DeepObject => QueryStyle::DeepObject,
    };
    (style, encoding.explode)
}
