//! Names with the package of a type before it, as Protocol Buffers, Java and Kubernetes have them.

/// `Pod` of `io.k8s.api.core.v1.Pod`: after at least two words in lower case, one with a capital.
pub(crate) fn without_package(name: &str) -> Option<&str> {
    let (package, last) = name.rsplit_once('.')?;
    let is_word = |word: &str| {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(is_plain)
    };
    let is_type = last.starts_with(|c: char| c.is_ascii_uppercase())
        && last.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut words = package.split('.');
    (is_type && package.contains('.') && words.all(is_word)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::without_package;

    #[test]
    fn a_package_has_words_in_lower_case() {
        for (name, last) in [
            ("io.k8s.api.core.v1.Pod", Some("Pod")),
            ("google.rpc.Status", Some("Status")),
            ("order.Line", None),
            ("Acme.Api.Door", None),
            ("payment.intent.create", None),
            ("a..B", None),
            ("a.b.C d", None),
            ("Pod", None),
        ] {
            assert_eq!(without_package(name), last, "{name}");
        }
    }
}
