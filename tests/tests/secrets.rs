//! The generator and the runtime hide fields with the same names.

use tests::workspace;

/// The strings of `const NAMES` in a source file, without separators of words.
///
/// From the sources, because neither package depends on the other and neither exports its list.
fn names(path: &str) -> Vec<String> {
    let source = std::fs::read_to_string(workspace().join(path)).expect("it is there");
    let (_, list) = source
        .split_once("const NAMES: &[&str] = &[")
        .expect("it has the list");
    let (list, _) = list.split_once("];").expect("the list ends");
    let names = list.split(',').map(|name| name.trim().trim_matches('"'));
    names
        .filter(|name| !name.is_empty())
        .map(|name| name.replace('_', ""))
        .collect()
}

#[test]
fn fields_that_nobody_declared_are_hidden_by_the_same_names_as_declared_ones() {
    let declared = names("generator/src/pass/secret.rs");
    assert!(declared.contains(&"apikey".to_owned()), "{declared:?}");
    assert_eq!(declared, names("runtime/src/value/undeclared.rs"));
}
