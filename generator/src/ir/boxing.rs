//! How a place holds its value.

/// Whether the value of a field or of a branch is in a box, and in which one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boxing {
    /// It is where the field is.
    #[default]
    None,
    /// In a `Box`.
    Box,
    /// In an `ErasedBox` of the runtime, where the compiler does not look for auto traits.
    Erased,
}

impl Boxing {
    /// Whether the value is in a box.
    pub fn is_boxed(self) -> bool {
        self != Self::None
    }
}
