// Reads the other fields of a component that only requests contain now.

use house::models::Key;

pub fn count(key: &Key) -> usize {
    key.extra().len()
}
