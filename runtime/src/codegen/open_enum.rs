//! Enums of strings.

/// An open enum as a table, one row for each documented value: the enum itself, its JSON, serde's
/// traits, and the conversions that users expect of a string enum.
///
/// ```ignore
/// open_enum! {
///     /// What a thermostat does.
///     pub enum Mode allows_others;
///     HeatCool = "heat_cool";
///     Off = "off";
/// }
/// ```
///
/// The first row is the type, with
/// [`allows_others`](crate::codegen::OpenEnum::allows_others) if the documentation allows other
/// strings than those of the rows. Each other row is a value: its variant and its string on the
/// wire, after its documentation where that is not the string as code. The variant of all other
/// strings is `Unknown`.
///
/// Equality is that of the strings, and so is the order: that of the documentation may change with
/// each of its versions.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident $($others:ident)?;
        $($(#[doc = $docs:literal])? $variant:ident = $text:literal;)*
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = $crate::value_docs!($text $(, $docs)?)]
                $variant,
            )*
            /// A value the documentation does not list.
            Unknown($crate::codegen::UnknownValue),
        }

        impl $crate::codegen::OpenEnum for $name {
            const VALUES: &'static [Self] = &[$(Self::$variant),*];
            const TEXTS: &'static [&'static str] = &[$($text),*];

            $(
                fn $others() -> bool {
                    true
                }
            )?

            fn unknown(value: $crate::codegen::UnknownValue) -> Self {
                Self::Unknown(value)
            }

            fn as_unknown(&self) -> ::std::option::Option<&$crate::codegen::UnknownValue> {
                match self {
                    Self::Unknown(value) => ::std::option::Option::Some(value),
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl $name {
            /// The documented values, in the order of the documentation.
            pub const fn values() -> &'static [Self] {
                <Self as $crate::codegen::OpenEnum>::VALUES
            }

            /// The string in JSON.
            pub fn as_str(&self) -> &str {
                $crate::codegen::OpenEnum::wire_value(self)
            }
        }

        impl $crate::codegen::Wire for $name {
            #[inline(never)]
            fn empty() -> Self {
                $crate::codegen::OpenEnum::parse("")
            }

            #[inline(never)]
            fn to_ref(&self) -> $crate::codegen::ValueRef<'_> {
                $crate::codegen::ValueRef::Str(self.as_str())
            }

            #[inline(never)]
            fn to_mut(&mut self) -> $crate::codegen::ValueMut<'_> {
                $crate::codegen::ValueMut::StringScalar(self)
            }

            #[inline(never)]
            fn structure(&self) -> $crate::codegen::WireStructure<'_> {
                $crate::codegen::WireStructure::Variant(self)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::codegen::OpenEnum::parse(text)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::codegen::OpenEnum::parse(&text)
            }
        }

        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(text: &::std::string::String) -> Self {
                $crate::codegen::OpenEnum::parse(text)
            }
        }

        /// Never fails: a string that the documentation does not list is a value as well.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // A value may be called `err`, so that `Self::Err` would be ambiguous.
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok($crate::codegen::OpenEnum::parse(text))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codegen::equal_enums(self, other)
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::codegen::hash_enum(self, state);
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        /// The order of the strings.
        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        $crate::serde_traits!($name);
    };
}

/// The documentation of a value of an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! value_docs {
    ($text:literal) => {
        concat!("`", $text, "`")
    };
    ($text:literal, $docs:literal) => {
        $docs
    };
}
