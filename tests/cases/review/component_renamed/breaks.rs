// Names the type.

use house::models::Door;

pub fn name(door: &Door) -> &str {
    &door.name
}
