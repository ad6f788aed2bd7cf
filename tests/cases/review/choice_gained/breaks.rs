// Chains it.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().update("front").name("Front").send();
}
