//! What tells operations apart that send other bodies to one method and path.

use std::collections::BTreeMap;

use crate::ir::{Api, OperationKey};

/// The word of each operation whose body is not the default one, which no other operation of
/// the same method and path has: `multipart`, else `form-data`, else `multipart_form-data`.
pub(super) fn words(api: &Api) -> BTreeMap<OperationKey, String> {
    let mut by_call: BTreeMap<(&str, &str), Vec<&OperationKey>> = BTreeMap::new();
    for operation in api.operations.values() {
        let OperationKey { path, method, .. } = &operation.key;
        let alike = by_call.entry((path, method)).or_default();
        alike.push(&operation.key);
    }
    let keys = by_call.into_values().flat_map(|keys| {
        let own = keys.clone().into_iter();
        own.filter_map(move |key| Some((key.clone(), word(key, &keys)?)))
    });
    keys.collect()
}

/// The word of the operation at `key` among those of the same method and path.
fn word(key: &OperationKey, all: &[&OperationKey]) -> Option<String> {
    let words: [fn(&OperationKey) -> Option<&str>; 2] = [OperationKey::media_word, subtype];
    let is_own = |word: &fn(&OperationKey) -> Option<&str>| {
        let same = all.iter().filter(|other| word(other) == word(key));
        word(key).is_some() && same.count() == 1
    };
    // `ld+json` is two words.
    match words.iter().find(|word| is_own(word)) {
        Some(word) => word(key).map(|word| word.replace('+', "_")),
        None => key
            .media
            .as_ref()
            .map(|media| media.replace(['/', '+'], "_")),
    }
}

/// `form-data` of `multipart/form-data`.
fn subtype(key: &OperationKey) -> Option<&str> {
    key.media.as_deref()?.split_once('/').map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_as_long_as_it_has_to_be() {
        let key = OperationKey::new("put", "/tracks");
        let with = |media: &str| key.with_media(&media.parse().unwrap());
        let media = [
            "multipart/form-data",
            "multipart/mixed",
            "audio/mpeg",
            "video/mpeg",
            "text/plain",
        ];
        let keys: Vec<_> = [key.clone()].into_iter().chain(media.map(with)).collect();
        let all: Vec<_> = keys.iter().collect();
        let words: Vec<_> = keys.iter().filter_map(|key| word(key, &all)).collect();
        assert_eq!(
            words,
            ["form-data", "mixed", "audio_mpeg", "video_mpeg", "text"]
        );
    }
}
