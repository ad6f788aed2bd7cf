// Sets a moment.

use house::{DateTime, House};

pub fn call(house: &House, moment: DateTime) {
    let _ = house.doors().update("front").opened_at(moment).send();
}
