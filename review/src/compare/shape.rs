//! Shapes of values: whether two are the same, and how a sentence calls one.

use seamstress_codegen::ir::{self, Shape, TypeKey, TypeRef};

use super::snapshot::{Snapshot, Snapshots};

/// Whether values of both shapes have the same Rust type and the same form in JSON, but
/// for what changed inside of named types.
pub(super) fn same_type(snapshots: &Snapshots<'_>, old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Scalar(old), Shape::Scalar(new)) => old.same_type(new),
        (Shape::Json(old), Shape::Json(new)) => old == new,
        (Shape::List(old), Shape::List(new)) | (Shape::Map(old), Shape::Map(new)) => {
            same_item(snapshots, old, new)
        }
        (Shape::Type(old), Shape::Type(new)) => {
            let name = |snapshot: &Snapshot<'_>, key: &TypeKey| snapshot.names.ty(key).clone();
            // A type that moved to another key is matched by its name, and compared elsewhere.
            old == new || name(&snapshots.before, old) == name(&snapshots.after, new)
        }
        // `pass::hoist` leaves none.
        (Shape::Inline(_), Shape::Inline(_)) => true,
        (
            Shape::Scalar(_)
            | Shape::Json(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Type(_)
            | Shape::Inline(_),
            _,
        ) => false,
    }
}

fn same_item(snapshots: &Snapshots<'_>, old: &TypeRef, new: &TypeRef) -> bool {
    old.nullable == new.nullable && same_type(snapshots, &old.shape, &new.shape)
}

/// A shape in a sentence, in the API's own terms. Of raw JSON, why it is raw as well:
/// the reason is part of what [`same_type`] compares.
pub(super) fn describe(shape: &Shape) -> String {
    let text = ir::describe::shape(shape);
    match shape {
        Shape::Json(why) => format!("{text} ({why})"),
        _ => text,
    }
}
