// Makes what is sent.

use house::models::{BadgeId, DoorId};

pub fn both(door: &str, badge: &str) -> (DoorId, BadgeId) {
    (door.into(), badge.into())
}
