//! What the runtime reads.

use seamstress_runtime::codegen::*;

use super::models::*;

impl Model for UserIdentity {
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::required("acs_user_ids"),
        FieldSpec::required("created_at"),
        FieldSpec::required("display_name"),
        FieldSpec::required("email_address"),
        FieldSpec::required("errors"),
        FieldSpec::required("full_name"),
        FieldSpec::required("phone_number"),
        FieldSpec::required("user_identity_id"),
        FieldSpec::required("user_identity_key"),
        FieldSpec::required("warnings"),
        FieldSpec::required("workspace_id"),
    ];

    fn get(&self, index: usize) -> Option<&dyn Wire> {
        Some(match index {
            0 => &self.acs_user_ids,
            1 => &self.created_at,
            2 => &self.display_name,
            3 => &self.email_address,
            4 => &self.errors,
            5 => &self.full_name,
            6 => &self.phone_number,
            7 => &self.user_identity_id,
            8 => &self.user_identity_key,
            9 => &self.warnings,
            10 => &self.workspace_id,
            _ => return None,
        })
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        Some(match index {
            0 => &mut self.acs_user_ids,
            1 => &mut self.created_at,
            2 => &mut self.display_name,
            3 => &mut self.email_address,
            4 => &mut self.errors,
            5 => &mut self.full_name,
            6 => &mut self.phone_number,
            7 => &mut self.user_identity_id,
            8 => &mut self.user_identity_key,
            9 => &mut self.warnings,
            10 => &mut self.workspace_id,
            _ => return None,
        })
    }

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
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::required("acs_system_id"),
        FieldSpec::required("acs_user_id"),
        FieldSpec::required("created_at"),
        FieldSpec::required("message"),
    ];

    fn get(&self, index: usize) -> Option<&dyn Wire> {
        Some(match index {
            0 => &self.acs_system_id,
            1 => &self.acs_user_id,
            2 => &self.created_at,
            3 => &self.message,
            _ => return None,
        })
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        Some(match index {
            0 => &mut self.acs_system_id,
            1 => &mut self.acs_user_id,
            2 => &mut self.created_at,
            3 => &mut self.message,
            _ => return None,
        })
    }
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
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::required("created_at"),
        FieldSpec::required("message"),
    ];

    fn get(&self, index: usize) -> Option<&dyn Wire> {
        Some(match index {
            0 => &self.created_at,
            1 => &self.message,
            _ => return None,
        })
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        Some(match index {
            0 => &mut self.created_at,
            1 => &mut self.message,
            _ => return None,
        })
    }
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
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::required("created_at"),
        FieldSpec::required("message"),
        FieldSpec::required("warning_code"),
    ];

    fn get(&self, index: usize) -> Option<&dyn Wire> {
        Some(match index {
            0 => &self.created_at,
            1 => &self.message,
            2 => &self.warning_code,
            _ => return None,
        })
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        Some(match index {
            0 => &mut self.created_at,
            1 => &mut self.message,
            2 => &mut self.warning_code,
            _ => return None,
        })
    }
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
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::optional("acs_system_ids"),
        FieldSpec::optional("email_address"),
        FieldSpec::optional("full_name"),
        FieldSpec::optional("phone_number"),
        FieldSpec::optional("user_identity_key"),
    ];

    fn get(&self, index: usize) -> Option<&dyn Wire> {
        Some(match index {
            0 => &self.acs_system_ids,
            1 => &self.email_address,
            2 => &self.full_name,
            3 => &self.phone_number,
            4 => &self.user_identity_key,
            _ => return None,
        })
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Wire> {
        Some(match index {
            0 => &mut self.acs_system_ids,
            1 => &mut self.email_address,
            2 => &mut self.full_name,
            3 => &mut self.phone_number,
            4 => &mut self.user_identity_key,
            _ => return None,
        })
    }
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
