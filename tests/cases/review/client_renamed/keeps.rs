// Reads what a client gave.

use house::models::Door;

pub fn name(door: &Door) -> &str {
    &door.name
}
