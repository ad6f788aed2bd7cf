// Sets a field of the body.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update("front", "Front").tags(["red"]).send();
}
