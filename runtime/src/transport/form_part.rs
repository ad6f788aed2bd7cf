//! Parts of a form whose fields are not documented.

use super::upload::Upload;

/// A part of a form, with its name: what callers give where the documentation has no names for the
/// fields of a form.
///
/// ```
/// # use seamstress_runtime::{FormPart, Upload};
/// let parts = [
///     FormPart::text("comment", "the front door"),
///     FormPart::file("file", Upload::from(vec![0xFF, 0xD8]).file_name("door.jpg")),
/// ];
/// ```
///
/// Several parts may have the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct FormPart {
    name: String,
    content: Content,
}

/// The content of a part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// A string.
    Text(String),
    /// Bytes.
    File(Upload),
}

impl FormPart {
    /// A field with a string.
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            content: Content::Text(text.into()),
        }
    }

    /// A file. Only a multipart body can have one: a call whose form is
    /// `application/x-www-form-urlencoded` fails before anything is sent.
    #[must_use]
    pub fn file(name: impl Into<String>, file: impl Into<Upload>) -> Self {
        Self {
            name: name.into(),
            content: Content::File(file.into()),
        }
    }

    /// The name of the field.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }
}
