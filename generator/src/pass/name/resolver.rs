//! Who gets which name, in one scope.
//!
//! Everyone brings a ladder of names, the most natural first. Names that were
//! locked are given first. Among the others, lower ranks choose first; where
//! several of one rank want the same name, none of them gets it and all step
//! up. So the outcome depends on the set of claims, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::RustIdent;

/// What somebody would like to be called.
#[derive(Debug)]
pub(super) struct NameRequest<K> {
    /// Who.
    pub(super) key: K,
    /// Lower ranks choose first.
    pub(super) rank: u8,
    /// Names, the most natural first.
    pub(super) ladder: Vec<String>,
    /// The name given in an earlier run.
    pub(super) locked: Option<String>,
}

/// Settles all claims of one scope. The second part lists who got none.
pub(super) fn resolve<K: Clone + Ord>(
    claims: Vec<NameRequest<K>>,
    reserved: &[&str],
    spell: fn(&str) -> Option<RustIdent>,
) -> (BTreeMap<K, RustIdent>, Vec<K>) {
    let mut given: BTreeMap<K, RustIdent> = BTreeMap::new();
    let mut taken: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let mut open: BTreeMap<u8, Vec<NameRequest<K>>> = BTreeMap::new();
    let mut sorted = claims;
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    for claim in sorted {
        match claim.locked.as_deref().and_then(spell) {
            Some(name) if taken.insert(name.plain().to_owned()) => {
                given.insert(claim.key, name);
            }
            _ => open.entry(claim.rank).or_default().push(claim),
        }
    }
    let mut without = Vec::new();
    for claims in open.into_values() {
        let mut rungs: Vec<usize> = vec![0; claims.len()];
        loop {
            let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, claim) in claims.iter().enumerate() {
                // A rung that is taken, or that spells no identifier, is skipped.
                while let Some(text) = claim.ladder.get(rungs[index]) {
                    match spell(text) {
                        Some(name) if !taken.contains(name.plain()) => {
                            wanted
                                .entry(name.plain().to_owned())
                                .or_default()
                                .push(index);
                            break;
                        }
                        _ => rungs[index] += 1,
                    }
                }
            }
            let contested: Vec<usize> = wanted
                .values()
                .filter(|who| who.len() > 1)
                .flatten()
                .copied()
                .collect();
            if contested.is_empty() {
                break;
            }
            for index in contested {
                rungs[index] += 1;
            }
        }
        for (claim, rung) in claims.into_iter().zip(rungs) {
            match claim.ladder.get(rung).and_then(|text| spell(text)) {
                Some(name) => {
                    taken.insert(name.plain().to_owned());
                    given.insert(claim.key, name);
                }
                None => without.push(claim.key),
            }
        }
    }
    (given, without)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(key: &str, ladder: &[&str], locked: Option<&str>) -> NameRequest<String> {
        NameRequest {
            key: key.to_owned(),
            rank: 0,
            ladder: ladder.iter().map(|name| (*name).to_owned()).collect(),
            locked: locked.map(str::to_owned),
        }
    }

    fn names(claims: Vec<NameRequest<String>>) -> Vec<String> {
        let (given, without) = resolve(claims, &["Option"], RustIdent::new);
        assert_eq!(without, Vec::<String>::new());
        given
            .into_iter()
            .map(|(key, name)| format!("{key}={name}"))
            .collect()
    }

    #[test]
    fn nobody_gets_a_name_that_two_want() {
        let asc = || claim("asc", &["Asc", "AscLower"], None);
        let upper = || claim("ASC", &["Asc", "AscUpper"], None);
        let expected = ["ASC=AscUpper", "asc=AscLower"];
        assert_eq!(names(vec![asc(), upper()]), expected);
        assert_eq!(names(vec![upper(), asc()]), expected);
    }

    #[test]
    fn a_locked_name_stays_when_a_neighbour_wants_it() {
        let claims = vec![
            claim("asc", &["Asc", "AscLower"], Some("Asc")),
            claim("ASC", &["Asc", "AscUpper"], None),
        ];
        assert_eq!(names(claims), ["ASC=AscUpper", "asc=Asc"]);
    }

    #[test]
    fn reserved_and_impossible_names_are_skipped() {
        assert_eq!(
            names(vec![claim("a", &["Option", "2n", "Fine"], None)]),
            ["a=Fine"]
        );
    }

    #[test]
    fn who_runs_out_of_names_is_reported() {
        let claims = vec![claim("a", &["X"], None), claim("b", &["X"], None)];
        assert_eq!(resolve(claims, &[], RustIdent::new).1, ["a", "b"]);
    }
}
