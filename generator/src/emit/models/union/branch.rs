//! The structure of each branch of an untagged union, from which the decoder finds the branch.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ir::{Api, Branch, Scalar, Shape, Struct, Tagging, TypeKey, TypeKind, TypeRef, Union},
    json_type::JsonType,
};

/// How many lists of one table have items, those in lists included: with two lists in each, their
/// number doubles from one to the next.
const LIST_LIMIT: usize = 64;

/// A row of the table of branches.
pub(super) enum Row<'a> {
    /// The constructor of a `Branch`.
    Known(TokenStream),
    List(List<'a>),
}

/// A list, whose items matter where the union has other lists.
pub(super) struct List<'a> {
    item: &'a TypeRef,
    /// The unions that it is in, so that recursive ones end.
    enclosing: Vec<&'a TypeKey>,
}

/// The fields whose strings distinguish the objects of a union.
#[derive(Clone, Copy)]
pub(super) struct Distinguishing<'a> {
    /// Those of the branches that are objects themselves.
    of_objects: &'a [String],
    /// The tag of the branches that are unions with a tag.
    of_unions: Option<&'a str>,
}

impl<'a> Distinguishing<'a> {
    const NONE: Self = Self {
        of_objects: &[],
        of_unions: None,
    };

    /// Those of `union`: its own `discriminators`, or the tag that all of its unions have.
    pub(super) fn of(api: &'a Api, union: &'a Union, discriminators: &'a [String]) -> Self {
        let tags: BTreeSet<&str> = union
            .branches
            .iter()
            .filter_map(|branch| tag_of(api, &branch.shape))
            .collect();
        let only = tags.first().filter(|_| tags.len() == 1).copied();
        let tag = only.filter(|tag| {
            discriminators.is_empty() || discriminators.iter().any(|field| field == tag)
        });
        Self {
            of_objects: discriminators,
            of_unions: tag,
        }
    }
}

/// The tag of a union with a tag.
fn tag_of<'a>(api: &'a Api, shape: &Shape) -> Option<&'a str> {
    let Shape::Type(key) = shape else {
        return None;
    };
    match &api.type_at(key)?.kind {
        TypeKind::Union(Union {
            tagging: Tagging::Tagged(tag),
            ..
        }) => Some(tag),
        _ => None,
    }
}

/// The unions that were met on the way to a row.
struct Unions<'a> {
    /// Those that the row is in.
    enclosing: Vec<&'a TypeKey>,
    /// Those whose rows were added. Another path to one of them adds none.
    seen: BTreeSet<&'a TypeKey>,
}

impl<'a> Unions<'a> {
    fn within(enclosing: &[&'a TypeKey]) -> Self {
        Self {
            enclosing: enclosing.to_vec(),
            seen: BTreeSet::new(),
        }
    }
}

/// The rows of a branch of the union `key`; none where nothing identifies it.
pub(super) fn rows<'a>(
    api: &'a Api,
    key: &'a TypeKey,
    branch: &'a Branch,
    fields: Distinguishing<'_>,
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let shape = &branch.shape;
    match (fields.of_objects, shape) {
        // The type of the field does not have the strings that the document maps to the branch.
        ([field], Shape::Type(key))
            if let Some(inner) = api.types.struct_at(key)
                && !branch.tags.is_empty() =>
        {
            let (object, tags) = (object(api, inner, &[]), &branch.tags);
            rows.push(Row::Known(
                quote! { #object.discriminated_by(&[(#field, &[#(#tags),*])]) },
            ));
        }
        _ => {
            add_rows(api, shape, fields, &mut Unions::within(&[key]), &mut rows);
        }
    }
    rows
}

/// The row of a value that no other branch holds.
fn any<'a>() -> Row<'a> {
    Row::Known(quote! { Branch::any() })
}

/// The constructors of all branches of a union.
pub(super) fn constructors<'a>(
    api: &'a Api,
    rows: impl Iterator<Item = &'a Row<'a>> + Clone,
) -> Vec<TokenStream> {
    let lists = rows.clone().filter(|row| matches!(row, Row::List(_)));
    let has_several = lists.count() > 1;
    let mut left = LIST_LIMIT;
    let constructors = rows.map(|row| match row {
        Row::Known(constructor) => constructor.clone(),
        Row::List(list) if has_several => list.with_items(api, &mut left),
        Row::List(_) => quote! { Branch::array() },
    });
    constructors.collect()
}

impl List<'_> {
    /// `Branch::list(const { &[Branch::string()] })`: without `const`, they
    /// do not outlive the table. As many lists as are `left` have items.
    fn with_items(&self, api: &Api, left: &mut usize) -> TokenStream {
        let Some(less) = left.checked_sub(1) else {
            return quote! { Branch::array() };
        };
        *left = less;
        let mut rows = Vec::new();
        let mut unions = Unions::within(&self.enclosing);
        if !add_rows(
            api,
            &self.item.shape,
            Distinguishing::NONE,
            &mut unions,
            &mut rows,
        ) {
            return quote! { Branch::array() };
        }
        let items = rows.iter().map(|row| match row {
            Row::Known(constructor) => constructor.clone(),
            Row::List(list) => list.with_items(api, left),
        });
        quote! { Branch::list(const { &[#(#items),*] }) }
    }
}

/// Adds the rows of this shape; returns whether they identify all of its values.
fn add_rows<'a>(
    api: &'a Api,
    shape: &'a Shape,
    fields: Distinguishing<'_>,
    unions: &mut Unions<'a>,
    rows: &mut Vec<Row<'a>>,
) -> bool {
    let constructor = match shape {
        Shape::Scalar(Scalar::Unsigned) => quote! { Branch::unsigned() },
        Shape::Scalar(scalar) => match scalar.info().json {
            JsonType::Boolean => quote! { Branch::boolean() },
            JsonType::Integer => quote! { Branch::integer() },
            JsonType::Number => quote! { Branch::number() },
            JsonType::String => quote! { Branch::string() },
            // No scalar has such a type.
            JsonType::Null | JsonType::Array | JsonType::Object => return false,
        },
        Shape::List(item) => {
            let enclosing = unions.enclosing.clone();
            rows.push(Row::List(List { item, enclosing }));
            return true;
        }
        Shape::Map(_) => quote! { Branch::object(&[], &[]) },
        Shape::Json(_) | Shape::Inline(_) => return false,
        Shape::Type(key) => match api.type_at(key).map(|def| &def.kind) {
            Some(TypeKind::Struct(inner)) => object(api, inner, fields.of_objects),
            Some(TypeKind::Enum(inner)) => {
                let values = &inner.values;
                quote! { Branch::values(&[#(#values),*]) }
            }
            Some(TypeKind::Union(
                inner @ Union {
                    tagging: Tagging::Tagged(tag),
                    ..
                },
            )) => {
                rows.extend(tagged_rows(api, inner, tag, fields.of_unions));
                rows.extend(inner.allows_others.then(any));
                return true;
            }
            // A union that contains itself adds no row that it does not have already.
            Some(TypeKind::Union(_)) if unions.enclosing.contains(&key) => return false,
            // Whether its rows were complete counts where they were added.
            Some(TypeKind::Union(_)) if !unions.seen.insert(key) => return true,
            Some(TypeKind::Union(inner)) => {
                unions.enclosing.push(key);
                let fields = Distinguishing {
                    of_objects: &[],
                    ..fields
                };
                let mut are_complete = true;
                for branch in &inner.branches {
                    are_complete &= add_rows(api, &branch.shape, fields, unions, rows);
                }
                rows.extend(inner.allows_others.then(any));
                unions.enclosing.pop();
                return are_complete;
            }
            Some(TypeKind::Alias(_)) | None => return false,
        },
    };
    rows.push(Row::Known(constructor));
    true
}

/// The constructor of an object with the fields of a struct.
fn object(api: &Api, inner: &Struct, discriminators: &[String]) -> TokenStream {
    let fields = inner.fields.iter();
    let required = fields.clone().filter(|field| field.presence.is_required());
    let required = required.map(|field| &field.wire);
    let known = fields.map(|field| &field.wire);
    let discriminated = discriminated_by(api, inner, discriminators);
    quote! { Branch::object(&[#(#required),*], &[#(#known),*]) #discriminated }
}

/// A row for each branch of a union with a tag: an object with this tag, and with the fields that
/// the branch declares.
fn tagged_rows<'a>(
    api: &Api,
    union: &Union,
    tag: &str,
    distinguishing: Option<&str>,
) -> Vec<Row<'a>> {
    let is_discriminator = distinguishing == Some(tag);
    let row = |branch: &Branch| {
        let fields = match &branch.shape {
            Shape::Type(key) => match api.type_at(key).map(|def| &def.kind) {
                Some(TypeKind::Struct(inner)) => &inner.fields[..],
                _ => &[],
            },
            _ => &[],
        };
        let others = fields.iter().filter(|field| field.wire != tag);
        let required = others.clone().filter(|field| field.presence.is_required());
        let required = required.map(|field| &field.wire);
        let known = others.map(|field| &field.wire);
        let value = branch.tag().filter(|_| is_discriminator);
        let discriminated = value.map(|it| quote! { .discriminated_by(&[(#tag, &[#it])]) });
        Row::Known(quote! {
            Branch::object(&[#tag, #(#required),*], &[#tag, #(#known),*]) #discriminated
        })
    };
    union.branches.iter().map(row).collect()
}

/// `.discriminated_by(&[("error_code", &["no_credential_on_encoder"])])`
fn discriminated_by(api: &Api, inner: &Struct, discriminators: &[String]) -> Option<TokenStream> {
    let members = discriminators.iter().filter_map(|member| {
        let Shape::Type(key) = &inner.field(member)?.shape else {
            return None;
        };
        match &api.type_at(key)?.kind {
            TypeKind::Enum(inner) => {
                let values = &inner.values;
                Some(quote! { (#member, &[#(#values),*]) })
            }
            _ => None,
        }
    });
    let members: Vec<_> = members.collect();
    (!members.is_empty()).then(|| quote! { .discriminated_by(&[#(#members),*]) })
}
