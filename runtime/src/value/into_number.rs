//! What setters of numbers accept.

/// An integer of any type, as a field of integers takes it: `limit(20)`, `limit(ids.len())`.
///
/// A field holds an `i64`. An integer beyond its range becomes the nearest one that is within:
/// [`i64::MAX`] for [`u64::MAX`]. Where that is not wanted, convert with [`i64::try_from`] first.
pub trait IntoI64 {
    /// The integer, or the nearest that an `i64` holds.
    fn into_i64(self) -> i64;
}

/// A number of any type, as a field of numbers takes it: `limit(20)`, `limit(2.5)`.
///
/// A field holds an `f64`. An integer that it does not hold exactly, which has to be beyond 2^53,
/// becomes the nearest one that it holds, as most servers read it from JSON. NaN and infinities
/// have no JSON form: they are an error when the request is sent.
pub trait IntoF64 {
    /// The number, or the nearest that an `f64` holds.
    fn into_f64(self) -> f64;
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl IntoI64 for $integer {
            #[allow(
                clippy::unnecessary_fallible_conversions,
                clippy::useless_conversion,
                unused_comparisons,
                reason = "one body for every integer"
            )]
            fn into_i64(self) -> i64 {
                let nearest = if self < 0 { i64::MIN } else { i64::MAX };
                i64::try_from(self).unwrap_or(nearest)
            }
        }

        impl IntoF64 for $integer {
            #[allow(
                clippy::cast_lossless,
                clippy::cast_precision_loss,
                reason = "documented: the nearest"
            )]
            fn into_f64(self) -> f64 {
                self as f64
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl IntoF64 for f32 {
    fn into_f64(self) -> f64 {
        self.into()
    }
}

impl IntoF64 for f64 {
    fn into_f64(self) -> f64 {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{IntoF64, IntoI64};

    #[test]
    fn integers_beyond_the_range_become_the_nearest() {
        assert_eq!(7_u8.into_i64(), 7);
        assert_eq!((-7_i128).into_i64(), -7);
        assert_eq!(u64::MAX.into_i64(), i64::MAX);
        assert_eq!(i128::MIN.into_i64(), i64::MIN);
        assert_eq!(i64::MIN.into_i64(), i64::MIN);
    }

    #[test]
    fn numbers_become_the_nearest() {
        assert_eq!(2.into_f64(), 2.0);
        assert_eq!(2.5.into_f64(), 2.5);
        assert_eq!(((1_u64 << 53) + 1).into_f64(), 9_007_199_254_740_992.0);
        assert!(f32::NAN.into_f64().is_nan());
    }
}
