//! The id of a user is no id of a credential.

use seam_api::models::AcsUserId;

async fn assign(seam: seam_api::Seam, user: AcsUserId) -> Result<(), seam_api::Error> {
    seam.acs().credentials().assign(&user, &user).await?;
    Ok(())
}

fn main() {}
