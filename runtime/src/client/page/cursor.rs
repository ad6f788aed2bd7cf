//! The field of a request that takes a cursor.

use std::ops::Range;

use crate::value::{JsonKind, Reader, SyntaxError, write_string};

/// The text of `member` in the object `body`, if it has one.
pub(super) fn get(body: &[u8], member: &str) -> Option<String> {
    let place = find(body, member).ok().flatten()?;
    let value = place.value?;
    let mut reader = Reader::new(body.get(value)?).ok()?;
    match reader.peek() {
        Ok(JsonKind::String) => reader.string().ok().map(Into::into),
        _ => None,
    }
}

/// The object `body` with `member` set to the text `value`, the others byte for byte as they were.
///
/// `None` if `body` is no object.
pub(super) fn put(body: &[u8], member: &str, value: &str) -> Option<Vec<u8>> {
    let place = find(body, member).ok().flatten()?;
    let mut out = Vec::with_capacity(body.len() + member.len() + value.len() + 8);
    match place.value {
        Some(old) => {
            out.extend_from_slice(&body[..old.start]);
            write_string(&mut out, value);
            out.extend_from_slice(&body[old.end..]);
        }
        None => {
            out.extend_from_slice(&body[..place.end]);
            if !place.is_empty {
                out.push(b',');
            }
            write_string(&mut out, member);
            out.push(b':');
            write_string(&mut out, value);
            out.extend_from_slice(&body[place.end..]);
        }
    }
    Some(out)
}

/// Where a member is in the text of an object, or where it would be.
struct Place {
    /// The bytes of the value, if the member is there.
    value: Option<Range<usize>>,
    /// The offset behind the last member.
    end: usize,
    is_empty: bool,
}

/// `None` if `body` is another JSON value than an object.
fn find(body: &[u8], member: &str) -> Result<Option<Place>, SyntaxError> {
    let mut reader = Reader::new(body)?;
    if reader.peek()? != JsonKind::Object {
        return Ok(None);
    }
    reader.object()?;
    let mut place = Place {
        value: None,
        end: reader.offset(),
        is_empty: true,
    };
    while let Some(key) = reader.next_key(place.is_empty)? {
        reader.peek()?;
        let start = reader.offset();
        reader.skip()?;
        place.end = reader.offset();
        place.is_empty = false;
        if key == member {
            place.value = Some(start..place.end);
        }
    }
    Ok(Some(place))
}

#[cfg(test)]
mod tests {
    use super::{get, put};

    #[test]
    fn other_members_stay_byte_for_byte() {
        for (body, put_in) in [
            ("{}", r#"{"at":"c\"1"}"#),
            (r#"{"a":1.50}"#, r#"{"a":1.50,"at":"c\"1"}"#),
            (
                r#"{"b":[1e3,{"at":2}],"at":null,"a":"\u00e9"}"#,
                r#"{"b":[1e3,{"at":2}],"at":"c\"1","a":"\u00e9"}"#,
            ),
            (r#"{ "at" : "old" , "a":1}"#, r#"{ "at" : "c\"1" , "a":1}"#),
            (r#"{"\u0061t":"old"}"#, r#"{"\u0061t":"c\"1"}"#),
            ("{ \"a\": 1 \n}", "{ \"a\": 1,\"at\":\"c\\\"1\" \n}"),
        ] {
            let changed = put(body.as_bytes(), "at", "c\"1").unwrap();
            assert_eq!(String::from_utf8(changed).unwrap(), put_in);
        }
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        for body in ["", "null", "[]", "7", r#"{"a""#] {
            assert_eq!(put(body.as_bytes(), "at", "c"), None, "{body}");
            assert_eq!(get(body.as_bytes(), "at"), None, "{body}");
        }
    }

    #[test]
    fn only_text_names_a_page() {
        assert_eq!(get(br#"{"at":"a\nb"}"#, "at"), Some("a\nb".to_owned()));
        assert_eq!(get(br#"{"at":null}"#, "at"), None);
        assert_eq!(get(br#"{"a":{"at":"x"}}"#, "at"), None);
    }
}
