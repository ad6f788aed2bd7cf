// Reads it as what may be missing.

use house::models::Door;

pub fn floor(door: &Door) -> i64 {
    door.floor.unwrap_or_default()
}
