//! What the runtime reads.

use seamstress_runtime::codegen::*;

use super::models::*;

impl Model for UserIdentity {
    const FIELDS: &'static [Field<Self>] = &[
        Field::required("acs_user_ids", |m| &m.acs_user_ids, |m| &mut m.acs_user_ids),
        Field::required("created_at", |m| &m.created_at, |m| &mut m.created_at),
        Field::required("display_name", |m| &m.display_name, |m| &mut m.display_name),
        Field::required(
            "email_address",
            |m| &m.email_address,
            |m| &mut m.email_address,
        ),
        Field::required("errors", |m| &m.errors, |m| &mut m.errors),
        Field::required("full_name", |m| &m.full_name, |m| &mut m.full_name),
        Field::required("phone_number", |m| &m.phone_number, |m| &mut m.phone_number),
        Field::required(
            "user_identity_id",
            |m| &m.user_identity_id,
            |m| &mut m.user_identity_id,
        ),
        Field::required(
            "user_identity_key",
            |m| &m.user_identity_key,
            |m| &mut m.user_identity_key,
        ),
        Field::required("warnings", |m| &m.warnings, |m| &mut m.warnings),
        Field::required("workspace_id", |m| &m.workspace_id, |m| &mut m.workspace_id),
    ];

    fn extra(&self) -> Option<&Extra> {
        Some(self.extra())
    }

    fn extra_mut(&mut self) -> Option<&mut Extra> {
        Some(self.extra_mut())
    }
}

impl Wire for UserIdentity {
    fn empty() -> Self {
        Self::empty()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl Serialize for UserIdentity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for UserIdentity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl Model for IssueWithAcsUser {
    const FIELDS: &'static [Field<Self>] = &[
        Field::required(
            "acs_system_id",
            |m| &m.acs_system_id,
            |m| &mut m.acs_system_id,
        ),
        Field::required("acs_user_id", |m| &m.acs_user_id, |m| &mut m.acs_user_id),
        Field::required("created_at", |m| &m.created_at, |m| &mut m.created_at),
        Field::required("message", |m| &m.message, |m| &mut m.message),
    ];
}

impl Wire for IssueWithAcsUser {
    fn empty() -> Self {
        Self {
            acs_system_id: Wire::empty(),
            acs_user_id: Wire::empty(),
            created_at: Wire::empty(),
            message: Wire::empty(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl Model for BeingDeleted {
    const FIELDS: &'static [Field<Self>] = &[
        Field::required("created_at", |m| &m.created_at, |m| &mut m.created_at),
        Field::required("message", |m| &m.message, |m| &mut m.message),
    ];
}

impl Wire for BeingDeleted {
    fn empty() -> Self {
        Self {
            created_at: Wire::empty(),
            message: Wire::empty(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl Model for ProfileDoesNotMatch {
    const FIELDS: &'static [Field<Self>] = &[
        Field::required("created_at", |m| &m.created_at, |m| &mut m.created_at),
        Field::required("message", |m| &m.message, |m| &mut m.message),
        Field::required("warning_code", |m| &m.warning_code, |m| &mut m.warning_code),
    ];
}

impl Wire for ProfileDoesNotMatch {
    fn empty() -> Self {
        Self {
            created_at: Wire::empty(),
            message: Wire::empty(),
            warning_code: Wire::empty(),
        }
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}

impl OpenEnum for WarningCode {
    const VALUES: &'static [Self] = &[Self::AcsUserProfileDoesNotMatchUserIdentity];
    const TEXTS: &'static [&'static str] = &["acs_user_profile_does_not_match_user_identity"];

    fn unknown(value: UnknownValue) -> Self {
        Self::Unknown(value)
    }

    fn as_unknown(&self) -> Option<&UnknownValue> {
        match self {
            Self::Unknown(value) => Some(value),
            _ => None,
        }
    }
}

open_enum!(WarningCode);

impl Wire for UserIdentityError {
    fn empty() -> Self {
        Self::Unknown(Wire::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::IssueWithAcsUser(v) => ValueRef::Tagged("error_code", "issue_with_acs_user", v),
            Self::Unknown(v) => v.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::TaggedUnion(self)
    }
}

impl TaggedUnion for UserIdentityError {
    fn tag_key(&self) -> &'static str {
        "error_code"
    }

    fn select(&mut self, tag: &str) -> ValueMut<'_> {
        *self = match tag {
            "issue_with_acs_user" => Self::IssueWithAcsUser(Wire::empty()),
            _ => Self::empty(),
        };
        match self {
            Self::IssueWithAcsUser(v) => v.to_mut(),
            Self::Unknown(v) => v.to_mut(),
        }
    }
}

impl Wire for UserIdentityWarning {
    fn empty() -> Self {
        Self::Unknown(Wire::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Self::BeingDeleted(v) => ValueRef::Tagged("warning_code", "being_deleted", v),
            Self::AcsUserProfileDoesNotMatchUserIdentity(v) => ValueRef::Tagged(
                "warning_code",
                "acs_user_profile_does_not_match_user_identity",
                v,
            ),
            Self::Unknown(v) => v.to_ref(),
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::TaggedUnion(self)
    }
}

impl TaggedUnion for UserIdentityWarning {
    fn tag_key(&self) -> &'static str {
        "warning_code"
    }

    fn select(&mut self, tag: &str) -> ValueMut<'_> {
        *self = match tag {
            "being_deleted" => Self::BeingDeleted(Wire::empty()),
            "acs_user_profile_does_not_match_user_identity" => {
                Self::AcsUserProfileDoesNotMatchUserIdentity(Wire::empty())
            }
            _ => Self::empty(),
        };
        match self {
            Self::BeingDeleted(v) => v.to_mut(),
            Self::AcsUserProfileDoesNotMatchUserIdentity(v) => v.to_mut(),
            Self::Unknown(v) => v.to_mut(),
        }
    }
}

impl Model for UserIdentitiesCreateParams {
    const FIELDS: &'static [Field<Self>] = &[
        Field::optional(
            "acs_system_ids",
            |m| &m.acs_system_ids,
            |m| &mut m.acs_system_ids,
        ),
        Field::optional(
            "email_address",
            |m| &m.email_address,
            |m| &mut m.email_address,
        ),
        Field::optional("full_name", |m| &m.full_name, |m| &mut m.full_name),
        Field::optional("phone_number", |m| &m.phone_number, |m| &mut m.phone_number),
        Field::optional(
            "user_identity_key",
            |m| &m.user_identity_key,
            |m| &mut m.user_identity_key,
        ),
    ];
}

impl Wire for UserIdentitiesCreateParams {
    fn empty() -> Self {
        Self::default()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self)
    }
}
