// Sets a whole number in the parameters themselves; the setter takes both types.

use house::House;

pub fn call(house: &House, floor: i64) {
    let mut update = house.doors().update("front");
    update.params.floor = Some(floor);
    let _ = update.send();
}
