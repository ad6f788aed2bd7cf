//! Values without parts. Everything that the generator knows of a scalar is one
//! row of the table below, so that a new scalar is a variant and a row.

use crate::json_type::JsonType;

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// A boolean.
    Bool {
        /// The one value that the documents allow, if they allow only one.
        const_value: Option<bool>,
    },
    /// A signed integer of 64 bits.
    Integer,
    /// An integer of 64 bits that is not negative.
    Unsigned,
    /// A floating-point number of 64 bits.
    Number,
    /// A string of any content.
    String,
    /// A string of any content that holds a date and time, although no format declares it. Its
    /// field is a `String`; its setter accepts times as well. Decided by `pass::time_text`.
    TimeText,
    /// A date and time (RFC 3339).
    DateTime,
    /// Bytes to send, in memory or a stream: a body, or a part of one.
    Upload,
    /// A field of a form, with its name, where the document has no names for them.
    FormPart,
    /// An id of the kind with this wire name (`acs_user_id`).
    Id(String),
}

/// What the generator knows of a scalar: a row of the table.
#[derive(Debug)]
pub struct ScalarInfo {
    /// Its name in sentences and dumps: `date-time`.
    pub name: &'static str,
    /// The scalar in addresses of types and in names of variants. Addresses are
    /// kept in `names.lock`, so a label never changes.
    pub label: &'static str,
    /// Its type in JSON.
    pub json: JsonType,
    /// The `format` of a schema that selects it among scalars of the same JSON type.
    pub format: Option<&'static str>,
    /// Whether a string is a valid value, where not every string is.
    pub is_valid: Option<fn(&str) -> bool>,
    /// Its type in Rust.
    pub rust: RustType,
    /// Whether setters take `impl Into` of the type instead of the type itself.
    pub setter_converts: bool,
    /// The type of the runtime that setters convert into first, where it is not the field's.
    pub setter_type: Option<&'static str>,
}

/// The Rust type of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RustType {
    /// A primitive type that is `Copy`.
    Primitive(&'static str),
    /// The standard library's `String`.
    String,
    /// A type of the runtime: over a string, with `FromStr`, [`Scalar::Upload`], or
    /// [`Scalar::FormPart`].
    Runtime(&'static str),
    /// The alias that the API's crate gives to a kind of ids.
    IdAlias,
}

const BOOL: ScalarInfo = ScalarInfo {
    name: "boolean",
    label: "boolean",
    json: JsonType::Boolean,
    format: None,
    is_valid: None,
    rust: RustType::Primitive("bool"),
    setter_converts: false,
    setter_type: None,
};

const INTEGER: ScalarInfo = ScalarInfo {
    name: "integer",
    label: "integer",
    json: JsonType::Integer,
    format: None,
    is_valid: None,
    rust: RustType::Primitive("i64"),
    setter_converts: false,
    setter_type: None,
};

const UNSIGNED: ScalarInfo = ScalarInfo {
    name: "unsigned integer",
    label: "unsigned",
    format: Some("uint64"),
    rust: RustType::Primitive("u64"),
    ..INTEGER
};

const NUMBER: ScalarInfo = ScalarInfo {
    name: "number",
    label: "number",
    json: JsonType::Number,
    format: None,
    is_valid: None,
    rust: RustType::Primitive("f64"),
    setter_converts: true,
    setter_type: None,
};

const STRING: ScalarInfo = ScalarInfo {
    name: "string",
    label: "text",
    json: JsonType::String,
    format: None,
    is_valid: None,
    rust: RustType::String,
    setter_converts: true,
    setter_type: None,
};

const TIME_TEXT: ScalarInfo = ScalarInfo {
    name: "string with a time",
    setter_type: Some("DateTime"),
    ..STRING
};

const DATE_TIME: ScalarInfo = ScalarInfo {
    name: "date-time",
    label: "date_time",
    json: JsonType::String,
    format: Some("date-time"),
    is_valid: Some(is_date_time),
    rust: RustType::Runtime("DateTime"),
    setter_converts: true,
    setter_type: None,
};

const UPLOAD: ScalarInfo = ScalarInfo {
    name: "binary",
    label: "binary",
    json: JsonType::String,
    format: Some("binary"),
    is_valid: None,
    rust: RustType::Runtime("Upload"),
    setter_converts: true,
    setter_type: None,
};

const FORM_PART: ScalarInfo = ScalarInfo {
    name: "form part",
    label: "form_part",
    json: JsonType::String,
    format: None,
    is_valid: None,
    rust: RustType::Runtime("FormPart"),
    setter_converts: false,
    setter_type: None,
};

const ID: ScalarInfo = ScalarInfo {
    name: "id",
    label: "text",
    json: JsonType::String,
    format: None,
    is_valid: None,
    rust: RustType::IdAlias,
    setter_converts: true,
    setter_type: None,
};

impl Scalar {
    /// The scalars that a schema selects by its type and format alone.
    const BY_SCHEMA: [Self; 7] = [
        Self::Bool { const_value: None },
        Self::Integer,
        Self::Unsigned,
        Self::Number,
        Self::String,
        Self::DateTime,
        Self::Upload,
    ];

    /// A boolean of either value.
    pub const BOOL: Self = Self::Bool { const_value: None };

    /// The scalar's row of the table.
    pub const fn info(&self) -> &'static ScalarInfo {
        match self {
            Self::Bool { .. } => &BOOL,
            Self::Integer => &INTEGER,
            Self::Unsigned => &UNSIGNED,
            Self::Number => &NUMBER,
            Self::String => &STRING,
            Self::TimeText => &TIME_TEXT,
            Self::DateTime => &DATE_TIME,
            Self::Upload => &UPLOAD,
            Self::FormPart => &FORM_PART,
            Self::Id(_) => &ID,
        }
    }

    /// The scalar that only strings of this `format` are, if there is one.
    pub fn of_string_format(format: &str) -> Option<Self> {
        Self::of_format(JsonType::String, format)
    }

    /// The scalar that integers of this `format` are.
    pub fn of_integer_format(format: Option<&str>) -> Self {
        let by_format = format.and_then(|it| Self::of_format(JsonType::Integer, it));
        by_format.unwrap_or(Self::Integer)
    }

    fn of_format(json: JsonType, format: &str) -> Option<Self> {
        let mut scalars = Self::BY_SCHEMA.into_iter();
        scalars.find(|scalar| {
            let info = scalar.info();
            info.json == json && info.format == Some(format)
        })
    }

    /// The place of a number among the numbers, of which a later one holds the values of those
    /// before it; `None` if it is no number. The signed integer does not hold the greatest unsigned
    /// ones, but numbers below zero are more usual than these.
    pub fn number_rank(&self) -> Option<u8> {
        match self {
            Self::Unsigned => Some(0),
            Self::Integer => Some(1),
            Self::Number => Some(2),
            _ => None,
        }
    }

    /// Of two numbers, the one that holds more.
    pub fn wider_number<'a>(&'a self, other: &'a Self) -> Option<&'a Self> {
        let is_wider = self.number_rank()? >= other.number_rank()?;
        Some(if is_wider { self } else { other })
    }

    /// Of two numbers, the one that holds less.
    pub fn narrower_number<'a>(&'a self, other: &'a Self) -> Option<&'a Self> {
        let is_narrower = self.number_rank()? <= other.number_rank()?;
        Some(if is_narrower { self } else { other })
    }

    /// Whether every JSON value of its type is one: nothing but the JSON type
    /// decides what it is.
    pub fn is_unconstrained(&self) -> bool {
        matches!(self.info().rust, RustType::Primitive(_) | RustType::String)
            && !matches!(
                self,
                Self::Bool {
                    const_value: Some(_)
                }
            )
    }

    /// Whether its field is a `String`.
    pub fn is_text(&self) -> bool {
        self.info().rust == RustType::String
    }

    /// Whether fields of both have the same Rust type and the same form in JSON.
    pub fn same_type(&self, other: &Self) -> bool {
        self == other || self.is_text() && other.is_text()
    }

    /// Whether any string is a value, as for cursors and ids of jobs.
    pub fn takes_any_string(&self) -> bool {
        let info = self.info();
        !matches!(self, Self::Upload | Self::FormPart)
            && info.json == JsonType::String
            && info.is_valid.is_none()
    }
}

/// TOML's dates are those of RFC 3339, with parts that may be missing there.
pub(crate) fn is_date_time(text: &str) -> bool {
    text.parse::<toml::value::Datetime>()
        .is_ok_and(|value| value.date.is_some() && value.time.is_some() && value.offset.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::RustIdent;

    #[test]
    fn rust_types_are_identifiers() {
        for scalar in Scalar::BY_SCHEMA {
            if let RustType::Primitive(name) | RustType::Runtime(name) = scalar.info().rust {
                assert_eq!(RustIdent::new(name).unwrap().as_str(), name);
            }
        }
    }

    #[test]
    fn date_times_have_a_date_a_time_and_an_offset() {
        for text in ["2025-06-16T16:54:17Z", "2025-06-16T16:54:17.946546+02:00"] {
            assert!(is_date_time(text), "{text}");
        }
        for text in ["2025-06-16", "16:54:17", "2025-06-16T16:54:17", "soon", ""] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn formats_select_scalars() {
        assert_eq!(
            Scalar::of_string_format("date-time"),
            Some(Scalar::DateTime)
        );
        assert_eq!(Scalar::of_string_format("uuid"), None);
        assert_eq!(Scalar::of_string_format("uint64"), None);
        let of_integer = Scalar::of_integer_format;
        assert_eq!(of_integer(Some("uint64")), Scalar::Unsigned);
        assert_eq!(of_integer(Some("uint32")), Scalar::Integer);
        assert_eq!(of_integer(None), Scalar::Integer);
    }
}
