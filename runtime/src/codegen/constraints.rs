//! The constraints in the rows of `model!`. Two definitions of each macro, so that a crate without
//! the feature `validate` compiles none of them.

/// A slice of constraints.
#[cfg(feature = "validate")]
#[doc(hidden)]
#[macro_export]
macro_rules! constraints {
    ($($constraint:tt)*) => {{
        #[allow(unused_imports, reason = "not every list has numbers")]
        use $crate::wire::{Constraint::*, Limit::*};
        &[$($constraint)*]
    }};
}

/// No constraints.
#[cfg(not(feature = "validate"))]
#[doc(hidden)]
#[macro_export]
macro_rules! constraints {
    ($($constraint:tt)*) => {
        &[]
    };
}

/// The function of an `Object` that returns the constraints of the object as a whole.
#[cfg(feature = "validate")]
#[doc(hidden)]
#[macro_export]
macro_rules! object_constraints {
    ($($constraint:tt)*) => {
        #[inline(never)]
        fn constraints(&self) -> &'static [$crate::wire::Constraint] {
            $crate::constraints![$($constraint)*]
        }
    };
}

/// No function.
#[cfg(not(feature = "validate"))]
#[doc(hidden)]
#[macro_export]
macro_rules! object_constraints {
    ($($constraint:tt)*) => {};
}
