//! Media types that hold what another one of the same body does, so that nothing is lost where
//! they are not used.
//!
//! Generators of documents list each format that their framework knows.

use openapiv3::{MediaType as Source, Schema, SchemaData, SchemaKind};

use super::{Lowering, media::BodyFormat};
use crate::ir::MediaType;

impl Lowering<'_> {
    /// Whether JSON is used, or a stream, and the other media type is a form of the same value.
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
            && matches!(
                self.body_format(used, source),
                BodyFormat::Json | BodyFormat::Stream
            )
            && (source.schema == other_source.schema
                || self.is_json_alike(used, (other, other_source))
                    && self.is_same_component(source, other_source))
    }

    /// Whether both are JSON that means the same: `null` in a merge patch is not a value.
    fn is_json_alike(&self, used: &MediaType, (other, source): (&MediaType, &Source)) -> bool {
        self.body_format(other, source) == BodyFormat::Json
            && used.is_merge_patch() == other.is_merge_patch()
    }

    /// Whether the schemas are components with one content: frameworks that name a component for
    /// each media type write it again, or an `allOf` of it alone.
    fn is_same_component(&self, one: &Source, other: &Source) -> bool {
        let one = self.schema_of(one).map(|it| self.unwrapped(it));
        one.is_some() && one == self.schema_of(other).map(|it| self.unwrapped(it))
    }

    /// The only part of an `allOf` that says nothing itself.
    fn unwrapped<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        match &schema.schema_kind {
            SchemaKind::AllOf { all_of } if schema.schema_data == SchemaData::default() => {
                match &all_of[..] {
                    [only] => self.target_of(only).unwrap_or(schema),
                    _ => schema,
                }
            }
            _ => schema,
        }
    }
}
