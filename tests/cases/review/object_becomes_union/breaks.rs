// Reads a member.

use house::models::Door;

pub fn message(door: &Door) -> Option<&str> {
    door.alerts.first().map(|alert| alert.message.as_str())
}
