// Reads it.

use house::models::Door;

pub fn floor(door: &Door) -> Option<i64> {
    door.floor
}
