//! What a person reads.

use seamstress_runtime::codegen::*;

/// Markers of ids.
pub(crate) mod kind {
    /// Marks ids of access systems.
    pub(crate) enum AcsSystemId {}
    /// Marks ids of access system users.
    pub(crate) enum AcsUserId {}
    /// Marks ids of user identities.
    pub(crate) enum UserIdentityId {}
    /// Marks ids of workspaces.
    pub(crate) enum WorkspaceId {}
}

pub(crate) type AcsSystemId = Id<kind::AcsSystemId>;
pub(crate) type AcsUserId = Id<kind::AcsUserId>;
pub(crate) type UserIdentityId = Id<kind::UserIdentityId>;
pub(crate) type WorkspaceId = Id<kind::WorkspaceId>;

#[non_exhaustive]
pub(crate) struct UserIdentity {
    pub(crate) acs_user_ids: Vec<AcsUserId>,
    pub(crate) created_at: DateTime,
    pub(crate) display_name: String,
    pub(crate) email_address: Option<String>,
    pub(crate) errors: Vec<UserIdentityError>,
    pub(crate) full_name: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) user_identity_id: UserIdentityId,
    pub(crate) user_identity_key: Option<String>,
    pub(crate) warnings: Vec<UserIdentityWarning>,
    pub(crate) workspace_id: WorkspaceId,
    pub(super) extra: Extra,
}

/// A union of one branch: the second may come any day.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum UserIdentityError {
    IssueWithAcsUser(IssueWithAcsUser),
    Unknown(UnknownVariant),
}

#[non_exhaustive]
pub(crate) struct IssueWithAcsUser {
    pub(crate) acs_system_id: AcsSystemId,
    pub(crate) acs_user_id: AcsUserId,
    pub(crate) created_at: DateTime,
    pub(crate) message: String,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum UserIdentityWarning {
    BeingDeleted(BeingDeleted),
    AcsUserProfileDoesNotMatchUserIdentity(ProfileDoesNotMatch),
    Unknown(UnknownVariant),
}

#[non_exhaustive]
pub(crate) struct BeingDeleted {
    pub(crate) created_at: DateTime,
    pub(crate) message: String,
}

/// A payload that is a component of its own, and so declares the tag.
#[non_exhaustive]
pub(crate) struct ProfileDoesNotMatch {
    pub(crate) created_at: DateTime,
    pub(crate) message: String,
    pub(crate) warning_code: WarningCode,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum WarningCode {
    AcsUserProfileDoesNotMatchUserIdentity,
    Unknown(UnknownValue),
}

/// Parameters of `/user_identities/create`.
#[derive(Default)]
pub(crate) struct UserIdentitiesCreateParams {
    pub(crate) acs_system_ids: Option<Vec<AcsSystemId>>,
    pub(crate) email_address: Nullable<String>,
    pub(crate) full_name: Nullable<String>,
    pub(crate) phone_number: Nullable<String>,
    pub(crate) user_identity_key: Nullable<String>,
}
