// Counts on.

use house::models::Door;

pub fn above(door: &Door) -> i64 {
    door.floor + 1
}
