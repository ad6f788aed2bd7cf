//! How the fields of forms and the parts of multipart bodies are written.

use openapiv3::{
    Encoding, Header, MediaType, ParameterSchemaOrContent, QueryStyle as Source, ReferenceOr,
    SchemaKind, Type,
};

use super::Lowering;
use crate::{
    ir::{self, PartEncoding, PartHeader, QueryStyle},
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
            let documented = self.part_media(encoding, &at);
            let first = documented.first();
            let found = PartEncoding {
                field: field.clone(),
                style: encoding
                    .style
                    .as_ref()
                    .map(|style| style_of(style, encoding)),
                media: first.filter(|media| !media.is_range()).cloned(),
                headers: match media.is_multipart() {
                    true => self.part_headers(encoding, &at.child("headers")),
                    false => Vec::new(),
                },
                documented,
                origin: self.origin(&at),
            };
            if !found.is_default() {
                encodings.push(found);
            }
        }
        encodings
    }

    /// The headers of a part. `Content-Type` is the media type, and every part has a
    /// `Content-Disposition` of its own.
    fn part_headers(&self, encoding: &Encoding, at: &Pointer) -> Vec<PartHeader> {
        let headers = encoding.headers.iter().map(|(name, source)| PartHeader {
            constant: self.constant(source),
            header: self.documented_header(name, source),
            origin: self.origin(&at.child(name)),
        });
        headers
            .filter(|it| !matches!(&*it.header.name, "content-type" | "content-disposition"))
            .collect()
    }

    /// The only value of a required header of strings, if a header can have it.
    fn constant(&self, source: &ReferenceOr<Header>) -> Option<String> {
        let header = self.header(source).filter(|header| header.required)?;
        let ParameterSchemaOrContent::Schema(schema) = &header.format else {
            return None;
        };
        let SchemaKind::Type(Type::String(kind)) = &self.target_of(schema)?.schema_kind else {
            return None;
        };
        let [Some(only)] = &kind.enumeration[..] else {
            return None;
        };
        let is_visible = only
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic());
        (is_visible && only.trim() == only).then(|| only.clone())
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
