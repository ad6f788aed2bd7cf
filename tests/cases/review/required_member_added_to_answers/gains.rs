// Reads it.

use house::models::Door;

pub fn floor(door: &Door) -> i64 {
    door.floor
}
