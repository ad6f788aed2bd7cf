//! Kinds of ids.

/// The name of an id in the singular, where `wire` is one: `user_id` for `user_ids` and
/// for `user_id`.
pub fn id_name(wire: &str) -> Option<String> {
    let stem = wire
        .strip_suffix("_ids")
        .or_else(|| wire.strip_suffix("_id"))?;
    if stem.is_empty() {
        None
    } else {
        Some(format!("{stem}_id"))
    }
}
