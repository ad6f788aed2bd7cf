//! Headers of responses as values.

use std::{error, fmt, str::FromStr};

use http::HeaderMap;

use super::{date_time::DateTime, id::Id};

/// Longest value that an error displays, in characters.
const LONGEST: usize = 200;

/// A value that a header of a response can have: a string, a boolean, a number, a date and time of
/// RFC 3339, an id, or a list of them.
///
/// Lists are written as the style `simple` of OpenAPI has it, which is that of HTTP: `a, b`. Their
/// elements are neither quoted nor percent-encoded, and empty ones are left out.
pub trait FromHeader: Sized {
    /// What the header is expected to be, as in `an integer from 0 to 255`.
    fn expected() -> String;

    /// The value that `text` is; `None` if it is no value of this type.
    fn from_header(text: &str) -> Option<Self>;
}

/// A header of a response that is not a value of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderError {
    /// The name of the header, as it was asked for.
    pub name: String,
    /// Its value; bytes that are not UTF-8 are replaced.
    pub value: String,
    /// What is expected, as in `an integer from 0 to 255`.
    pub expected: String,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut value: String = self.value.chars().take(LONGEST).collect();
        if value.len() < self.value.len() {
            value.push('…');
        }
        let (name, expected) = (&self.name, &self.expected);
        write!(f, "the header `{name}` is {value:?}, expected {expected}")
    }
}

impl error::Error for HeaderError {}

/// The value of the header `name`; `None` if there is no such header. The values of several headers
/// of this name are one list (RFC 9110, section 5.2).
pub(crate) fn header_as<T: FromHeader>(
    headers: &HeaderMap,
    name: &str,
) -> Result<Option<T>, HeaderError> {
    let lines: Vec<_> = headers.get_all(name).iter().collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let texts: Option<Vec<&str>> = lines
        .iter()
        .map(|line| str::from_utf8(line.as_bytes()).ok())
        .collect();
    let value = texts.and_then(|texts| T::from_header(texts.join(", ").trim()));
    value.map(Some).ok_or_else(|| {
        let lines = lines.iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        HeaderError {
            name: name.to_owned(),
            value: lines.join(", "),
            expected: T::expected(),
        }
    })
}

impl FromHeader for String {
    fn expected() -> String {
        "text in UTF-8".to_owned()
    }

    fn from_header(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl FromHeader for bool {
    fn expected() -> String {
        "`true` or `false`".to_owned()
    }

    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromHeader for f64 {
    fn expected() -> String {
        "a number".to_owned()
    }

    /// Infinities and what is not a number have no form in the API's documents.
    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &Self| number.is_finite())
    }
}

impl FromHeader for DateTime {
    fn expected() -> String {
        "a date and time of RFC 3339".to_owned()
    }

    fn from_header(text: &str) -> Option<Self> {
        Self::from_str(text).ok()
    }
}

impl<T> FromHeader for Id<T> {
    fn expected() -> String {
        "text in UTF-8".to_owned()
    }

    fn from_header(text: &str) -> Option<Self> {
        Some(Self::from(text))
    }
}

impl<T: FromHeader> FromHeader for Vec<T> {
    fn expected() -> String {
        format!("a list, each element of which is {}", T::expected())
    }

    fn from_header(text: &str) -> Option<Self> {
        let elements = text.split(',').map(str::trim);
        elements
            .filter(|element| !element.is_empty())
            .map(T::from_header)
            .collect()
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl FromHeader for $ty {
            fn expected() -> String {
                format!("an integer from {} to {}", Self::MIN, Self::MAX)
            }

            fn from_header(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{FromHeader, HeaderError, header_as};
    use crate::value::{date_time::DateTime, id::Id};

    fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
        let lines = lines.iter().map(|(name, value)| {
            let value = HeaderValue::from_bytes(value).unwrap();
            (HeaderName::from_static(name), value)
        });
        lines.collect()
    }

    fn read<T: FromHeader>(value: &str) -> Option<T> {
        header_as(&headers(&[("x-a", value.as_bytes())]), "X-A").unwrap()
    }

    fn error<T: FromHeader>(value: &str) -> String {
        let found = header_as::<T>(&headers(&[("x-a", value.as_bytes())]), "X-A");
        found.err().unwrap().to_string()
    }

    #[test]
    fn a_header_is_a_value_of_the_type_that_is_asked_for() {
        assert_eq!(read("-5"), Some(-5_i64));
        assert_eq!(read(" 200 "), Some(200_u8));
        assert_eq!(read("true"), Some(true));
        assert_eq!(read("1.5"), Some(1.5));
        assert_eq!(read("a, b"), Some("a, b".to_owned()));
        assert_eq!(read("d1"), Some(Id::<()>::from("d1")));
        let time = "2025-06-16T16:54:17Z";
        assert_eq!(read(time), Some(DateTime::from(time)));
    }

    #[test]
    fn a_list_is_in_the_style_simple_in_one_header_or_several() {
        assert_eq!(read("1,2 , 3"), Some(vec![1, 2, 3]));
        assert_eq!(read(""), Some(Vec::<i64>::new()));
        assert_eq!(read("a,,b"), Some(vec!["a".to_owned(), "b".to_owned()]));
        let several = headers(&[("x-a", b"1"), ("x-b", b"9"), ("x-a", b"2,3")]);
        assert_eq!(header_as(&several, "x-a"), Ok(Some(vec![1, 2, 3])));
    }

    #[test]
    fn an_absent_header_is_none() {
        assert_eq!(header_as::<i64>(&HeaderMap::new(), "x-a"), Ok(None));
        assert_eq!(header_as::<i64>(&HeaderMap::new(), "not a name"), Ok(None));
    }

    #[test]
    fn an_error_names_the_header_its_value_and_what_is_expected() {
        assert_eq!(
            error::<u8>("256"),
            r#"the header `X-A` is "256", expected an integer from 0 to 255"#
        );
        assert_eq!(
            error::<Vec<bool>>("true, 1"),
            r#"the header `X-A` is "true, 1", expected a list, each element of which is `true` or `false`"#
        );
        assert_eq!(
            error::<DateTime>("Mon, 16 Jun 2025 16:54:17 GMT"),
            r#"the header `X-A` is "Mon, 16 Jun 2025 16:54:17 GMT", expected a date and time of RFC 3339"#
        );
        assert!(error::<f64>("inf").ends_with("expected a number"));
        assert!(error::<f64>(&"é".repeat(300)).contains("é…\""));
    }

    #[test]
    fn several_values_are_not_one_integer() {
        let several = headers(&[("x-a", b"1"), ("x-a", b"2")]);
        let error = header_as::<i64>(&several, "x-a").err().unwrap();
        assert_eq!(error.value, "1, 2");
    }

    #[test]
    fn what_is_not_utf_8_is_an_error() {
        let found = header_as::<String>(&headers(&[("x-a", b"\xff")]), "x-a");
        let expected = HeaderError {
            name: "x-a".to_owned(),
            value: "\u{fffd}".to_owned(),
            expected: "text in UTF-8".to_owned(),
        };
        assert_eq!(found, Err(expected));
    }
}
