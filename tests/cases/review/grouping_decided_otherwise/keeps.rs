// Calls a method that has the same name in both ways.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().list().send();
}
