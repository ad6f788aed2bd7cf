//! The id of a user is no id of a credential.

use seam_api::models::{AcsCredentialId, AcsUserId};

async fn assign(seam: seam_api::Seam, user: AcsUserId, credential: AcsCredentialId) -> Result<(), seam_api::Error> {
    seam.acs().credentials().assign(&user, &user).await?;
    seam.acs().credentials().assign(&credential, &credential).await?;
    Ok(())
}

fn main() {}
