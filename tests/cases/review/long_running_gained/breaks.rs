// Gives on that nothing comes back.

use house::{Error, House};

pub async fn call(house: &House) -> Result<(), Error> {
    house.doors().open("front").await
}
