//! Which `operationId`s are names.

/// An `operationId`, if it is a name. Goa separates the service from the method by a `#`, which
/// would be a word.
pub(super) fn name(id: &str) -> Option<String> {
    let is_name = !is_hash(id) && !is_of_spring_data(id);
    is_name.then(|| id.replace('#', "."))
}

/// Whether an `operationId` is a number that a framework has made of the route, as swagger-php
/// does, and that says nothing to people.
fn is_hash(id: &str) -> bool {
    // As many as an identifier of MongoDB has; those of MD5, SHA-1 and UUIDs are longer.
    const DIGITS: usize = 24;

    let mut digits = id.chars().filter(|c| *c != '-');
    digits.clone().count() >= DIGITS
        && digits.clone().any(|c| c.is_ascii_digit())
        && digits.all(|c| c.is_ascii_hexdigit())
}

/// Whether an `operationId` says what kind of resource an operation is of, and not what it does, as
/// those that springdoc writes for Spring Data REST: `getItemResource-employee-get_1`.
fn is_of_spring_data(id: &str) -> bool {
    let parts: Vec<&str> = id.split('-').collect();
    let [kind, .., method] = &parts[..] else {
        return false;
    };
    let method = method.split('_').next().unwrap_or_default();
    let is_kind = kind.ends_with("CollectionResource")
        || kind.ends_with("ItemResource")
        || kind.ends_with("PropertyReference")
        || *kind == "executeSearch";
    is_kind && parts.len() > 2 && ["get", "post", "put", "patch", "delete"].contains(&method)
}

#[cfg(test)]
mod tests {
    use super::{is_hash, is_of_spring_data};

    #[test]
    fn the_kind_of_a_resource_is_no_name() {
        for id in [
            "getCollectionResource-employee-get_1",
            "deleteItemResource-order-item-delete",
            "followPropertyReference-employee-get_1_1",
            "executeSearch-employee-get",
        ] {
            assert!(is_of_spring_data(id), "{id}");
        }
        for id in [
            "executeSearch",
            "getItemResource-get",
            "get-item-get",
            "getItemResource-a-b",
        ] {
            assert!(!is_of_spring_data(id), "{id}");
        }
    }

    #[test]
    fn a_hash_is_no_name() {
        for id in [
            "d41d8cd98f00b204e9800998ecf8427e",
            "D41D8CD98F00B204E9800998ECF8427E",
            "507f1f77bcf86cd799439011",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "0cc175b9c0f1b6a831c399e2697726610cc175b9",
        ] {
            assert!(is_hash(id), "{id}");
        }
        for id in [
            "getDoor",
            "deadbeef",
            "deface-facade-decade-accede-bedded",
            "get-d41d8cd98f00b204e9800998ecf8427e",
            "",
        ] {
            assert!(!is_hash(id), "{id}");
        }
    }
}
