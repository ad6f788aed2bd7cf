// Sets a field that asks for the stream now.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().watch().live(true).send();
}
