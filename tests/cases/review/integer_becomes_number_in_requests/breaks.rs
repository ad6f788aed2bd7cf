// Sets a whole number.

use house::House;

pub fn call(house: &House, floor: i64) {
    let _ = house.doors().update("front").floor(floor).send();
}
