//! Values that `Debug` must not show.

use std::fmt;

use super::traits::{ValueRef, Wire};

/// Shows whether a secret field has a value, and never the value.
pub struct Redacted<'a>(pub &'a dyn Wire);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.to_ref() {
            ValueRef::Absent => "[absent]",
            ValueRef::Null => "[null]",
            _ => "[redacted]",
        })
    }
}
