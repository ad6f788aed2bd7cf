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
            let found = PartEncoding {
                field: field.clone(),
                style: encoding
                    .style
                    .as_ref()
                    .map(|style| style_of(style, encoding)),
                media: self.part_media(encoding, &at),
                origin: self.origin(&at),
            };
            if found.style.is_some() || found.media.is_some() {
                encodings.push(found);
            }
        }
        encodings
    }

    /// The media type of a part, if there is one only. Of several, or of a range, the caller
    /// chooses.
    fn part_media(&mut self, encoding: &Encoding, at: &Pointer) -> Option<ir::MediaType> {
        let text = encoding.content_type.as_ref()?;
        if text.contains(',') {
            return None;
        }
        match text.parse::<ir::MediaType>() {
            Ok(media) => Some(media).filter(|media| !media.is_range()),
            Err(ir::NotAMediaType) => {
                let what = format!("`{text}` is not a media type: it is not sent");
                self.warn_unsupported(&at.child("contentType"), what);
                None
            }
        }
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
