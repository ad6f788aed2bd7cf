//! Whether an operation can be paginated in a way that is declared.

use crate::{
    ir::{
        Field, Location, Operation, Paging, PagingStyle, Presence, Shape, Struct, TypeKind,
        TypeRef, Types,
    },
    json_type::JsonType,
};

/// The list of an operation that is paginated.
pub(super) struct List {
    /// The field of the response with the list; `None` if it is the whole response.
    pub(super) field: Option<String>,
    /// The type of its items.
    pub(super) item: TypeRef,
}

/// What matters of a type here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Number,
    Bool,
}

/// The list of `operation`, if `paging` can divide it; `items` is the field with it, where an entry
/// names one.
///
/// # Errors
///
/// Why it cannot.
pub(super) fn fit(
    types: &Types,
    operation: &Operation,
    paging: &Paging,
    items: Option<&str>,
) -> Result<List, String> {
    let list = list(types, operation, items)?;
    let body = operation.response_body();
    let body = body.and_then(|body| types.struct_of(&body.shape));
    let parameter = paging.style.parameter();
    let parameter = parameter.map(|wire| parameter_of(types, operation, wire));
    let parameter = parameter.transpose()?;
    match (&paging.style, parameter) {
        (PagingStyle::Cursor { next, .. }, Some(parameter)) => {
            let next_kind = kind_at(types, body, next)?;
            same(operation, parameter, next_kind, &next.join("."))?;
        }
        (PagingStyle::LastItem { field, .. }, Some(parameter)) => {
            let found = field_kind(types, &list.item.shape, field);
            let found = found.ok_or_else(|| format!("its items have no scalar field `{field}`"))?;
            same(operation, parameter, found, field)?;
        }
        (PagingStyle::Number { .. } | PagingStyle::Offset { .. }, Some((wire, kind)))
            if kind != Kind::Number =>
        {
            return Err(format!("its parameter `{wire}` is not a number"));
        }
        (PagingStyle::Url { next }, _) if kind_at(types, body, next)? != Kind::String => {
            return Err(format!("its field `{}` is not a string", next.join(".")));
        }
        _ => {}
    }
    for (path, wanted, what) in [
        (&paging.more, Kind::Bool, "a boolean"),
        (&paging.total, Kind::Number, "a number"),
        (&paging.page_count, Kind::Number, "a number"),
    ] {
        let Some(path) = path else { continue };
        if kind_at(types, body, path)? != wanted {
            return Err(format!("its field `{}` is not {what}", path.join(".")));
        }
    }
    Ok(list)
}

/// The parameter `wire` with its kind.
fn parameter_of<'a>(
    types: &Types,
    operation: &Operation,
    wire: &'a str,
) -> Result<(&'a str, Kind), String> {
    let params = operation.input.params().and_then(|it| types.struct_of(it));
    let field = params.and_then(|params| params.field(wire));
    let field = field.ok_or_else(|| format!("it has no parameter `{wire}`"))?;
    let kind = kind(types, &field.shape);
    let kind = kind.ok_or_else(|| format!("its parameter `{wire}` is not a scalar"))?;
    Ok((wire, kind))
}

/// Checks that the value of a response is one of the parameter: in a query, all values are text.
fn same(
    operation: &Operation,
    (wire, kind): (&str, Kind),
    found: Kind,
    field: &str,
) -> Result<(), String> {
    let binding = operation.input.binding(wire);
    let is_query = binding.is_some_and(|it| matches!(it.location, Location::Query { .. }));
    let is_value = |kind| kind != Kind::Bool;
    if kind == found || is_query && is_value(kind) && is_value(found) {
        return Ok(());
    }
    Err(format!(
        "its parameter `{wire}` has another type than `{field}`"
    ))
}

/// The list that the operation returns.
fn list(types: &Types, operation: &Operation, items: Option<&str>) -> Result<List, String> {
    let body = operation.response_body().ok_or("it returns no JSON")?;
    let Some(object) = types.struct_of(&body.shape) else {
        let item = item(types, &body.shape).filter(|_| !body.nullable && items.is_none());
        let item = item.ok_or("its response is not a list or an object with one")?;
        return Ok(List { field: None, item });
    };
    let Some(wire) = items.or(operation.envelope()) else {
        return only_list(types, object);
    };
    let field = object.field(wire);
    let item = field.and_then(|field| item(types, &field.shape));
    let item = item.ok_or_else(|| format!("`{wire}` of its response is not a list"))?;
    let field = Some(wire.to_owned());
    Ok(List { field, item })
}

/// The only list of an object.
fn only_list(types: &Types, object: &Struct) -> Result<List, String> {
    let lists = object.fields.iter().filter_map(|field| {
        let item = item(types, &field.shape)?;
        Some((field.wire.clone(), item))
    });
    let mut lists: Vec<_> = lists.collect();
    match lists.len() {
        0 => Err("its response has no list".to_owned()),
        1 => {
            let (field, item) = lists.remove(0);
            let field = Some(field);
            Ok(List { field, item })
        }
        _ => {
            let names: Vec<_> = lists.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join("`, `");
            Err(format!(
                "its response has several lists, `{names}`: name one as `items`"
            ))
        }
    }
}

/// The items of a list that has no `null` in it.
fn item(types: &Types, shape: &Shape) -> Option<TypeRef> {
    match target(types, shape) {
        Shape::List(item) if !item.nullable => Some((**item).clone()),
        _ => None,
    }
}

/// The kind of the value that `path` leads to.
fn kind_at(types: &Types, body: Option<&Struct>, path: &[String]) -> Result<Kind, String> {
    let missing = || format!("its response has no scalar field `{}`", path.join("."));
    let field = field_at(types, body.ok_or_else(missing)?, path).ok_or_else(missing)?;
    kind(types, &field.shape).ok_or_else(missing)
}

/// The field that `path` leads to.
fn field_at<'a>(types: &'a Types, object: &'a Struct, path: &[String]) -> Option<&'a Field> {
    let (first, rest) = path.split_first()?;
    let field = object.field(first)?;
    match rest {
        [] => Some(field),
        rest => field_at(types, types.struct_of(target(types, &field.shape))?, rest),
    }
}

/// The kind of the field `wire` of an item; of a union, in all of its branches.
fn field_kind(types: &Types, item: &Shape, wire: &str) -> Option<Kind> {
    let Shape::Type(key) = target(types, item) else {
        return None;
    };
    match &types.get(key)?.kind {
        TypeKind::Struct(object) => {
            let field = object.field(wire)?;
            let is_there = field.presence == Presence::Required;
            kind(types, &field.shape).filter(|_| is_there)
        }
        TypeKind::Union(union) => {
            let mut branches = union.branches.iter();
            let mut kinds = branches
                .by_ref()
                .map(|it| field_kind(types, &it.shape, wire));
            let first = kinds.next()??;
            kinds.all(|kind| kind == Some(first)).then_some(first)
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => None,
    }
}

/// The kind of a scalar.
pub(super) fn kind(types: &Types, shape: &Shape) -> Option<Kind> {
    match target(types, shape) {
        Shape::Scalar(scalar) => match scalar.info().json {
            JsonType::String => Some(Kind::String),
            JsonType::Integer | JsonType::Number => Some(Kind::Number),
            JsonType::Boolean => Some(Kind::Bool),
            _ => None,
        },
        _ => None,
    }
}

/// The shape that an alias stands for.
fn target<'a>(types: &'a Types, shape: &'a Shape) -> &'a Shape {
    let Shape::Type(key) = shape else {
        return shape;
    };
    match types.get(key).map(|def| &def.kind) {
        Some(TypeKind::Alias(alias)) if !alias.nullable => target(types, &alias.shape),
        _ => shape,
    }
}
