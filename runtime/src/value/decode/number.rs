//! Numbers in JSON text.

use std::str::FromStr;

use crate::value::wire::NumberRange;

/// The text of a JSON number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    text: &'a str,
    /// Where the fraction begins, at its point, if there is one.
    point: Option<usize>,
    exponent: bool,
}

/// Why a number does not fit its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    Fraction,
    Range,
}

/// How many digits the largest `u64` has.
const U64_DIGITS: i64 = 20;

impl<'a> Number<'a> {
    /// The number that `text` begins with.
    ///
    /// # Errors
    ///
    /// The offset of the first byte that is not part of a number.
    pub(crate) fn scan(text: &'a str) -> Result<Self, usize> {
        let bytes = text.as_bytes();
        let digits = |from: usize| {
            let count = bytes[from..].iter().take_while(|b| b.is_ascii_digit());
            match count.count() {
                0 => Err(from),
                count => Ok(from + count),
            }
        };
        let start = usize::from(bytes.first() == Some(&b'-'));
        let mut end = digits(start)?;
        if bytes[start] == b'0' && end > start + 1 {
            return Err(start + 1);
        }
        let point = (bytes.get(end) == Some(&b'.')).then_some(end);
        if let Some(point) = point {
            end = digits(point + 1)?;
        }
        let exponent = matches!(bytes.get(end), Some(b'e' | b'E'));
        if exponent {
            let sign = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
            end = digits(end + 1 + usize::from(sign))?;
        }
        Ok(Self {
            text: &text[..end],
            point,
            exponent,
        })
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The integer, also if it is written as `1.0` or `1e3`.
    pub(crate) fn to_i64(self) -> Result<i64, NumberError> {
        self.to_integer()
    }

    /// The integer, also if it is written as `1.0` or `1e3`; one below zero is out of range.
    pub(crate) fn to_u64(self) -> Result<u64, NumberError> {
        match self.to_integer() {
            // `-0`
            Err(NumberError::Range) if self.to_i64() == Ok(0) => Ok(0),
            result => result,
        }
    }

    /// Which integers it is.
    pub(crate) fn range(self) -> NumberRange {
        match self.to_i64() {
            Ok(value) => NumberRange::Signed {
                is_negative: value < 0,
            },
            Err(NumberError::Range) if self.to_u64().is_ok() => NumberRange::Unsigned,
            Err(_) => NumberRange::Other,
        }
    }

    fn to_integer<T: FromStr + Default>(self) -> Result<T, NumberError> {
        if self.exponent {
            return self.to_integer_by_digits();
        }
        let whole = match self.point {
            None => self.text,
            Some(point) if self.text[point + 1..].bytes().all(|b| b == b'0') => &self.text[..point],
            Some(_) => return Err(NumberError::Fraction),
        };
        whole.parse().map_err(|_| NumberError::Range)
    }

    /// The integer that is written with an exponent: `f64` would round those beyond 2^53.
    fn to_integer_by_digits<T: FromStr + Default>(self) -> Result<T, NumberError> {
        let (mantissa, exponent) = self.text.split_once(['e', 'E']).unwrap_or((self.text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = format!("{whole}{fraction}");
        if digits.bytes().all(|byte| matches!(byte, b'0' | b'-')) {
            return Ok(T::default());
        }
        // An exponent beyond the range of `i64` is one of a number beyond it, or of a fraction.
        let is_small = exponent.starts_with('-');
        let limit = if is_small { i64::MIN } else { i64::MAX };
        let exponent = exponent.parse().unwrap_or(limit);
        let zeros = exponent.saturating_sub(i64::try_from(fraction.len()).unwrap_or(i64::MAX));
        for _ in zeros..0 {
            if digits.pop() != Some('0') {
                return Err(NumberError::Fraction);
            }
        }
        if zeros > U64_DIGITS {
            return Err(NumberError::Range);
        }
        digits.extend((0..zeros).map(|_| '0'));
        digits.parse().map_err(|_| NumberError::Range)
    }

    /// The nearest `f64`; numbers beyond its range are an error.
    pub(crate) fn to_f64(self) -> Result<f64, NumberError> {
        match self.text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(NumberError::Range),
        }
    }

    /// As `serde_json` represents it: `u64` or `i64` where it is written as an integer that fits,
    /// else `f64`.
    pub(crate) fn to_value(self) -> Result<serde_json::Number, NumberError> {
        if self.point.is_none() && !self.exponent && self.text != "-0" {
            if let Ok(value) = self.text.parse::<u64>() {
                return Ok(value.into());
            }
            if let Ok(value) = self.text.parse::<i64>() {
                return Ok(value.into());
            }
        }
        serde_json::Number::from_f64(self.to_f64()?).ok_or(NumberError::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError};

    #[test]
    fn unsigned_integers_have_their_own_range() {
        let unsigned = |text| Number::scan(text).unwrap().to_u64();
        for (text, value) in [
            ("0", Ok(0)),
            ("-0", Ok(0)),
            ("-0.0", Ok(0)),
            ("-0e7", Ok(0)),
            ("9223372036854775808", Ok(1 << 63)),
            ("18446744073709551615", Ok(u64::MAX)),
            ("18446744073709551615.0", Ok(u64::MAX)),
            ("1.8446744073709551615e19", Ok(u64::MAX)),
            ("18446744073709551616", Err(NumberError::Range)),
            ("1e20", Err(NumberError::Range)),
            ("-1", Err(NumberError::Range)),
            ("-1e0", Err(NumberError::Range)),
            ("-1.5", Err(NumberError::Fraction)),
        ] {
            assert_eq!(unsigned(text), value, "{text}");
        }
    }

    fn integer(text: &str) -> Result<i64, NumberError> {
        Number::scan(text).unwrap().to_i64()
    }

    #[test]
    fn integers_may_be_written_with_a_point_or_an_exponent() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("1.0", 1),
            ("-7.000", -7),
            ("1e3", 1000),
            ("1.5e1", 15),
            ("-0.0E9", 0),
            ("0e-9999999999999999999999", 0),
            ("120e-1", 12),
            ("99E14", 9_900_000_000_000_000),
            ("9007199254740993e0", 9_007_199_254_740_993),
            ("-9.223372036854775808e+18", i64::MIN),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(integer(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_i64_is_an_error() {
        for (text, why) in [
            ("1.5", NumberError::Fraction),
            ("1e-1", NumberError::Fraction),
            ("9223372036854775808", NumberError::Range),
            ("9.223372036854775808e18", NumberError::Range),
            ("1e400", NumberError::Range),
            ("-1e99999999999999999999", NumberError::Range),
            ("1e-99999999999999999999", NumberError::Fraction),
            ("100e-3", NumberError::Fraction),
        ] {
            assert_eq!(integer(text), Err(why), "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_number_is_an_error() {
        for text in ["-", "01", "1.", "1.e1", "1e", "1e+", "-a", ".5", "+1"] {
            assert!(Number::scan(text).is_err(), "{text}");
        }
    }
}
