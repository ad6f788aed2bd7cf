//! The declaration of a field.

/// The declaration of one field of an object: a row of the table of its type.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The field's name on the wire.
    pub wire: &'static str,
    /// The name as it is in JSON text, with its quotes and its colon. It is not used if it is
    /// empty, or if the name is [`escaped`](FieldKind::escaped).
    pub key: &'static str,
    /// What else is known about the field.
    pub kind: FieldKind,
}

impl FieldSpec {
    /// A field of which only the name and the kind are known.
    #[must_use]
    pub const fn new(wire: &'static str, kind: FieldKind) -> Self {
        Self {
            wire,
            key: "",
            kind,
        }
    }

    /// The fields of a type. `keys` has the key of each as it is in JSON text, one after the other.
    ///
    /// The keys are one literal: a client has thousands of fields, and the compiler takes some
    /// kilobytes of memory for each macro that makes a literal.
    ///
    /// # Panics
    ///
    /// If the keys are not those of the names. In a constant, that is an error of the compiler.
    #[must_use]
    pub const fn table<const N: usize>(
        wire: [&'static str; N],
        mut keys: &'static str,
        kinds: [FieldKind; N],
    ) -> [Self; N] {
        let mut table = [Self::new("", FieldKind::required); N];
        let mut index = 0;
        while index < N {
            let (wire, kind) = (wire[index], kinds[index]);
            let (key, others) = keys.split_at(wire.len() + "\"\":".len());
            table[index] = Self { wire, key, kind };
            keys = others;
            index += 1;
        }
        table
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

    const fn of(presence: Presence) -> Self {
        Self {
            presence,
            const_value: None,
            is_secret: false,
            is_escaped: false,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_of_a_table_has_its_key() {
        let fields = FieldSpec::table(
            ["id", "größe", ""],
            "\"id\":\"größe\":\"\":",
            [
                FieldKind::required,
                FieldKind::optional,
                FieldKind::optional,
            ],
        );
        let found = fields.map(|field| (field.wire, field.key(), field.kind));
        let expected = [
            ("id", Some("\"id\":"), FieldKind::required),
            ("größe", Some("\"größe\":"), FieldKind::optional),
            ("", Some("\"\":"), FieldKind::optional),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_table_may_be_empty() {
        assert!(FieldSpec::table([], "", []).is_empty());
    }

    #[test]
    #[should_panic(expected = "out of bounds")]
    fn a_key_for_each_name_is_needed() {
        let _ = FieldSpec::table(["id"], "", [FieldKind::required]);
    }
}
