use super::*;

fn tree(text: &str) -> FileTree {
    FileTree::from([("src/a.rs".to_owned(), text.to_owned())])
}

const OLD: &str = "a\nb\nc\nd\ne\n";

const ONE_EACH: LineCount = LineCount {
    added: 1,
    removed: 1,
};

#[test]
fn what_the_old_pages_give_too_is_caused_by_the_generator() {
    let new = tree("a\nB\nc\nd\ne\n");
    let explanation = explain(&tree(OLD), &new, &new);
    assert_eq!(explanation.files[0].cause, Cause::Generator);
    assert!(!explanation.is_mixed());
}

#[test]
fn what_only_the_new_pages_give_is_caused_by_them() {
    let explanation = explain(&tree(OLD), &tree("a\nc\nd\nD\ne\n"), &tree(OLD));
    assert_eq!(explanation.files[0].cause, Cause::Pages);
    assert_eq!(explanation.pages, ONE_EACH);
    assert!(explanation.generator.is_zero());
}

#[test]
fn hunks_of_a_mixed_file_have_their_own_causes() {
    let explanation = explain(
        &tree(OLD),
        &tree("a\nB\nc\nd\nE\n"),
        &tree("a\nB\nc\nd\ne\n"),
    );
    let hunks = explanation.files[0].hunks.iter();
    let causes: Vec<_> = hunks.map(|hunk| (hunk.line, hunk.cause)).collect();
    assert_eq!(causes, [(2, Cause::Generator), (5, Cause::Pages)]);
    insta::assert_snapshot!(explanation.to_text(), @r"
    both       src/a.rs
      generator  line 2: +1 -1
      pages      line 5: +1 -1

    by the pages: +1 -1; by the generator: +1 -1
    This change mixes both. Split it: first the generator with what it makes of the old pages, then the pages with what they change.
    This assumes that the crate at the base is what the base's own generator made of its pages, which `codegen --check` proves there.
    ");
}

#[test]
fn a_line_that_both_changed_has_both_causes() {
    // The generator formats it differently, and the pages have another value.
    let explanation = explain(&tree("a: 1\n"), &tree("a = 2\n"), &tree("a = 1\n"));
    let hunk = &explanation.files[0].hunks[0];
    assert_eq!((hunk.lines, hunk.cause), (ONE_EACH, Cause::Both));
}

#[test]
fn added_and_removed_files_have_causes() {
    let none = FileTree::new();
    let cause =
        |committed, current, regenerated| explain(committed, current, regenerated).files[0].cause;
    let generated = tree(&format!("// {HEADER}\na\n"));
    assert_eq!(cause(&none, &generated, &none), Cause::Pages);
    assert_eq!(cause(&none, &generated, &generated), Cause::Generator);
    assert_eq!(cause(&generated, &none, &generated), Cause::Pages);
    assert_eq!(cause(&generated, &none, &none), Cause::Generator);
}

#[test]
fn files_that_people_wrote_are_skipped() {
    let none = FileTree::new();
    assert!(explain(&tree("by hand\n"), &none, &none).files.is_empty());
}
