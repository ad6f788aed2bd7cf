// Sets a number.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update("front").floor(2).send();
}
