// Sends a file.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update_multipart("front", "bytes").send();
}
