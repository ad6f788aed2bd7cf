// Chooses.

use house::{House, models::BadgeId};

pub fn call(house: &House, badge: BadgeId) {
    let _ = house.doors().update("front", badge).send();
}
