//! HTML in texts: tags, and references to characters.

mod reference;
mod tag;

pub(crate) use self::{
    reference::{decoded, first},
    tag::{Tag, length},
};
