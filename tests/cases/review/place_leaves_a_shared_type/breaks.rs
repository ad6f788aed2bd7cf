// Returns what a call returns, as the type that several calls share.

use house::{Error, House, models::Door};

pub async fn get(house: &House) -> Result<Door, Error> {
    house.doors().get().await
}
