// Sets the field.

use house::House;

pub fn call(house: &House) {
    let _ = house.gates().list().color("red").send();
}
