// Calls it.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().get("front").send();
}
