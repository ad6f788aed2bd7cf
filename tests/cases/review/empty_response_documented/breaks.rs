// Takes the door.

use house::{Error, House, models::Door};

pub async fn call(house: &House) -> Result<Door, Error> {
    house.doors().get("front").await
}
