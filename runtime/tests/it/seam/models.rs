//! The types.

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

model! {
    pub struct UserIdentity extra;
    acs_user_ids: Vec<AcsUserId> = required "acs_user_ids";
    created_at: DateTime = required "created_at";
    display_name: String = required "display_name";
    email_address: Option<String> = required "email_address";
    errors: Vec<UserIdentityError> = required "errors";
    full_name: Option<String> = required "full_name";
    phone_number: Option<String> = required "phone_number";
    user_identity_id: UserIdentityId = required "user_identity_id";
    user_identity_key: Option<String> = required "user_identity_key";
    warnings: Vec<UserIdentityWarning> = required "warnings";
    workspace_id: WorkspaceId = required "workspace_id";
}

tagged_union! {
    /// A union of one branch: the second may come any day.
    pub enum UserIdentityError "error_code" error_code;
    IssueWithAcsUser(IssueWithAcsUser) = "issue_with_acs_user";
}

model! {
    pub struct IssueWithAcsUser;
    acs_system_id: AcsSystemId = required "acs_system_id";
    acs_user_id: AcsUserId = required "acs_user_id";
    created_at: DateTime = required "created_at";
    message: String = required "message";
}

tagged_union! {
    pub enum UserIdentityWarning "warning_code" warning_code;
    BeingDeleted(BeingDeleted) = "being_deleted";
    AcsUserProfileDoesNotMatchUserIdentity(ProfileDoesNotMatch) = "acs_user_profile_does_not_match_user_identity";
}

model! {
    pub struct BeingDeleted;
    created_at: DateTime = required "created_at";
    message: String = required "message";
}

model! {
    /// A payload that is a component of its own, and so declares the tag.
    pub struct ProfileDoesNotMatch;
    created_at: DateTime = required "created_at";
    message: String = required "message";
    warning_code: WarningCode = required "warning_code";
}

open_enum! {
    pub enum WarningCode;
    AcsUserProfileDoesNotMatchUserIdentity = "acs_user_profile_does_not_match_user_identity";
}

model! {
    /// Parameters of `/user_identities/create`.
    #[derive(Default)]
    pub struct UserIdentitiesCreateParams;
    acs_system_ids: Option<Vec<AcsSystemId>> = optional "acs_system_ids";
    email_address: Nullable<String> = optional "email_address";
    full_name: Nullable<String> = optional "full_name";
    phone_number: Nullable<String> = optional "phone_number";
    user_identity_key: Nullable<String> = optional "user_identity_key";
}
