//! What the title of a document calls its API.

/// Words that are about the document, and not about the API.
const ABOUT_DOCUMENTS: &[&str] = &[
    "docs",
    "documentation",
    "openapi",
    "reference",
    "spec",
    "specification",
    "swagger",
];

/// Words that all titles can have.
const OF_ALL: &[&str] = &["api", "http", "public", "rest", "the"];

/// A title without symbols that only separate its parts, and without the words at its end that are
/// about the document, where it says more than those: `Shop ~ API Documentation` is `Shop API`.
///
/// The title that grpc-gateway writes is the path of a file: `shop` of `acme/shop/v1/shop.proto`.
pub(crate) fn api_name(title: &str) -> String {
    let file = title.trim().strip_suffix(".proto");
    let title = file.map_or(title, |path| path.rsplit('/').next().unwrap_or(path));
    let is_word =
        |word: &&str| word.chars().any(char::is_alphanumeric) || ["&", "+"].contains(word);
    let mut words: Vec<&str> = title.split_whitespace().filter(is_word).collect();
    while let [before @ .., last] = &words[..]
        && is_one_of(last, ABOUT_DOCUMENTS)
        && before
            .iter()
            .any(|word| !is_one_of(word, OF_ALL) && !is_one_of(word, ABOUT_DOCUMENTS))
    {
        words.pop();
    }
    words.join(" ")
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::api_name;

    #[test]
    fn what_is_about_the_document_is_no_name() {
        for (title, name) in [
            ("Shop.io ~ API Documentation", "Shop.io API"),
            ("Doors – API Reference (OpenAPI)", "Doors API"),
            ("Doors & Locks", "Doors & Locks"),
            ("Reference Data API", "Reference Data API"),
            ("API Reference", "API Reference"),
            ("The REST API docs", "The REST API docs"),
            ("Swagger", "Swagger"),
            ("acme/door/v1/door_service.proto", "door_service"),
            ("door.proto", "door"),
            ("Door/Lock", "Door/Lock"),
            ("~", ""),
        ] {
            assert_eq!(api_name(title), name, "{title}");
        }
    }
}
