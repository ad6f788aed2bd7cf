// Asks for the tag.

use house::models::DoorAlert;

pub fn code(alert: &DoorAlert) -> &str {
    alert.alert_code()
}
