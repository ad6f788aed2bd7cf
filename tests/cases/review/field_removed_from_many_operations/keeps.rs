// Sets the other field.

use house::House;

pub fn call(house: &House) {
    let _ = house.gates().list().limit(2).send();
}
