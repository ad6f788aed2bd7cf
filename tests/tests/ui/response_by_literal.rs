//! What the API answers can get more members without breaking anyone.

use seam_api::{DateTime, models::UserIdentityWarningBeingDeleted};

fn warn(created_at: DateTime, message: String) -> UserIdentityWarningBeingDeleted {
    UserIdentityWarningBeingDeleted { created_at, message }
}

fn main() {}
