// Gives it where it was asked for.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update("front", "Front").send();
}
