//! Fields that a page lists without the field around them that the samples of the response have.

use serde_json::Value;

use crate::extract::{
    evidence::Response,
    field::{Field, Shape},
};

/// Puts the fields of a response into the only field of its first sample whose value has them,
/// where the sample itself has none of them.
pub(super) fn wrap(response: &mut Response) {
    if response.shape == Shape::List || response.fields.is_empty() {
        return;
    }
    let Some(sample) = response.samples.first().and_then(|it| it.json.as_object()) else {
        return;
    };
    let has = |object: &Value| {
        let fields = response.fields.iter();
        fields.filter(|it| object.get(&it.wire).is_some()).count()
    };
    if response
        .fields
        .iter()
        .any(|it| sample.contains_key(it.wire.as_str()))
    {
        return;
    }
    // More than half of them: some are not in every response.
    let has_most = |object: &Value| has(object) * 2 > response.fields.len();
    let mut around = sample.iter().filter_map(|(name, value)| match value {
        Value::Array(items) => items
            .first()
            .is_some_and(has_most)
            .then_some((name, "object[]")),
        object => has_most(object).then_some((name, "object")),
    });
    let (Some((wire, type_text)), None) = (around.next(), around.next()) else {
        return;
    };
    let fields = std::mem::take(&mut response.fields);
    response.fields = vec![Field {
        wire: wire.clone(),
        type_text: Some(type_text.to_owned()),
        range: fields.first().map_or(0..0, |it| it.range.clone()),
        fields,
        ..Field::default()
    }];
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::extract::evidence::Sample;

    /// The fields of a response that lists `id` and `name` beside this sample.
    fn wrapped(json: Value) -> Vec<(String, Option<String>)> {
        let field = |wire: &str| Field {
            wire: wire.to_owned(),
            ..Field::default()
        };
        let mut response = Response {
            fields: vec![field("id"), field("name")],
            samples: vec![Sample { json, range: 0..0 }],
            ..Response::empty("200")
        };
        wrap(&mut response);
        let fields = response.fields.into_iter();
        fields.map(|it| (it.wire, it.type_text)).collect()
    }

    #[test]
    fn the_only_field_with_the_listed_ones_is_around_them() {
        let around = |wire: &str, ty: &str| vec![(wire.to_owned(), Some(ty.to_owned()))];
        let door = json!({"id": 1, "name": "a"});
        assert_eq!(
            wrapped(json!({"ok": true, "door": door})),
            around("door", "object")
        );
        assert_eq!(
            wrapped(json!({"doors": [door]})),
            around("doors", "object[]")
        );
        let as_listed = vec![("id".to_owned(), None), ("name".to_owned(), None)];
        for other in [
            json!({"door": door, "other": door}),
            json!({"id": 1, "door": door}),
            json!({"door": {"id": 1}}),
            json!({"doors": []}),
            json!([door]),
        ] {
            assert_eq!(wrapped(other.clone()), as_listed, "{other}");
        }
    }
}
