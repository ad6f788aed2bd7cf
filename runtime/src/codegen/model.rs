//! Structs.

/// A struct as a table, one row for each field: the struct itself, its JSON, serde's traits (with
/// the feature `serde`), `Clone`, `Debug` and `PartialEq`, and the method that returns its other
/// fields.
///
/// ```ignore
/// model! {
///     /// A device.
///     pub struct Device extra declares_others;
///     device_id: DeviceId = required "device_id";
///     nickname: Option<String> = optional "nickname";
///     pin: Option<String> = optional "pin" secret [MinLength(4), MaxLength(8)];
/// }
/// ```
///
/// The first row is the type, with `: Default` if every field may be absent, and its field for
/// other fields than those of the rows if it keeps them, with
/// [`declares_others`](crate::codegen::Object::declares_others) if the documentation declares that
/// there are such fields, and the method that sets one, `with_extra`, if requests have them, with
/// [`only_sent`](crate::codegen::Object::only_sent) if no response does. Each other row is a field:
/// its name in Rust, its type, its presence and its name on the wire, and functions of
/// [`FieldKind`](crate::codegen::FieldKind) that declare more about it.
///
/// No row uses a macro of its own: the compiler takes some kilobytes of memory for each use of one.
///
/// A list at the end of a row has the [`Constraint`](crate::wire::Constraint)s of the object as
/// a whole, or of the field.
///
/// What decodes and encodes is never inlined: the compiler would make it anew in every crate that
/// uses a type, and that is where users wait. `values` and `places` need no attribute for that:
/// they have calls, and the compiler inlines only functions without any in other crates. `Clone`,
/// `Debug` and `PartialEq` are inlined, so that only those that a program uses are compiled.
#[doc(hidden)]
#[macro_export]
macro_rules! model {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident $(: $default:ident)?
        $($extra:ident $($others:ident $($with_extra:ident $($only_sent:ident)?)?)?)?
        $([$($whole:tt)*])?;
        $(
            $(#[$field_attribute:meta])*
            $field:ident: $ty:ty =
                $presence:ident $wire:literal $($option:ident)* $([$($constraint:tt)*])?;
        )*
    ) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$field_attribute])*
                pub $field: $ty,
            )*
            $(pub(crate) $extra: $crate::codegen::Extra,)?
        }

        #[allow(deprecated)]
        impl $crate::codegen::Object for $name {
            #[inline(never)]
            fn specs(&self) -> &'static [$crate::codegen::FieldSpec] {
                const {
                    &$crate::codegen::FieldSpec::table(
                        [$($wire),*],
                        concat!($("\"", $wire, "\":"),*),
                        [$($crate::codegen::FieldKind::$presence $(.$option())*),*],
                    )
                }
            }

            $crate::object_constraints! { [$($($whole)*)?] $([$($($constraint)*)?])* }

            fn values<'a>(&'a self, reader: &mut $crate::codegen::FieldReader<'_, 'a>) {
                reader.read(
                    stringify!($name $($field)*),
                    &[$(&self.$field),*],
                    &[$(&self.$extra)?],
                )
            }

            fn places(&mut self, filler: &mut $crate::codegen::FieldFiller<'_>) {
                filler.fill(&mut [$(&mut self.$field),*], &mut [$(&mut self.$extra)?])
            }

            $(
                $(
                    #[inline(never)]
                    fn $others(&self) -> bool {
                        true
                    }

                    $($(
                        #[inline(never)]
                        fn $only_sent(&self) -> bool {
                            true
                        }
                    )?)?
                )?
            )?
        }

        #[allow(deprecated)]
        impl $crate::codegen::Wire for $name {
            #[inline(never)]
            fn empty() -> Self {
                Self {
                    $($field: $crate::codegen::Wire::empty(),)*
                    $($extra: ::std::default::Default::default(),)?
                }
            }

            #[inline(never)]
            fn to_ref(&self) -> $crate::codegen::ValueRef<'_> {
                $crate::codegen::ValueRef::Object(self)
            }

            #[inline(never)]
            fn to_mut(&mut self) -> $crate::codegen::ValueMut<'_> {
                $crate::codegen::ValueMut::Object(self)
            }
        }

        $(
            impl $name {
                /// Fields the documentation does not list, as they are in JSON.
                pub fn $extra(&self) -> &$crate::codegen::Extra {
                    &self.$extra
                }

                $($(
                    /// Sets a field that the documentation allows without naming it; those that it
                    /// names have methods of their own, whose values one of the same name replaces.
                    pub fn $with_extra(
                        mut self,
                        name: impl ::std::convert::Into<::std::string::String>,
                        value: impl ::std::convert::Into<$crate::codegen::Value>,
                    ) -> Self {
                        self.$extra.set(name, value);
                        self
                    }
                )?)?
            }
        )?

        $(
            impl ::std::default::$default for $name {
                #[inline]
                fn default() -> Self {
                    $crate::codegen::Wire::empty()
                }
            }
        )?

        impl ::std::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::codegen::clone_object(self)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::codegen::debug_object(self, f)
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codegen::equal_objects(self, other)
            }
        }

        $crate::serde_traits!($name);
    };
}
