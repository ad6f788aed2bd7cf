use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn plain_text_is_rendered_as_any_other(
        words in prop::collection::vec("[A-Za-z0-9]{0,3}[ !\"#%'()+,./:;=?-]{0,3}", 1..12)
    ) {
        let text = words.concat();
        prop_assert_eq!(safe(&text), rendered(&text));
    }
}

#[test]
fn code_is_inert_however_it_is_written() {
    insta::assert_snapshot!(safe("```rust\nstd::process::exit(1)\n```\n\n    indented();\n\n> ~~~\n> quoted();\n> ~~~\n\n- ```\n  listed();\n  ```"), @"
    ```text
    std::process::exit(1)
    ```

    ```text
    indented();
    ```

    > ```text
    > quoted();
    > ```

    - ```text
      listed();
      ```
    ");
}

#[test]
fn lists_quotes_and_links_survive() {
    insta::assert_snapshot!(safe("Intro:\n- a\n- b [c](https://d.example/e) [f](g.md)\n  1. x\n\nEnd."), @"
    Intro:

    - a
    - b [c](https://d.example/e) f
      1. x

    End.
    ");
}

#[test]
fn tables_survive() {
    let table = "Types:\n\n| a   |  b |\n|-----|:--:|\n| *c* \\| `x\\|y` | [d] |\n| e |\n";
    insta::assert_snapshot!(safe(table), @r"
    Types:

    | a | b |
    | --- | :-: |
    | *c* \| `x\|y` | \[d\] |
    | e |  |
    ");
    assert_eq!(safe(&safe(table)), safe(table));
}

#[test]
fn an_autolink_stays_one_link() {
    assert_eq!(
        safe("see <https://a.example/b>"),
        "see <https://a.example/b>"
    );
    assert_eq!(
        safe("[https://a.example/b](https://a.example/b)"),
        "[https://a.example/b](https://a.example/b)"
    );
}

#[test]
fn html_and_intra_doc_links_are_escaped() {
    insta::assert_snapshot!(safe("<script>x</script>\n\nsee [`Vec`] and [String]"), @r"
    \<script\>x\</script\>

    see \[`Vec`\] and \[String\]
    ");
    insta::assert_snapshot!(safe("<!--\n\n    std::process::exit(1)\n\n-->"), @r"
    \<!--

    std::process::exit(1)

    \--\>
    ");
}

#[test]
fn no_line_of_a_paragraph_starts_another_block() {
    insta::assert_snapshot!(safe("a\\\n\\# b\\\n\\- c\\\n1\\. d"), @r"
    a\
    \# b\
    \- c\
    1\. d
    ");
    assert_eq!(safe("<pre>\n# a\n- b\n</pre>"), "```text\n# a\n- b\n```");
    insta::assert_snapshot!(safe("<x>\n# a\n- b\n</x>"), @r"
    \<x\>
    \# a
    \- b
    \</x\>
    ");
    assert_eq!(
        safe("a&#10;&#10;&#32;&#32;&#32;&#32;std::process::exit(1)"),
        "a\n\nstd::process::exit(1)"
    );
    assert_eq!(safe("*&#32;a*"), "\\* a*");
}

#[test]
fn rendering_is_idempotent() {
    for text in [
        "# Title\n\ntext",
        "- a\n- b",
        "1. a\n2. b",
        "a **b** *c* `d`",
        "```\nx\n",
        "> q\n> r",
        "<!--\n\n    std::process::exit(1)\n\n-->",
        "a\\\n\\# b",
        "a\\\n1\\. b",
    ] {
        let once = safe(text);
        assert_eq!(safe(&once), once, "{text:?}");
    }
}
