// Leaves it out.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update("front").send();
}
