//! A credential is assigned to somebody.

async fn assign(seam: seam_api::Seam) -> Result<(), seam_api::Error> {
    seam.acs().credentials().assign("59c9af06-7881-46d2-8d9b-3eda964c058b").await?;
    Ok(())
}

fn main() {}
