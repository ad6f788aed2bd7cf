//! The declaration of a field.

use super::constraint::Constraint;

/// The declaration of one field of an object: a row of the table of its type.
///
/// Tables consist of literals and constants: a client has thousands of rows.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The field's name on the wire.
    pub wire: &'static str,
    /// The name as it is in JSON text, with its quotes and its colon. It is not used if it is
    /// empty, or if the name is [`escaped`](FieldKind::escaped).
    pub key: &'static str,
    /// The field's name in Rust.
    pub name: &'static str,
    /// What else is known about the field.
    pub kind: FieldKind,
}

impl FieldSpec {
    /// A field of the same name in Rust.
    #[must_use]
    pub const fn new(wire: &'static str, kind: FieldKind) -> Self {
        Self {
            wire,
            key: "",
            name: wire,
            kind,
        }
    }

    /// The name as it is in JSON text, if it has one form there.
    pub(crate) fn key(&self) -> Option<&'static str> {
        let is_plain = !self.kind.is_escaped && !self.key.is_empty();
        is_plain.then_some(self.key)
    }
}

/// What is known about a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldKind {
    pub(crate) presence: Presence,
    /// The only documented value, for a boolean that has just one.
    pub(crate) const_value: Option<bool>,
    /// Whether `Debug` hides the value.
    pub(crate) is_secret: bool,
    /// Whether JSON writes the name with escapes.
    pub(crate) is_escaped: bool,
    /// What the documentation requires of its values beyond their type.
    #[cfg(feature = "validate")]
    pub(crate) constraints: &'static [Constraint],
}

#[expect(non_upper_case_globals, reason = "rows of tables name them")]
impl FieldKind {
    /// A required field.
    pub const required: Self = Self::of(Presence::Required);

    /// An optional field.
    pub const optional: Self = Self::of(Presence::Optional);

    /// Declares that `true` is the only documented value of this boolean.
    ///
    /// The other value is kept when it is received, and reported as drift.
    #[must_use]
    pub const fn only_true(mut self) -> Self {
        self.const_value = Some(true);
        self
    }

    /// Declares that `false` is the only documented value of this boolean.
    ///
    /// The other value is kept when it is received, and reported as drift.
    #[must_use]
    pub const fn only_false(mut self) -> Self {
        self.const_value = Some(false);
        self
    }

    /// A secret, which `Debug` does not show.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// The name of the field has characters that JSON escapes.
    #[must_use]
    pub const fn escaped(mut self) -> Self {
        self.is_escaped = true;
        self
    }

    /// What the documentation requires of the values beyond their type. Without the feature
    /// `validate`, nothing keeps it.
    #[must_use]
    #[cfg_attr(
        not(feature = "validate"),
        expect(unused_mut, reason = "the feature sets a field")
    )]
    pub const fn constraints(mut self, constraints: &'static [Constraint]) -> Self {
        #[cfg(feature = "validate")]
        {
            self.constraints = constraints;
        }
        #[cfg(not(feature = "validate"))]
        let _ = constraints;
        self
    }

    const fn of(presence: Presence) -> Self {
        Self {
            presence,
            const_value: None,
            is_secret: false,
            is_escaped: false,
            #[cfg(feature = "validate")]
            constraints: &[],
        }
    }
}

/// Whether a field is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always written: an empty slot is written as `null`.
    Required,
    /// Not written while empty.
    Optional,
}
