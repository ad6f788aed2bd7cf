//! Mistakes that the compiler finds, in the words in which it tells them.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
