//! Unions.
//!
//! The code of a union grows with the number of its branches, never with their square. The variant
//! of all values that are of no branch is `Unknown`.

/// A union with a tag as a table, one row for each branch: the enum itself, its JSON, serde's
/// traits, and the method that returns the tag.
///
/// ```ignore
/// tagged_union! {
///     /// Work that may not have ended.
///     pub enum Attempt "status" status allows_others;
///     Pending(AttemptPending) = "pending";
///     Error(AttemptError) = "error";
/// }
/// ```
///
/// The first row is the type, its tag on the wire, the method that returns the tag, and
/// [`allows_others`](crate::codegen::TaggedUnion::allows_others) if the documentation allows any
/// other JSON. Each other row is a branch: its variant, the type of its payload, and the value of
/// the tag.
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident $tag:literal $method:ident $($others:ident)?;
        $(
            $(#[$variant_attribute:meta])*
            $variant:ident($payload:ty) = $value:literal;
        )*
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$variant_attribute])*
                $variant($payload),
            )*
            /// A value the documentation does not list.
            Unknown($crate::codegen::UnknownVariant),
        }

        impl $name {
            /// The tag, which says what kind of value this is, whether the documentation lists it
            /// or not.
            pub fn $method(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $value,)*
                    Self::Unknown(value) => value.field_str($tag),
                }
            }
        }

        impl $crate::codegen::TaggedUnion for $name {
            fn tag_key(&self) -> &'static str {
                $tag
            }

            #[inline(never)]
            fn tags(&self) -> &'static [&'static str] {
                &[$($value),*]
            }

            $(
                fn $others(&self) -> bool {
                    true
                }
            )?

            #[inline(never)]
            fn select(&mut self, tag: &str) -> $crate::codegen::ValueMut<'_> {
                *self = match tag {
                    $($value => Self::$variant($crate::codegen::Wire::empty()),)*
                    _ => $crate::codegen::Wire::empty(),
                };
                $crate::union_payload!(self, $($variant)*)
            }
        }

        $crate::union_wire! {
            $name TaggedUnion;
            $($variant(value) => $crate::codegen::ValueRef::Tagged($tag, $value, value);)*
        }
    };
}

/// A union without a tag as a table, one row for each branch: the enum itself, its JSON, and
/// serde's traits.
///
/// ```ignore
/// untagged_union! {
///     /// What users attach.
///     pub enum Metadata any;
///     Text(String), 0 => Branch::string();
///     Number(Size), 1..=2 => Branch::integer(), Branch::number();
///     Anything(Value);
/// }
/// ```
///
/// The first row is the type, with [`any`](crate::codegen::Branch::any) if the documentation allows
/// any other JSON. Each other row is a branch: its variant, the type of its payload and, if
/// something identifies its values, its places in the list that
/// [`branches`](crate::codegen::UntaggedUnion::branches) returns, and its part of that list.
#[doc(hidden)]
#[macro_export]
macro_rules! untagged_union {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident $($any:ident)?;
        $(
            $(#[$variant_attribute:meta])*
            $variant:ident($payload:ty) $(, $places:pat => $($branch:expr),+)?;
        )*
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$variant_attribute])*
                $variant($payload),
            )*
            /// A value the documentation does not describe.
            Unknown($crate::codegen::UnknownVariant),
        }

        impl $crate::codegen::UntaggedUnion for $name {
            fn branches(&self) -> &'static [$crate::codegen::Branch] {
                const {
                    &[
                        $($($($branch,)+)?)*
                        $($crate::codegen::Branch::$any(),)?
                    ]
                }
            }

            #[inline(never)]
            fn select(
                &mut self,
                branch: ::std::option::Option<usize>,
            ) -> $crate::codegen::ValueMut<'_> {
                *self = match branch {
                    $($(
                        ::std::option::Option::Some($places) => {
                            Self::$variant($crate::codegen::Wire::empty())
                        }
                    )?)*
                    _ => $crate::codegen::Wire::empty(),
                };
                $crate::union_payload!(self, $($variant)*)
            }
        }

        $crate::union_wire! {
            $name UntaggedUnion;
            $($variant(value) => $crate::codegen::Wire::to_ref(value);)*
        }
    };
}

/// The place of the payload of a union that has just become one of its branches.
#[doc(hidden)]
#[macro_export]
macro_rules! union_payload {
    ($union:ident, $($variant:ident)*) => {
        match $union {
            $(Self::$variant(value) => $crate::codegen::Wire::to_mut(value),)*
            Self::Unknown(value) => $crate::codegen::Wire::to_mut(value),
        }
    };
}

/// What every union is to the runtime, and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! union_wire {
    ($name:ident $kind:ident; $($variant:ident($payload:ident) => $to_ref:expr;)*) => {
        impl $crate::codegen::Wire for $name {
            #[inline(never)]
            fn empty() -> Self {
                Self::Unknown($crate::codegen::Wire::empty())
            }

            #[inline(never)]
            fn to_ref(&self) -> $crate::codegen::ValueRef<'_> {
                match self {
                    $(Self::$variant($payload) => $to_ref,)*
                    Self::Unknown(value) => $crate::codegen::Wire::to_ref(value),
                }
            }

            #[inline(never)]
            fn to_mut(&mut self) -> $crate::codegen::ValueMut<'_> {
                $crate::codegen::ValueMut::$kind(self)
            }

            #[inline(never)]
            fn structure(&self) -> $crate::codegen::WireStructure<'_> {
                $crate::codegen::WireStructure::Own(self)
            }
        }

        $crate::serde_traits!($name);
    };
}
