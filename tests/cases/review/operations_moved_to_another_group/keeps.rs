// Makes a client.

use house::House;

pub fn builder() {
    let _ = House::builder();
}
