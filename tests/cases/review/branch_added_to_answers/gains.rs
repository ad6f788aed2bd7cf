// Reads the branch.

use house::models::DoorAlert;

pub fn message(alert: &DoorAlert) -> Option<&str> {
    match alert {
        DoorAlert::Forced(forced) => Some(&forced.message),
        _ => None,
    }
}
