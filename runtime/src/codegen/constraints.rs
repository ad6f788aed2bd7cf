//! The constraints in the rows of `model!`. Two definitions of the macro, so that a crate without
//! the feature `validate` compiles none of them.

/// The functions of an `Object` that return the constraints of the object as a whole and of each
/// field.
#[cfg(feature = "validate")]
#[doc(hidden)]
#[macro_export]
macro_rules! object_constraints {
    // Most objects have none.
    ([] $([])*) => {};
    ([$($whole:tt)*] $([$($constraint:tt)*])*) => {
        #[inline(never)]
        fn constraints(&self) -> &'static [$crate::wire::Constraint] {
            #[allow(unused_imports, reason = "not every list has constraints, or numbers")]
            use $crate::wire::{Constraint::*, Limit::*};
            &[$($whole)*]
        }

        #[inline(never)]
        fn field_constraints(&self) -> &'static [&'static [$crate::wire::Constraint]] {
            #[allow(unused_imports, reason = "not every list has constraints, or numbers")]
            use $crate::wire::{Constraint::*, Limit::*};
            &[$(&[$($constraint)*]),*]
        }
    };
}

/// No functions.
#[cfg(not(feature = "validate"))]
#[doc(hidden)]
#[macro_export]
macro_rules! object_constraints {
    ($($constraints:tt)*) => {};
}
