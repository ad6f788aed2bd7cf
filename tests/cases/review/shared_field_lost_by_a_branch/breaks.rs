// Reads what all alerts had.

use house::models::DoorAlert;

pub fn message(alert: &DoorAlert) -> Option<String> {
    alert.message()
}
