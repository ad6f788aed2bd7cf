//! The methods of operations.

/// The methods that a path item of OpenAPI has fields for, in lower case.
pub(crate) const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// Whether `name` is a method in lower case, as the fields of a path item are.
pub(crate) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// The method that `word` is, in lower case, however it is written.
pub(crate) fn of_word(word: &str) -> Option<&'static str> {
    let mut methods = METHODS.into_iter();
    methods.find(|method| word.eq_ignore_ascii_case(method))
}

/// The method that `word` is, in lower case, if it is written in capital letters.
pub(crate) fn of_capitals(word: &str) -> Option<&'static str> {
    let is_capital = word.bytes().all(|it| it.is_ascii_uppercase());
    of_word(word).filter(|_| is_capital)
}

/// Whether HTTP defines what a body means for a method, however it is written.
pub(crate) fn has_body_by_default(method: &str) -> bool {
    matches!(of_word(method), Some("patch" | "post" | "put"))
}

#[cfg(test)]
mod tests {
    use super::{has_body_by_default, is_method, of_capitals, of_word};

    #[test]
    fn words_are_methods_in_one_way_of_writing_or_in_any() {
        assert!(is_method("get") && !is_method("GET") && !is_method("parameters"));
        assert!(has_body_by_default("PUT") && !has_body_by_default("delete"));
        assert_eq!(of_word("Delete"), Some("delete"));
        assert_eq!((of_word("fetch"), of_word("")), (None, None));
        assert_eq!(of_capitals("TRACE"), Some("trace"));
        assert_eq!((of_capitals("Get"), of_capitals("")), (None, None));
    }
}
