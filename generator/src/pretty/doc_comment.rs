//! Doc comments of several lines.
//!
//! `prettyplease` prints a doc attribute of one line as `///`, and one of several as `/** */`. An
//! attribute for each line costs more than all other tokens do, so there is one for all of them, on
//! one line, which is split after it was printed.

/// What is between the lines. No text has it, since the pass `docs` writes control characters as
/// code points, and no other literal has it unescaped.
const LINE_BREAK: char = '\0';

/// The value of the doc attribute of a text.
pub(crate) fn doc_comment(text: &str) -> String {
    let mut value = String::with_capacity(text.len() + text.len() / 16 + 1);
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            value.push(LINE_BREAK);
        }
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            value.push(' ');
            value.push_str(line);
        }
    }
    value
}

/// Adds a doc comment with the value of a doc attribute, each line after `indentation`.
pub(super) fn push_lines(text: &mut String, indentation: &str, value: &str) {
    for line in value.split(LINE_BREAK) {
        text.push_str(indentation);
        text.push_str("///");
        text.push_str(line);
        text.push('\n');
    }
}

/// Gives each line of a doc comment a line of the file.
pub(super) fn split(printed: String) -> String {
    if !printed.contains(LINE_BREAK) {
        return printed;
    }
    let mut out = String::with_capacity(printed.len() + printed.len() / 8);
    for line in printed.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        let mut parts = line.split(LINE_BREAK);
        out.extend(parts.next());
        for part in parts {
            out.push('\n');
            out.push_str(&line[..indentation]);
            out.push_str("///");
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn each_line_of_a_comment_is_a_line_of_the_file() {
        let of_type = doc_comment("A door.\n\n  * \"It\" opens.  \n");
        let of_field = doc_comment(
            "One line\nand another, of a text that is too long for a line of the file or is it",
        );
        let file = quote! {
            #[doc = #of_type]
            pub struct Door {
                #[doc = #of_field]
                pub name: String,
                #[doc = " One."]
                pub id: String,
            }
        };
        let printed = prettyplease::unparse(&syn::parse2(file).unwrap());
        assert_eq!(
            split(printed),
            "/// A door.\n\
             ///\n\
             ///   * \"It\" opens.\n\
             pub struct Door {\n    \
             /// One line\n    \
             /// and another, of a text that is too long for a line of the file or is it\n    \
             pub name: String,\n    \
             /// One.\n    \
             pub id: String,\n\
             }\n"
        );
    }
}
