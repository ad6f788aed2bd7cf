//! Numbers and their limits, compared exactly.

use std::cmp::Ordering;

use crate::spec::Limit;

/// 2^127, the least number that is greater than every `i128`.
const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

/// The order of two numbers; `None` if one is not a number.
pub(super) fn compare(one: Limit, other: Limit) -> Option<Ordering> {
    match (integer(one), integer(other)) {
        (Ok(one), Ok(other)) => Some(one.cmp(&other)),
        (Err(one), Err(other)) => one.partial_cmp(&other),
        (Ok(one), Err(other)) => compare_mixed(one, other),
        (Err(one), Ok(other)) => compare_mixed(other, one).map(Ordering::reverse),
    }
}

/// The integer, if it is declared as one.
fn integer(number: Limit) -> Result<i128, f64> {
    match number {
        Limit::Integer(value) => Ok(value.into()),
        Limit::Unsigned(value) => Ok(value.into()),
        Limit::Number(value) => Err(value),
    }
}

/// Not every integer is an `f64`, so that the integer parts are compared first.
fn compare_mixed(one: i128, other: f64) -> Option<Ordering> {
    if other.is_nan() {
        return None;
    }
    if other >= BEYOND {
        return Some(Ordering::Less);
    }
    if other < -BEYOND {
        return Some(Ordering::Greater);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "in range; the fraction follows"
    )]
    let whole = other.trunc() as i128;
    let by_fraction = 0.0.partial_cmp(&other.fract());
    Some(one.cmp(&whole).then(by_fraction.unwrap_or(Ordering::Equal)))
}

/// Whether `value` is an integer times `factor`, in decimal digits or nearly. Zero is not a
/// factor, and restricts nothing.
pub(super) fn is_multiple(value: Limit, factor: Limit) -> bool {
    let Some(digits) = Decimal::of(value) else {
        return false;
    };
    match Decimal::of(factor) {
        Some(exact) if exact.digits != 0 => {
            digits.is_multiple_of(exact) || is_nearly_multiple(value, factor)
        }
        _ => true,
    }
}

/// Whether fractions differ from a multiple by what computing with them leaves: `24.0 * 0.1` is
/// 2.4000000000000004. Beyond a billion steps, that is more than what tells multiples apart.
fn is_nearly_multiple(value: Limit, factor: Limit) -> bool {
    let (Limit::Number(value), Limit::Number(factor)) = (value, factor) else {
        return false;
    };
    let steps = value / factor;
    let nearest = steps.round();
    (1.0..1e9).contains(&nearest.abs()) && (steps - nearest).abs() < 1e-9
}

/// The amount of a number: `digits` × 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// The shortest decimal that is read as this number; `None` if it is not finite.
    fn of(number: Limit) -> Option<Self> {
        let value = match number {
            Limit::Integer(value) => return Some(Self::whole(value.unsigned_abs())),
            Limit::Unsigned(value) => return Some(Self::whole(value)),
            Limit::Number(value) => value.abs(),
        };
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e')?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let places = i32::try_from(fraction.len()).ok()?;
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent.parse::<i32>().ok()?.checked_sub(places)?,
        })
    }

    fn whole(digits: u64) -> Self {
        Self {
            digits,
            exponent: 0,
        }
    }

    fn is_multiple_of(self, factor: Self) -> bool {
        let shift = self.exponent - factor.exponent;
        let steps = shift.unsigned_abs();
        if shift < 0 {
            // A factor that exceeds an `u128` exceeds the value, too.
            let scale = 10_u128.checked_pow(steps);
            let factor = scale.and_then(|scale| scale.checked_mul(u128::from(factor.digits)));
            return match factor {
                Some(factor) => u128::from(self.digits) % factor == 0,
                None => self.digits == 0,
            };
        }
        let modulus = u128::from(factor.digits);
        let mut rest = u128::from(self.digits) % modulus;
        for _ in 0..steps {
            rest = rest * 10 % modulus;
        }
        rest == 0
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{
        Limit::{Integer, Number, Unsigned},
        compare, is_multiple,
    };

    #[test]
    fn integers_are_compared_with_fractions_exactly() {
        for (one, other, order) in [
            (Integer(3), Number(3.5), Less),
            (Integer(-3), Number(-3.5), Greater),
            (Integer(3), Number(3.0), Equal),
            (
                Integer(9_007_199_254_740_993),
                Number(9_007_199_254_740_992.0),
                Greater,
            ),
            (Integer(i64::MAX), Number(9_223_372_036_854_775_808.0), Less),
            (
                Integer(i64::MIN),
                Number(-9_223_372_036_854_775_808.0),
                Equal,
            ),
            (Integer(i64::MIN), Number(f64::NEG_INFINITY), Greater),
            (Unsigned(u64::MAX), Integer(i64::MAX), Greater),
            (
                Unsigned(1 << 63),
                Number(9_223_372_036_854_775_808.0),
                Equal,
            ),
            (
                Unsigned(u64::MAX),
                Number(18_446_744_073_709_551_616.0),
                Less,
            ),
            (Unsigned(u64::MAX), Number(f64::INFINITY), Less),
            (
                Integer(9_007_199_254_740_993),
                Integer(9_007_199_254_740_992),
                Greater,
            ),
        ] {
            assert_eq!(compare(one, other), Some(order), "{one} {other}");
            assert_eq!(compare(other, one), Some(order.reverse()), "{other} {one}");
        }
        assert_eq!(compare(Integer(0), Number(f64::NAN)), None);
    }

    #[test]
    fn multiples_are_those_of_the_decimal_digits_or_near_them() {
        for (value, factor) in [
            (Number(0.3), Number(0.1)),
            (Number(0.07), Number(0.01)),
            (Number(1e300), Integer(10)),
            (Number(4.5), Number(1.5)),
            (Integer(-6), Integer(3)),
            (Integer(0), Number(1e-300)),
            (Number(0.0), Number(1e300)),
            (Number(1e-7), Number(1e-9)),
            (Number(24.0 * 0.1), Number(0.1)),
            (Integer(i64::MIN), Integer(2)),
            (Integer(5), Integer(0)),
            (Unsigned(u64::MAX), Integer(5)),
        ] {
            assert!(is_multiple(value, factor), "{value} {factor}");
        }
        for (value, factor) in [
            (Number(0.35), Number(0.1)),
            (Number(0.075), Number(0.01)),
            (Number(1e-300), Integer(1)),
            (Number(1e-300), Number(0.1)),
            (Integer(1), Number(1e300)),
            (Number(1.0), Number(3.0)),
            (Integer(7), Integer(2)),
            (Number(f64::NAN), Integer(1)),
        ] {
            assert!(!is_multiple(value, factor), "{value} {factor}");
        }
    }
}
