//! Setters of optional fields.

/// The setters of a type, one row for each field: what users pass in, and what the field holds
/// then. The methods are inlined, so that only those that a program calls are compiled.
///
/// ```ignore
/// setters! {
///     Device;
///     /// The name of the device.
///     name: impl Into<String> = Some(name.into());
///     /// The code of the lock.
///     pin or pin_null: impl Into<String> = Nullable::Value(pin.into());
/// }
/// ```
///
/// The first row is the type, with the name of the field whose fields are set if it is not the type
/// itself that has them, as in a request builder. In each other row, the name after `or` is that of
/// the method that sets the field to null.
///
/// A type that has its fields itself gets the method `maybe` as well; request builders have it as
/// one of their options.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($name:ident params; $($rows:tt)*) => {
        impl $name {
            $crate::setter_methods! { self self.params; $($rows)* }
        }
    };
    ($name:ident; $($rows:tt)*) => {
        impl $name {
            $crate::setter_methods! { self self; $($rows)* }
            $crate::maybe!();
        }
    };
}

/// The methods of [`setters`], of which `$this` is the receiver and `$target` what has the fields.
#[doc(hidden)]
#[macro_export]
macro_rules! setter_methods {
    (
        $this:ident $target:expr;
        $(
            $(#[$attribute:meta])*
            $field:ident $(or $(#[$null_attribute:meta])* $null:ident)?: $ty:ty = $value:expr;
        )*
    ) => {
        $(
            $(#[$attribute])*
            #[inline]
            pub fn $field(mut $this, $field: $ty) -> Self {
                $target.$field = $value;
                $this
            }

            $(
                /// Sets the field to `null`, which differs from leaving it out.
                $(#[$null_attribute])*
                #[inline]
                pub fn $null(mut $this) -> Self {
                    $target.$field = $crate::codegen::Nullable::Null;
                    $this
                }
            )?
        )*
    };
}
