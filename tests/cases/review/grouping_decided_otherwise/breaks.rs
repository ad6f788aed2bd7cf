// Calls a method that is named after its `operationId`.

use house::House;

pub fn call(house: &House) {
    let _ = house.doors().show("front").send();
}
