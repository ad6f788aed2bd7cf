// Reads a member.

use house::models::Door;

pub fn width(door: &Door) -> f64 {
    door.size.width
}
