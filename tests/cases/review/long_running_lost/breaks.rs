// Reads what came of it.

use house::{Error, House, models::AttemptId};

pub async fn call(house: &House) -> Result<AttemptId, Error> {
    Ok(house.doors().open("front").await?.attempt_id)
}
