// Reads JSON.

use house::models::Door;

pub fn width(door: &Door) -> Option<f64> {
    door.size.as_ref()?.get("width")?.as_f64()
}
