// Uses the new name.

use house::models::Entrance;

pub fn name(door: &Entrance) -> &str {
    &door.name
}
