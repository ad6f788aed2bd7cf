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
