//! Headings about requests that the API sends.

/// Words in the headings of parts about requests that the API sends by itself, in singular.
const INCOMING: [&str; 3] = ["callback", "event", "webhook"];

/// Whether a heading is about requests that the API sends by itself.
pub(in crate::extract) fn is_incoming(heading: &str) -> bool {
    let text = heading.to_ascii_lowercase();
    let mut words = text.split(|it: char| !it.is_ascii_alphanumeric());
    words.any(|word| INCOMING.contains(&word.strip_suffix('s').unwrap_or(word)))
}
