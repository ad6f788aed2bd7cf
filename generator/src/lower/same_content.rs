//! Media types that hold what another one of the same body does, so that nothing is lost where
//! they are not used.
//!
//! Generators of documents list each format that their framework knows.

use openapiv3::MediaType as Source;

use super::{Lowering, media::BodyFormat};
use crate::ir::MediaType;

impl Lowering<'_> {
    /// Whether JSON is used, and the other media type is a form of the same value.
    ///
    /// Bytes without a structure are a value of their own, such as a file, whatever its schema.
    pub(super) fn is_in_json(
        &self,
        (used, source): (&MediaType, &Source),
        (other, other_source): (&MediaType, &Source),
    ) -> bool {
        let is_value = match self.body_format(other, other_source) {
            BodyFormat::Json | BodyFormat::Text => true,
            BodyFormat::Bytes => self.is_structured(other_source),
            BodyFormat::Stream => false,
        };
        is_value
            && source.schema.is_some()
            && source.schema == other_source.schema
            && self.body_format(used, source) == BodyFormat::Json
    }
}
