// Sets a moment in the parameters themselves; the setter takes both types.

use house::{DateTime, House};

pub fn call(house: &House, moment: DateTime) {
    let mut update = house.doors().update("front");
    update.params.opened_at = Some(moment);
    let _ = update.send();
}
