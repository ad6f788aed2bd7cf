//! Modules of types.

/// Declares modules and exports what they have: one row for each, with the features that compile
/// it, where not all do.
///
/// ```ignore
/// modules! {
///     device;
///     door if "doors";
///     lock if "doors", "locks";
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! modules {
    ($($module:ident $(if $($feature:literal),+)?;)*) => {
        $(
            $(#[cfg(any($(feature = $feature),+))])?
            pub(crate) mod $module;
            $(#[cfg(any($(feature = $feature),+))])?
            pub use self::$module::*;
        )*
    };
}
