// Streams the picture.

use house::{Error, House};

pub async fn call(house: &House) -> Result<usize, Error> {
    let mut stream = house.doors().get("front").stream().await?;
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        length += chunk?.len();
    }
    Ok(length)
}
