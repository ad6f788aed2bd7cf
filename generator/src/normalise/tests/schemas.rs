//! Rewrites of schemas.

use super::*;

#[test]
fn a_type_list_with_null_is_nullable() {
    assert_eq!(
        schema(&json!({"type": ["string", "null"], "minLength": 1})),
        json!({"type": "string", "minLength": 1, "nullable": true})
    );
    assert_eq!(
        schema(&json!({"type": ["integer"]})),
        json!({"type": "integer"})
    );
    assert_eq!(
        schema(&json!({"type": ["null"]})),
        json!({"nullable": true, "enum": [null]})
    );
}

#[test]
fn several_types_are_branches_with_their_own_keywords() {
    let written = json!({"type": ["string", "integer", "null"], "minLength": 1, "minimum": 2, "description": "d"});
    assert_eq!(
        schema(&written),
        json!({
            "description": "d",
            "nullable": true,
            "anyOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 2}],
        })
    );
    let enumerated = json!({"type": ["string", "integer"], "enum": ["a", 1]});
    assert_eq!(
        schema(&enumerated),
        json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [1]}]})
    );
}

#[test]
fn a_null_branch_is_nullable() {
    let reference = json!({"$ref": "#/components/schemas/b"});
    assert_eq!(
        schema(&json!({"anyOf": [reference, {"type": "null"}]})),
        json!({"nullable": true, "allOf": [reference]})
    );
    assert_eq!(
        schema(&json!({"anyOf": [{"type": "string"}, {"type": "null"}], "title": "T"})),
        json!({"title": "T", "nullable": true, "type": "string"})
    );
    assert_eq!(
        schema(&json!({"oneOf": [{"type": "string"}, {"type": "integer"}, {"const": null}]})),
        json!({"nullable": true, "oneOf": [{"type": "string"}, {"type": "integer"}]})
    );
}

#[test]
fn a_branch_whose_names_clash_is_kept_whole() {
    let written = json!({"anyOf": [{"type": "string", "title": "Inner"}, {"type": "null"}], "title": "Outer"});
    assert_eq!(
        schema(&written),
        json!({"title": "Outer", "nullable": true, "allOf": [{"type": "string", "title": "Inner"}]})
    );
}

#[test]
fn a_union_of_one_branch_stays_a_union() {
    let union = json!({"oneOf": [{"type": "object"}]});
    assert_eq!(schema(&union), union);
}

#[test]
fn const_is_an_enum_of_one() {
    assert_eq!(
        schema(&json!({"const": "x"})),
        json!({"type": "string", "enum": ["x"]})
    );
    assert_eq!(
        schema(&json!({"type": "integer", "const": 3})),
        json!({"type": "integer", "enum": [3]})
    );
    assert_eq!(
        schema(&json!({"const": true})),
        json!({"type": "boolean", "enum": [true]})
    );
    let (value, codes) =
        schema_with_findings(&json!({"type": "string", "enum": ["a"], "const": "b"}));
    assert_eq!(
        value,
        json!({"type": "string", "enum": ["a"], "x-const": "b"})
    );
    assert_eq!(codes, [Code::ConstOutsideEnum]);
}

#[test]
fn numeric_exclusive_bounds_are_flags() {
    assert_eq!(
        schema(&json!({"type": "number", "exclusiveMinimum": 1.5, "exclusiveMaximum": 9})),
        json!({"type": "number", "minimum": 1.5, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true})
    );
    assert_eq!(
        schema(&json!({"type": "number", "minimum": 5, "exclusiveMinimum": 1})),
        json!({"type": "number", "minimum": 5})
    );
}

#[test]
fn bounds_of_integers_are_integers() {
    assert_eq!(
        schema(&json!({"type": "integer", "minimum": 1.0, "maximum": -2.0, "enum": [1.0]})),
        json!({"type": "integer", "minimum": 1, "maximum": -2, "enum": [1]})
    );
    let (value, codes) = schema_with_findings(
        &json!({"type": "integer", "format": "int64", "maximum": u64::MAX, "exclusiveMaximum": true}),
    );
    assert_eq!(
        value,
        json!({"type": "integer", "format": "int64", "x-maximum": u64::MAX})
    );
    assert_eq!(codes, [Code::ConstraintOutOfRange]);
}

#[test]
fn bounds_beyond_those_of_signed_integers_are_those_of_unsigned_ones() {
    let unsigned = json!({"type": "integer", "format": "uint64"});
    for maximum in [json!(u64::MAX), json!(18_446_744_073_709_551_616.0)] {
        let (value, codes) = schema_with_findings(&json!({"type": "integer", "maximum": maximum}));
        assert_eq!((value, codes), (unsigned.clone(), vec![]), "{maximum}");
    }
    let exclusive = json!({"type": "integer", "exclusiveMaximum": u64::MAX});
    assert_eq!(
        schema(&exclusive),
        json!({"type": "integer", "exclusiveMaximum": true, "format": "uint64", "x-maximum": u64::MAX})
    );
    // 2^63, which is what programs that compute with floats write for the greatest signed one; one
    // that is far beyond; and negative ones.
    for signed in [
        json!({"type": "integer", "maximum": 1_u64 << 63}),
        json!({"type": "integer", "maximum": 1e30}),
        json!({"type": "integer", "minimum": -1, "maximum": u64::MAX}),
    ] {
        let (value, codes) = schema_with_findings(&signed);
        assert_eq!(value.get("format"), None, "{signed}");
        assert_eq!(codes, [Code::ConstraintOutOfRange], "{signed}");
    }
}

#[test]
fn counts_may_be_written_as_floats() {
    assert_eq!(
        schema(&json!({"type": "string", "minLength": 1.0})),
        json!({"type": "string", "minLength": 1})
    );
    let (value, codes) = schema_with_findings(&json!({"type": "string", "maxLength": -1}));
    assert_eq!(value, json!({"type": "string", "x-maxLength": -1}));
    assert_eq!(codes, [Code::MistypedValue]);
}

#[test]
fn boolean_schemas_are_objects() {
    assert_eq!(schema(&json!(true)), json!({}));
    assert_eq!(schema(&json!(false)), json!({"x-seamstress-never": true}));
    assert_eq!(
        schema(
            &json!({"type": "object", "properties": {"p": true}, "additionalProperties": false})
        ),
        json!({"type": "object", "properties": {"p": {}}, "additionalProperties": false})
    );
}

#[test]
fn siblings_of_a_schema_reference_are_kept() {
    let written = json!({"$ref": "#/components/schemas/b", "description": "d", "nullable": true});
    assert_eq!(
        schema(&written),
        json!({"description": "d", "nullable": true, "allOf": [{"$ref": "#/components/schemas/b"}]})
    );
}

#[test]
fn annotations_become_extensions() {
    let written =
        json!({"type": "string", "examples": ["a"], "xml": {"name": "n"}, "$comment": "c"});
    assert_eq!(
        schema(&written),
        json!({"type": "string", "x-examples": ["a"], "x-xml": {"name": "n"}, "x-$comment": "c"})
    );
}

#[test]
fn encoded_content_is_a_format() {
    let bytes = schema(&json!({"type": "string", "contentEncoding": "base64"}));
    assert_eq!(bytes["format"], "byte");
    let file = schema(&json!({"type": "string", "contentMediaType": "application/octet-stream"}));
    assert_eq!(file["format"], "binary");
    let text = schema(&json!({"type": "string", "contentMediaType": "text/html"}));
    assert_eq!(text.get("format"), None);
}

#[test]
fn a_discriminator_may_be_a_string_and_its_targets_become_references() {
    let written = json!({"oneOf": [{"$ref": "#/components/schemas/b"}], "discriminator": {"propertyName": "k", "mapping": {"x": "b", "y": "nope"}}});
    let (value, codes) = schema_with_findings(&written);
    assert_eq!(
        value["discriminator"],
        json!({"propertyName": "k", "mapping": {"x": "#/components/schemas/b"}, "x-seamstress-mapping": {"y": "nope"}})
    );
    assert_eq!(codes, [Code::DanglingMapping]);
    assert_eq!(
        schema(&json!({"discriminator": "k"}))["discriminator"],
        json!({"propertyName": "k"})
    );
}

#[test]
fn a_required_flag_without_an_object_is_kept_as_an_extension() {
    let written = json!({
        "type": "array",
        "required": true,
        "items": {"type": "string", "required": false},
    });
    let (value, codes) = schema_with_findings(&written);
    assert_eq!(
        value,
        json!({
            "type": "array",
            "items": {"type": "string", "x-required": false},
            "x-required": true,
        })
    );
    assert_eq!(codes, [Code::MisplacedRequired, Code::MisplacedRequired]);
}

#[test]
fn a_required_flag_moves_to_the_list_of_its_object() {
    let written = json!({
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"required": true}, "b": {"required": true}, "c": {"required": false}},
    });
    let (value, codes) = schema_with_findings(&written);
    assert_eq!(value["required"], json!(["a", "b"]));
    assert_eq!(value["properties"], json!({"a": {}, "b": {}, "c": {}}));
    assert_eq!(codes, [Code::MisplacedRequired; 3]);
}

#[test]
fn a_property_may_have_the_name_of_a_keyword() {
    let written = json!({"type": "object", "properties": {"$ref": {"type": "string"}, "const": {"type": "string"}, "x-a": {"const": 1}}});
    let value = schema(&written);
    assert_eq!(value["properties"]["$ref"], json!({"type": "string"}));
    assert_eq!(
        value["properties"]["x-a"],
        json!({"type": "integer", "enum": [1]})
    );
}

#[test]
fn unknown_keywords_are_reported_and_kept() {
    for (written, kept, code) in [
        (
            json!({"minLenght": 1}),
            json!({"x-minLenght": 1}),
            Code::UnknownKeyword,
        ),
        (
            json!({"contains": {}}),
            json!({"x-contains": {}}),
            Code::UnsupportedKeyword,
        ),
        (
            json!({"type": "strnig"}),
            json!({"x-seamstress-type": "strnig"}),
            Code::UnknownType,
        ),
        (
            json!({"type": 7}),
            json!({"x-seamstress-type": 7}),
            Code::UnknownType,
        ),
        (
            json!({"type": "integer", "default": "x"}),
            json!({"type": "integer", "x-default": "x"}),
            Code::MismatchedDefault,
        ),
        (
            json!({"type": "integer", "enum": ["x"]}),
            json!({"type": "integer", "enum": ["x"]}),
            Code::MismatchedEnumValue,
        ),
        (
            json!({"deprecated": "maybe"}),
            json!({"x-deprecated": "maybe"}),
            Code::MistypedValue,
        ),
        (
            json!({"deprecated": "true"}),
            json!({"deprecated": true}),
            Code::MistypedValue,
        ),
        (
            json!({"a": 1, "x-a": 2}),
            json!({"x-a": 2, "x-seamstress-a": 1}),
            Code::UnknownKeyword,
        ),
    ] {
        assert_eq!(schema_with_findings(&written), (kept, vec![code]));
    }
}

#[test]
fn null_means_the_same_as_absence() {
    let written = json!({"type": "string", "description": null, "enum": null, "example": null, "default": null});
    assert_eq!(
        schema(&written),
        json!({"type": "string", "example": null, "default": null})
    );
}
