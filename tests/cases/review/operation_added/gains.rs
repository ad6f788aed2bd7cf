// Calls it.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().lock("front").send();
}
