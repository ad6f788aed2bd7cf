// Names the kind.

use house::models::{BadgeId, Door};

pub fn badge(door: &Door) -> &BadgeId {
    &door.badge_id
}
