//! Documented headers.

use super::{Docs, Shape};

/// A documented header of a response, or of a part of a multipart body.
#[derive(Clone, Debug)]
pub struct DocumentedHeader {
    /// Its name, in lower case.
    pub name: String,
    /// The first paragraph of its documentation.
    pub docs: Docs,
    /// What its value is: a scalar, or a list of scalars.
    pub shape: Shape,
}
