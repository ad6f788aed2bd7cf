// Counts.

use house::{Error, House};

pub async fn count(house: &House) -> Result<usize, Error> {
    Ok(house.doors().list().await?.len())
}
