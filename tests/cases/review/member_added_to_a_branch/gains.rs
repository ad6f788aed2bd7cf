// Reads it.

use house::models::DoorAlertForced;

pub fn camera(alert: &DoorAlertForced) -> Option<&str> {
    alert.camera.as_deref()
}
