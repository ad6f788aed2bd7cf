// Reads what stays.

use house::models::Door;

pub fn name(door: &Door) -> &str {
    &door.name
}
