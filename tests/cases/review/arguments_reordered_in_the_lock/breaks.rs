// Gives both.

use house::{
    House,
    models::{BadgeId, DoorId},
};

pub fn call(house: &House, door: DoorId, badge: BadgeId) {
    let _ = house.doors().update(door, badge).send();
}
