//! Words in capitals with lower-case letters in them, which are one word each: `IDs`, `IPv4`.

use super::capitalised;

/// `text` with each of these words in the case of all others: `orgIDs` is `orgIds`.
pub(super) fn as_words(text: &str) -> String {
    // Most names have no capitals.
    if !text.contains(|c: char| c.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match words.ends_with(|c: char| c.is_ascii_uppercase()) {
            // In the middle of a word in capitals.
            true => 0,
            false => length(rest, words.ends_with(|c: char| c.is_ascii_lowercase())),
        };
        let (word, after) = rest.split_at(length);
        match word.is_empty() {
            true => {
                words.push(next);
                rest = &rest[next.len_utf8()..];
            }
            false => {
                words.push_str(&capitalised(&word.to_ascii_lowercase()));
                rest = after;
            }
        }
    }
    words
}

/// How long the word at the start of `text` is, if it is one in capitals with lower-case letters in
/// it, else 0. `in_word`: whether a lower-case letter is before it.
fn length(text: &str, in_word: bool) -> usize {
    let begins_word = |after: &str| !after.starts_with(|c: char| c.is_ascii_lowercase());
    let known = SPELLINGS.iter().find(|spelling| {
        let after = text.strip_prefix(**spelling);
        let is_word = !in_word || spelling.starts_with(|c: char| c.is_ascii_uppercase());
        is_word && after.is_some_and(begins_word)
    });
    if let Some(known) = known {
        return known.len();
    }
    let capitals = text.find(|c: char| !c.is_ascii_uppercase());
    let capitals = capitals.unwrap_or(text.len());
    let (acronym, after) = text.split_at(capitals);
    let is_digit = |c: char| c.is_ascii_digit();
    let is_word = acronym.len() > 1
        && match after.as_bytes() {
            // `IPv4`
            [b'v', ..] => after[1..].starts_with(is_digit),
            // `IDs`; `URLIs` in `URLIsValid` is two words.
            [b's', ..] => {
                let last = after[1..].starts_with(|c: char| c.is_ascii_uppercase());
                let is_other = last && acronym.ends_with(['A', 'I', 'U']);
                begins_word(&after[1..]) && (!is_other || PLURALS.contains(&acronym))
            }
            _ => false,
        };
    if is_word { capitals + 1 } else { 0 }
}

/// Words in which no rule tells the capitals apart.
const SPELLINGS: &[&str] = &["OAuth", "OData", "iOS", "iPad", "iPhone", "oAuth"];

/// Acronyms that are in the plural where an `s` is between them and another word, although `As`,
/// `Is` and `Us` are words: `APIsEnabled`.
const PLURALS: &[&str] = &[
    "API", "CA", "CLI", "CPU", "GPU", "GUI", "KPI", "SKU", "SLA", "UI", "URI",
];

#[cfg(test)]
mod tests {
    use crate::case::{pascal, snake};

    #[test]
    fn acronyms_with_lower_case_letters_are_one_word() {
        for (text, name) in [
            ("orgIDs", "org_ids"),
            ("IDs", "ids"),
            ("userURLs", "user_urls"),
            ("URLsToCheck", "urls_to_check"),
            ("numVMs", "num_vms"),
            ("user-IDs", "user_ids"),
            ("APIsEnabled", "apis_enabled"),
            ("kindOfAPIs", "kind_of_apis"),
            ("IPv4Address", "ipv4_address"),
            ("allowIPv6", "allow_ipv6"),
            ("TLSv1.2", "tlsv1_dot_2"),
            ("OAuth2", "oauth2"),
            ("oAuthToken", "oauth_token"),
            ("hasOAuth2Application", "has_oauth2_application"),
            ("ODataError", "odata_error"),
            ("iOSVersion", "ios_version"),
            ("user.iPhone", "user_iphone"),
        ] {
            assert_eq!(snake(text), name, "{text}");
            assert_eq!(pascal(text), pascal(name), "{text}");
        }
    }

    #[test]
    fn words_in_capitals_and_others_stay_apart() {
        for (text, name) in [
            ("URLIsValid", "url_is_valid"),
            ("IDAsString", "id_as_string"),
            ("pointXAsText", "point_x_as_text"),
            ("HTTPServer", "http_server"),
            ("ABsent", "a_bsent"),
            ("NOAuth", "no_auth"),
            ("OAuthor", "o_author"),
            ("multiOS", "multi_os"),
            ("asIs", "as_is"),
            ("Is", "is"),
            ("userID", "user_id"),
            ("DBversion", "d_bversion"),
        ] {
            assert_eq!(snake(text), name, "{text}");
        }
    }
}
