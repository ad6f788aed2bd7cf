//! What the API answers can get more members without breaking anyone.

use seam_api::models::UserIdentityWarningBeingDeleted;

fn main() {
    let _ = UserIdentityWarningBeingDeleted { created_at: "2025-06-16T16:54:17Z".into(), message: String::new() };
}
