// Reads the answer.

use house::{Error, House};

pub async fn call(house: &House) -> Result<String, Error> {
    Ok(house.doors().update("front").await?.name)
}
