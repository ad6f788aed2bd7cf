//! Shapes in words: for sentences, for addresses and for dumps.

use super::{Names, Root, Scalar, Shape, TypeKind, TypeRef};

/// A shape in a sentence, in terms of JSON and of the API, without Rust types.
pub fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Scalar(scalar) => self::scalar(scalar),
        Shape::Json(_) => "any JSON".to_owned(),
        Shape::List(item) => format!("a list, each item of which is {}", type_ref(item)),
        Shape::Map(item) => format!("a map, each value of which is {}", type_ref(item)),
        Shape::Type(key) => format!("`{key}`"),
        Shape::Inline(_) => "an inline type".to_owned(),
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Bool {
            const_value: Some(value),
        } => format!("only `{value}`"),
        Scalar::Id(kind) => format!("an id of the kind `{kind}`"),
        _ => with_article(scalar.info().name),
    }
}

/// `an integer`
pub(crate) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

fn type_ref(item: &TypeRef) -> String {
    let inner = shape(&item.shape);
    if item.nullable {
        format!("{inner} or null")
    } else {
        inner
    }
}

/// A shape as a label: what distinguishes a branch of a union in addresses and in
/// variant names. `None` for an inline type without a value to name it by.
///
/// Labels are part of addresses in `names.lock`, so they never change.
pub fn label(shape: &Shape) -> Option<String> {
    let item = |outer: &str, item: &TypeRef| match label(&item.shape) {
        Some(inner) => format!("{outer}_of_{inner}"),
        None => outer.to_owned(),
    };
    Some(match shape {
        Shape::Type(key) => match key.root() {
            Root::Component(name) => name.clone(),
            _ => key.to_string(),
        },
        Shape::Scalar(scalar) => scalar.info().label.to_owned(),
        Shape::Json(_) => "json".to_owned(),
        Shape::List(inner) => item("list", inner),
        Shape::Map(inner) => item("map", inner),
        Shape::Inline(def) => match &def.kind {
            TypeKind::Enum(inner) => inner.values.first()?.clone(),
            _ => return None,
        },
    })
}

/// The label of the one branch of strings: that of a string, also if it is an enum.
pub(crate) const STRINGS: &str = "text";

/// A shape in a dump: short, with the Rust names of types.
pub(super) fn notation(names: &Names, shape: &Shape) -> String {
    match shape {
        Shape::Scalar(Scalar::Bool {
            const_value: Some(value),
        }) => format!("only {value}"),
        Shape::Scalar(Scalar::Id(kind)) => format!("id {kind}"),
        Shape::Scalar(scalar) => scalar.info().name.to_owned(),
        Shape::Json(why) => format!("any JSON ({why})"),
        Shape::List(inner) => format!("list of {}", type_ref_notation(names, inner)),
        Shape::Map(inner) => format!("map of {}", type_ref_notation(names, inner)),
        Shape::Type(key) => names.ty(key).to_string(),
        Shape::Inline(_) => "inline type".to_owned(),
    }
}

/// As [`notation`], for items of lists, values of maps and targets of aliases.
pub(super) fn type_ref_notation(names: &Names, item: &TypeRef) -> String {
    let inner = notation(names, &item.shape);
    match (item.nullable, &item.constraints[..]) {
        (false, []) => inner,
        (true, []) => format!("({inner} or null)"),
        (false, constraints) => format!("({inner}, {constraints:?})"),
        (true, constraints) => format!("({inner} or null, {constraints:?})"),
    }
}
