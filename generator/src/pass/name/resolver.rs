//! Which symbol gets which name, in one scope.
//!
//! Every symbol brings candidates, the most natural first. Locked names are given first.
//! Among the others, lower ranks choose first; where several of one rank want the same
//! name, none of them gets it and all of them turn to their next candidate. So the
//! outcome depends on the set of requests, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::RustIdent;

/// What a symbol can be called.
#[derive(Debug)]
pub(super) struct NameRequest<K> {
    /// The symbol.
    pub(super) key: K,
    /// Lower ranks choose first.
    pub(super) rank: u8,
    /// Names, the most natural first.
    pub(super) candidates: Vec<String>,
    /// The name given in an earlier run.
    pub(super) locked: Option<String>,
}

impl<K> NameRequest<K> {
    /// A request of the first rank, of a symbol that has no locked name.
    pub(super) fn new(key: K, candidates: Vec<String>) -> Self {
        Self {
            key,
            rank: 0,
            candidates,
            locked: None,
        }
    }
}

/// Resolves all requests of one scope. The second part lists the symbols that have run
/// out of candidates.
pub(super) fn resolve<K: Clone + Ord>(
    requests: Vec<NameRequest<K>>,
    reserved: &[&str],
    spell: fn(&str) -> Option<RustIdent>,
) -> (Vec<(K, RustIdent)>, Vec<K>) {
    let mut given = Vec::with_capacity(requests.len());
    let mut taken = Taken {
        reserved,
        given: BTreeSet::new(),
    };
    let mut open: BTreeMap<u8, Vec<NameRequest<K>>> = BTreeMap::new();
    let mut sorted = requests;
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    for request in sorted {
        match request.locked.as_deref().and_then(spell) {
            Some(name) if taken.insert(name.plain()) => {
                given.push((request.key, name));
            }
            _ => open.entry(request.rank).or_default().push(request),
        }
    }
    let mut unresolved = Vec::new();
    for requests in open.into_values() {
        let choices = choose(&requests, &taken, spell);
        for (request, choice) in requests.into_iter().zip(choices) {
            match request.candidates.get(choice).and_then(|text| spell(text)) {
                Some(name) => {
                    taken.insert(name.plain());
                    given.push((request.key, name));
                }
                None => unresolved.push(request.key),
            }
        }
    }
    (given, unresolved)
}

/// The names that are not free.
struct Taken<'a> {
    reserved: &'a [&'a str],
    given: BTreeSet<String>,
}

impl Taken<'_> {
    fn contains(&self, name: &str) -> bool {
        self.reserved.contains(&name) || self.given.contains(name)
    }

    /// Whether the name was free.
    fn insert(&mut self, name: &str) -> bool {
        !self.contains(name) && self.given.insert(name.to_owned())
    }
}

/// The place of each request's first candidate that is free and that no other request
/// wants; past the last one where there is none.
fn choose<K>(
    requests: &[NameRequest<K>],
    taken: &Taken<'_>,
    spell: fn(&str) -> Option<RustIdent>,
) -> Vec<usize> {
    let mut choices: Vec<usize> = vec![0; requests.len()];
    loop {
        let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, request) in requests.iter().enumerate() {
            // A candidate that is taken, or that is not an identifier, is skipped.
            while let Some(text) = request.candidates.get(choices[index]) {
                match spell(text) {
                    Some(name) if !taken.contains(name.plain()) => {
                        let name = name.plain().to_owned();
                        wanted.entry(name).or_default().push(index);
                        break;
                    }
                    _ => choices[index] += 1,
                }
            }
        }
        let contested: Vec<usize> = wanted
            .into_values()
            .filter(|indices| indices.len() > 1)
            .flatten()
            .collect();
        if contested.is_empty() {
            return choices;
        }
        for index in contested {
            choices[index] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(key: &str, candidates: &[&str], locked: Option<&str>) -> NameRequest<String> {
        NameRequest {
            key: key.to_owned(),
            rank: 0,
            candidates: candidates.iter().map(|name| (*name).to_owned()).collect(),
            locked: locked.map(str::to_owned),
        }
    }

    fn names(requests: Vec<NameRequest<String>>) -> Vec<String> {
        let (mut given, unresolved) = resolve(requests, &["Option"], RustIdent::new);
        given.sort();
        assert_eq!(unresolved, Vec::<String>::new());
        given
            .into_iter()
            .map(|(key, name)| format!("{key}={name}"))
            .collect()
    }

    #[test]
    fn no_symbol_gets_a_name_that_two_want() {
        let asc = || request("asc", &["Asc", "AscLower"], None);
        let upper = || request("ASC", &["Asc", "AscUpper"], None);
        let expected = ["ASC=AscUpper", "asc=AscLower"];
        assert_eq!(names(vec![asc(), upper()]), expected);
        assert_eq!(names(vec![upper(), asc()]), expected);
    }

    #[test]
    fn a_locked_name_stays_when_another_symbol_wants_it() {
        let requests = vec![
            request("asc", &["Asc", "AscLower"], Some("Asc")),
            request("ASC", &["Asc", "AscUpper"], None),
        ];
        assert_eq!(names(requests), ["ASC=AscUpper", "asc=Asc"]);
    }

    #[test]
    fn reserved_and_impossible_names_are_skipped() {
        assert_eq!(
            names(vec![request("a", &["Option", "2n", "Fine"], None)]),
            ["a=Fine"]
        );
    }

    #[test]
    fn a_symbol_without_candidates_left_is_reported() {
        let requests = vec![request("a", &["X"], None), request("b", &["X"], None)];
        assert_eq!(resolve(requests, &[], RustIdent::new).1, ["a", "b"]);
    }
}
