// Reads the door.

use house::{Error, House};

pub async fn call(house: &House) -> Result<String, Error> {
    Ok(house.doors().get("front").await?.name)
}
