// Reads the branch.

use house::models::DoorAlert;

pub fn is_forced(alert: &DoorAlert) -> bool {
    matches!(alert, DoorAlert::Forced(_))
}
