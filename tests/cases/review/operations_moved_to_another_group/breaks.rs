// Calls one through the group that it was in.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().list().send();
}
