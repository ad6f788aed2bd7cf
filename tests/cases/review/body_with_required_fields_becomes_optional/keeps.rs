// Uses the group, and does not call.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors();
}
