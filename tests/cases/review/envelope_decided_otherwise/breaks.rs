// Reads the door.

use house::{Error, House, models::DoorId};

pub async fn call(house: &House) -> Result<DoorId, Error> {
    Ok(house.doors().get("front").await?.door_id)
}
