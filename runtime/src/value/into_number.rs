//! What setters of numbers accept.

/// An integer, as a field of integers takes it: `limit(20)`, `limit(ids.len())`.
///
/// A field holds an `i64`. Of the wider types only [`usize`] is accepted: it counts what is in
/// memory, and nothing there has more than [`isize::MAX`] elements. A `usize` that counts nothing
/// and is beyond `i64::MAX`, such as [`usize::MAX`], becomes `i64::MAX`.
///
/// ```compile_fail,E0277
/// # use seamstress_runtime::IntoI64;
/// fn limit(_: impl IntoI64) {}
/// limit(u64::MAX);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer that always fits into an `i64`",
    note = "convert it with `i64::try_from`, which fails where it does not fit"
)]
pub trait IntoI64 {
    /// The integer.
    fn into_i64(self) -> i64;
}

/// A number, as a field of numbers takes it: `limit(20)`, `limit(2.5)`.
///
/// A field holds an `f64`. An integer that no `f64` is equal to, which has to be beyond 2^53,
/// becomes NaN. NaN and infinities have no JSON form: they are an error when the request is sent.
/// Convert with `as f64` to send the nearest number instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that a field of type `f64` takes",
    note = "convert it with `as f64`, which rounds it to the nearest number"
)]
pub trait IntoF64 {
    /// The number, or NaN where no `f64` is equal to it.
    fn into_f64(self) -> f64;
}

macro_rules! into_i64 {
    ($($integer:ty)*) => {$(
        impl IntoI64 for $integer {
            fn into_i64(self) -> i64 {
                self.into()
            }
        }
    )*};
}

into_i64!(i8 i16 i32 i64 u8 u16 u32);

impl IntoI64 for isize {
    fn into_i64(self) -> i64 {
        // No target of Rust has wider pointers.
        self as i64
    }
}

impl IntoI64 for usize {
    fn into_i64(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

macro_rules! into_f64 {
    ($($number:ty)*) => {$(
        impl IntoF64 for $number {
            fn into_f64(self) -> f64 {
                self.into()
            }
        }
    )*};
}

into_f64!(i8 i16 i32 u8 u16 u32 f32 f64);

macro_rules! wide_into_f64 {
    ($($integer:ty)*) => {$(
        impl IntoF64 for $integer {
            #[allow(
                clippy::cast_lossless,
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "the comparison finds what is lost"
            )]
            fn into_f64(self) -> f64 {
                let nearest = self as f64;
                // An `i128` holds the nearest of each: 2^64 for the largest `u64`.
                match nearest as i128 == self as i128 {
                    true => nearest,
                    false => f64::NAN,
                }
            }
        }
    )*};
}

wide_into_f64!(i64 isize u64 usize);

#[cfg(test)]
mod tests {
    use super::{IntoF64, IntoI64};

    #[test]
    fn integers_are_sent_as_they_are() {
        assert_eq!(7_u8.into_i64(), 7);
        assert_eq!((-7_isize).into_i64(), -7);
        assert_eq!(7_usize.into_i64(), 7);
        assert_eq!(i64::MIN.into_i64(), i64::MIN);
    }

    #[test]
    fn numbers_are_sent_as_they_are() {
        assert_eq!(2.into_f64(), 2.0);
        assert_eq!(2.5.into_f64(), 2.5);
        assert_eq!(2_u64.into_f64(), 2.0);
        assert_eq!(i64::MIN.into_f64(), -9_223_372_036_854_775_808.0);
        assert_eq!((1_u64 << 63).into_f64(), 9_223_372_036_854_775_808.0);
        assert!(f32::NAN.into_f64().is_nan());
    }

    #[test]
    fn no_integer_is_rounded() {
        let rounded = [
            ((1_i64 << 53) + 1).into_f64(),
            (-(1_i64 << 53) - 1).into_f64(),
            i64::MAX.into_f64(),
            u64::MAX.into_f64(),
        ];
        assert!(rounded.iter().all(|number| number.is_nan()), "{rounded:?}");
        assert_eq!((1_i64 << 53).into_f64(), 9_007_199_254_740_992.0);
        assert_eq!(((1_i64 << 53) + 2).into_f64(), 9_007_199_254_740_994.0);
    }
}
