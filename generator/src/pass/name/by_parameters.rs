//! What tells operations of one group apart that are called the same: the parameters of their
//! paths.

use crate::case::snake;

/// The parameters behind the last word of a path (`zoom_x_y` of `/tiles/{zoom}/{x}/{y}`), then all
/// of them; nothing for a path without any.
pub(super) fn parameters(route: &str) -> Vec<String> {
    let segments: Vec<&str> = route.split('/').collect();
    let is_parameter = |segment: &&&str| segment.contains('{');
    let count = segments.iter().rev().take_while(is_parameter).count();
    let last = &segments[segments.len() - count..];
    let all: Vec<&str> = segments.iter().filter(is_parameter).copied().collect();
    let mut found: Vec<String> = [last, &all].map(words).into();
    found.dedup();
    found.retain(|words| !words.is_empty());
    found
}

/// What segments say, from their first parameters on: `format` of `map.{format}`, `y_png` of
/// `{y}.png`.
fn words(segments: &[&str]) -> String {
    let parts = segments
        .iter()
        .filter_map(|it| it.find('{').map(|at| &it[at..]));
    // `{name+}` has values with slashes.
    snake(&parts.collect::<Vec<_>>().join("/").replace("+}", "}"))
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_behind_the_last_word_come_first() {
        for (route, expected) in [
            (
                "/maps/{version}/tiles/{zoom}/{x}/{y}.png",
                &["zoom_x_y_png", "version_zoom_x_y_png"][..],
            ),
            ("/maps.{format}", &["format"]),
            ("/doors/{doorId}", &["door_id"]),
            ("/files/{path+}", &["path"]),
            ("/houses/{id}/doors", &["id"]),
            ("/doors", &[]),
            ("/", &[]),
        ] {
            assert_eq!(parameters(route), expected, "{route}");
        }
    }
}
