// Asks for the next page.

use house::{Error, House};

pub async fn next(house: &House) -> Result<Option<String>, Error> {
    Ok(house.doors().list().await?.next_cursor)
}
