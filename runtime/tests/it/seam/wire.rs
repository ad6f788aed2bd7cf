//! What the runtime reads.

use seamstress_runtime::codegen::*;

use super::models::*;

model! {
    UserIdentity extra;
    required "acs_user_ids" acs_user_ids;
    required "created_at" created_at;
    required "display_name" display_name;
    required "email_address" email_address;
    required "errors" errors;
    required "full_name" full_name;
    required "phone_number" phone_number;
    required "user_identity_id" user_identity_id;
    required "user_identity_key" user_identity_key;
    required "warnings" warnings;
    required "workspace_id" workspace_id;
}

model! {
    IssueWithAcsUser;
    required "acs_system_id" acs_system_id;
    required "acs_user_id" acs_user_id;
    required "created_at" created_at;
    required "message" message;
}

model! {
    BeingDeleted;
    required "created_at" created_at;
    required "message" message;
}

model! {
    ProfileDoesNotMatch;
    required "created_at" created_at;
    required "message" message;
    required "warning_code" warning_code;
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

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
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

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
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

model! {
    UserIdentitiesCreateParams;
    optional "acs_system_ids" acs_system_ids;
    optional "email_address" email_address;
    optional "full_name" full_name;
    optional "phone_number" phone_number;
    optional "user_identity_key" user_identity_key;
}
