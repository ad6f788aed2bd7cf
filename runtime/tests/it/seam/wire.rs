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

open_enum! {
    WarningCode;
    "acs_user_profile_does_not_match_user_identity" AcsUserProfileDoesNotMatchUserIdentity;
}

tagged_union! {
    UserIdentityError "error_code" error_code;
    "issue_with_acs_user" IssueWithAcsUser;
}

tagged_union! {
    UserIdentityWarning "warning_code" warning_code;
    "being_deleted" BeingDeleted;
    "acs_user_profile_does_not_match_user_identity" AcsUserProfileDoesNotMatchUserIdentity;
}

model! {
    UserIdentitiesCreateParams;
    optional "acs_system_ids" acs_system_ids;
    optional "email_address" email_address;
    optional "full_name" full_name;
    optional "phone_number" phone_number;
    optional "user_identity_key" user_identity_key;
}
