//! The serialization styles of OpenAPI that RFC 6570 defines: `simple`, `label` and `matrix`.

use super::{parameter::Parameter, percent::Allow};
use crate::spec::PathStyle;

/// The expansion of a path parameter; `name` is its name in the document.
pub(super) fn path(
    style: PathStyle,
    explode: bool,
    name: &str,
    value: &Parameter<'_>,
    allow: Allow,
) -> String {
    match style {
        PathStyle::Simple => simple(explode, value, allow),
        PathStyle::Label => {
            let separator = if explode { "." } else { "," };
            let items = items(explode, value, allow);
            format!(".{}", items.join(separator))
        }
        PathStyle::Matrix => matrix(explode, name, value, allow),
    }
}

/// The style `simple`, of path parameters and headers.
pub(super) fn simple(explode: bool, value: &Parameter<'_>, allow: Allow) -> String {
    items(explode, value, allow).join(",")
}

fn matrix(explode: bool, name: &str, value: &Parameter<'_>, allow: Allow) -> String {
    let pair = |name: &str, value: &str| match value {
        "" => format!(";{}", Allow::Unreserved.encode(name)),
        value => format!(";{}={value}", Allow::Unreserved.encode(name)),
    };
    match value {
        Parameter::List(list) if explode => list
            .iter()
            .map(|text| pair(name, &allow.encode(text)))
            .collect(),
        Parameter::Object(fields) if explode => fields
            .iter()
            .map(|(key, text)| pair(key, &allow.encode(text)))
            .collect(),
        value => pair(name, &items(false, value, allow).join(",")),
    }
}

/// The parts of a value that are joined by a separator: a scalar, the elements of a list, or the
/// fields of an object, as `key=value` with explode, else as key and value in turn.
pub(super) fn items(explode: bool, value: &Parameter<'_>, allow: Allow) -> Vec<String> {
    let element = allow.in_list();
    match value {
        Parameter::Scalar(text) => vec![allow.encode(text)],
        Parameter::List(list) => list.iter().map(|text| element.encode(text)).collect(),
        Parameter::Object(fields) if explode => fields
            .iter()
            .map(|(key, text)| format!("{}={}", element.encode(key), element.encode(text)))
            .collect(),
        Parameter::Object(fields) => fields
            .iter()
            .flat_map(|(key, text)| [element.encode(key), element.encode(text)])
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{path, simple};
    use crate::request::parameter::Parameter;
    use crate::request::percent::Allow;
    use crate::request::query::{QueryFormat, pairs};
    use crate::spec::{PathStyle, QueryStyle};
    use crate::value::JsonPath;
    use crate::value::wire::ValueRef;

    /// The values of the table "Style Examples" in the OpenAPI specification. The colours of the
    /// object are ordered, so that the test does not depend on the features of `serde_json`.
    fn values() -> [Value; 4] {
        [
            json!(""),
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"B": 150, "G": 200, "R": 100}),
        ]
    }

    fn parameter(value: &Value) -> Parameter<'_> {
        let found = Parameter::new(ValueRef::Raw(value), &JsonPath::Root);
        found.unwrap().unwrap()
    }

    fn query(style: QueryStyle, explode: bool, value: &Value) -> String {
        let format = QueryFormat {
            style,
            explode,
            reserved: false,
        };
        let found = pairs(format, "color", ValueRef::Raw(value), &JsonPath::Root);
        let found: Vec<_> = found
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        found.join("&")
    }

    #[test]
    fn path_styles_serialize_as_the_specification_shows() {
        use PathStyle::{Label, Matrix, Simple};
        // Label without explode as RFC 6570 and OpenAPI 3.1.1 have it; OpenAPI 3.1.0 shows dots by
        // mistake.
        for (style, explode, expected) in [
            (
                Matrix,
                false,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=B,150,G,200,R,100",
                ],
            ),
            (
                Matrix,
                true,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";B=150;G=200;R=100",
                ],
            ),
            (
                Label,
                false,
                [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
            ),
            (
                Label,
                true,
                [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
            ),
            (
                Simple,
                false,
                ["", "blue", "blue,black,brown", "B,150,G,200,R,100"],
            ),
            (
                Simple,
                true,
                ["", "blue", "blue,black,brown", "B=150,G=200,R=100"],
            ),
        ] {
            for (value, expected) in values().iter().zip(expected) {
                let found = path(
                    style,
                    explode,
                    "color",
                    &parameter(value),
                    Allow::Unreserved,
                );
                assert_eq!(found, expected, "{style:?} {explode} {value}");
                if style == Simple {
                    assert_eq!(simple(explode, &parameter(value), Allow::All), expected);
                }
            }
        }
    }

    #[test]
    fn query_styles_serialize_as_the_specification_shows() {
        use QueryStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
        let [empty, string, array, object] = values();
        for (style, explode, value, expected) in [
            (Form, false, &empty, "color="),
            (Form, false, &string, "color=blue"),
            (Form, false, &array, "color=blue,black,brown"),
            (Form, false, &object, "color=B,150,G,200,R,100"),
            (Form, true, &empty, "color="),
            (Form, true, &string, "color=blue"),
            (Form, true, &array, "color=blue&color=black&color=brown"),
            (Form, true, &object, "B=150&G=200&R=100"),
            (SpaceDelimited, false, &array, "color=blue%20black%20brown"),
            (
                SpaceDelimited,
                false,
                &object,
                "color=B%20150%20G%20200%20R%20100",
            ),
            (PipeDelimited, false, &array, "color=blue%7Cblack%7Cbrown"),
            (
                PipeDelimited,
                false,
                &object,
                "color=B%7C150%7CG%7C200%7CR%7C100",
            ),
            (
                DeepObject,
                true,
                &object,
                "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            ),
        ] {
            let found = query(style, explode, value);
            assert_eq!(found, expected, "{style:?} {explode} {value}");
        }
    }

    #[test]
    fn undefined_values_are_left_out() {
        for value in [json!(null), json!([]), json!({}), json!([null])] {
            assert_eq!(query(QueryStyle::Form, true, &value), "", "{value}");
        }
        let list = json!(["a", null, "b"]);
        assert_eq!(query(QueryStyle::Form, false, &list), "color=a,b");
        let nested = json!({"a": {"b": 1, "c": null}});
        assert_eq!(
            query(QueryStyle::DeepObject, true, &nested),
            "color%5Ba%5D%5Bb%5D=1"
        );
    }

    #[test]
    fn a_list_in_an_exploded_object_is_a_parameter_of_its_own() {
        let object = json!({"page": 0, "sort": ["a", "b,c", null], "tags": [], "to": null});
        for style in [QueryStyle::Form, QueryStyle::SpaceDelimited] {
            let found = query(style, true, &object);
            assert_eq!(found, "page=0&sort=a&sort=b%2Cc", "{style:?}");
        }
        assert_eq!(query(QueryStyle::Form, true, &json!({"tags": []})), "");
        for (explode, value) in [
            (false, json!({"a": [1]})),
            (true, json!({"a": [[1]]})),
            (true, json!({"a": {"b": 1}})),
        ] {
            let format = QueryFormat {
                style: QueryStyle::Form,
                explode,
                reserved: false,
            };
            let found = pairs(format, "color", ValueRef::Raw(&value), &JsonPath::Root);
            assert!(found.is_err(), "{explode} {value}");
        }
    }

    #[test]
    fn nested_values_have_no_form() {
        for value in [json!([[1]]), json!({"a": [1]}), json!([{"a": 1}])] {
            assert!(Parameter::new(ValueRef::Raw(&value), &JsonPath::Root).is_err());
        }
    }

    /// The examples of RFC 6570, sections 3.2.2, 3.2.5, 3.2.7 and 3.2.8, whose `keys` are ordered.
    #[test]
    fn styles_serialize_as_rfc_6570_shows() {
        let hello = json!("Hello World!");
        let keys = json!({"comma": ",", "dot": ".", "semi": ";"});
        for (style, explode, value, expected) in [
            (PathStyle::Simple, false, &hello, "Hello%20World%21"),
            (PathStyle::Simple, false, &keys, "comma,%2C,dot,.,semi,%3B"),
            (PathStyle::Simple, true, &keys, "comma=%2C,dot=.,semi=%3B"),
            (PathStyle::Label, false, &keys, ".comma,%2C,dot,.,semi,%3B"),
            (PathStyle::Label, true, &keys, ".comma=%2C.dot=..semi=%3B"),
            (
                PathStyle::Matrix,
                false,
                &keys,
                ";keys=comma,%2C,dot,.,semi,%3B",
            ),
            (PathStyle::Matrix, true, &keys, ";comma=%2C;dot=.;semi=%3B"),
        ] {
            let found = path(style, explode, "keys", &parameter(value), Allow::Unreserved);
            assert_eq!(found, expected);
        }
        assert_eq!(
            query(QueryStyle::Form, false, &keys),
            "color=comma,%2C,dot,.,semi,%3B"
        );
        assert_eq!(
            query(QueryStyle::Form, true, &keys),
            "comma=%2C&dot=.&semi=%3B"
        );
    }
}
