//! What the title of a document, or the name of its file, calls its API.

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

/// What frameworks write where nobody gives a title, beside those words, and names of files of
/// which every API has one.
const DEFAULTS: &[&str] = &[
    "apidocs",
    "apis",
    "asyncapi",
    "bundle",
    "bundled",
    "default",
    "definition",
    "fastapi",
    "index",
    "json",
    "main",
    "my",
    "openapi3",
    "restapi",
    "schema",
    "swaggerui",
    "title",
    "untitled",
    "webapi",
    "yaml",
];

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

/// Whether a title, or the name of a file, tells an API from others: `OpenAPI definition` and
/// `swagger_v1` do not.
pub(crate) fn is_telling(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        let is_common = [OF_ALL, ABOUT_DOCUMENTS, DEFAULTS].iter();
        let version = word.trim_start_matches(['v', 'V']);
        !version.bytes().all(|c| c.is_ascii_digit())
            && !is_common
                .flat_map(|it| it.iter())
                .any(|it| it.eq_ignore_ascii_case(word))
    })
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{api_name, is_telling};

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

    #[test]
    fn what_frameworks_write_without_a_title_tells_nothing() {
        for title in [
            "OpenAPI definition",
            "OpenAPI Spec",
            "API",
            "REST API",
            "Swagger API",
            "FastAPI",
            "My API V1",
            "Api Documentation",
            "api-docs",
            "swagger_v1.2",
            "openapi",
            "",
        ] {
            assert!(!is_telling(title), "{title}");
        }
        for title in ["Shop API", "The API of doors", "shop-v1", "größe", "X"] {
            assert!(is_telling(title), "{title}");
        }
    }
}
