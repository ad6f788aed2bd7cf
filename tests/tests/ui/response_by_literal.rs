//! Types of responses can gain fields without a breaking change.

use seam_api::{DateTime, models::UserIdentityWarningBeingDeleted};

fn warn(created_at: DateTime, message: String) -> UserIdentityWarningBeingDeleted {
    UserIdentityWarningBeingDeleted { created_at, message }
}

fn main() {}
