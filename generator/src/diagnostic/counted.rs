//! Counts in messages.

/// `1 page`, `2 pages`
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    let unit = if count == 1 { one } else { several };
    format!("{count} {unit}")
}
