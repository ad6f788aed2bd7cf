//! Names of generic types as .NET writes them in full, for example
//! ``Acme.Page`1[[Acme.Door, Acme.Contracts, Version=1.0.0.0]]``, which means a page of doors.

use crate::case::capitalised;

/// How deeply arguments may have arguments, so that no text exhausts the stack.
const DEPTH_LIMIT: usize = 16;

/// What such a name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GenericName {
    /// Without namespaces: `PageOfDoor`.
    pub(super) short: String,
    /// With namespaces: `Acme.PageOfAcme.Door`.
    pub(super) long: String,
}

impl GenericName {
    /// Reads `text`; `None` unless all of it is such a name, with its arguments.
    pub(super) fn read(text: &str) -> Option<Self> {
        // Most names have none, so that they are not looked at twice.
        if !text.contains('`') {
            return None;
        }
        let mut reader = Reader { rest: text };
        let path = reader.path()?;
        let arguments = reader.arguments(DEPTH_LIMIT)?;
        reader.skip_assembly();
        if !reader.rest.is_empty() {
            return None;
        }
        Some(path.of(&arguments))
    }

    fn of(mut self, arguments: &[Self]) -> Self {
        for (place, argument) in arguments.iter().enumerate() {
            let word = if place == 0 { "Of" } else { "And" };
            self.append(word, word);
            self.append(&capitalised(&argument.short), &argument.long);
        }
        self
    }

    fn append(&mut self, short: &str, long: &str) {
        self.short.push_str(short);
        self.long.push_str(long);
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// A type with its arguments, and whether it is an array.
    fn ty(&mut self, depth: usize) -> Option<GenericName> {
        let mut name = self.path()?;
        if let Some(arguments) = self.arguments(depth) {
            name = name.of(&arguments);
        }
        while self.eat_array() {
            name.append("Array", "Array");
        }
        Some(name)
    }

    /// The name of a type and those of what it is in; a type in a type is behind a `+`.
    fn path(&mut self) -> Option<GenericName> {
        let mut name = GenericName {
            short: String::new(),
            long: String::new(),
        };
        loop {
            let word = self.word();
            if word.is_empty() {
                return None;
            }
            name.append(word, word);
            self.skip_arity()?;
            if self.eat(".") {
                name.short.clear();
                name.long.push('.');
            } else if self.eat("+") {
                name.append("_", "_");
            } else {
                return Some(name);
            }
        }
    }

    /// `[A,B]`, where an argument that says its assembly is in brackets of its own. `None` where
    /// there are no arguments, and then nothing is read.
    fn arguments(&mut self, depth: usize) -> Option<Vec<GenericName>> {
        let start = self.rest;
        let read = self.read_arguments(depth);
        if read.is_none() {
            self.rest = start;
        }
        read
    }

    fn read_arguments(&mut self, depth: usize) -> Option<Vec<GenericName>> {
        let below = depth.checked_sub(1)?;
        if !self.eat("[") {
            return None;
        }
        let mut arguments = Vec::new();
        loop {
            let has_assembly = self.eat("[");
            arguments.push(self.ty(below)?);
            if has_assembly {
                self.skip_assembly();
                if !self.eat("]") {
                    return None;
                }
            }
            if self.eat("]") {
                return Some(arguments);
            }
            if !self.eat(",") {
                return None;
            }
            self.rest = self.rest.trim_start();
        }
    }

    /// The letters, digits and underscores that come next.
    fn word(&mut self) -> &'t str {
        let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
        let (word, rest) = self
            .rest
            .split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// Skips how many arguments a type has, which they say by themselves; `None` where a backtick
    /// has no number behind it.
    fn skip_arity(&mut self) -> Option<()> {
        if self.eat("`") {
            let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == self.rest.len() {
                return None;
            }
            self.rest = rest;
        }
        Some(())
    }

    /// Skips where a type is from: `, Acme.Contracts, Version=1.0.0.0`.
    fn skip_assembly(&mut self) {
        if self.rest.starts_with(',') {
            let end = self.rest.find(['[', ']']).unwrap_or(self.rest.len());
            self.rest = &self.rest[end..];
        }
    }

    /// Reads the brackets of an array, with a comma for each further dimension.
    fn eat_array(&mut self) -> bool {
        let inner = self.rest.strip_prefix('[');
        let inner = inner.map(|inner| inner.trim_start_matches(','));
        match inner.and_then(|inner| inner.strip_prefix(']')) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> Option<String> {
        GenericName::read(text).map(|name| name.short)
    }

    #[test]
    fn arguments_are_named_without_their_assemblies() {
        let assembly = "Acme.Contracts, Version=8.0.0.0, Culture=neutral, PublicKeyToken=null";
        let page = format!("Acme.Dtos.Page`1[[Acme.Doors.Door, {assembly}]]");
        assert_eq!(
            GenericName::read(&page),
            Some(GenericName {
                short: "PageOfDoor".to_owned(),
                long: "Acme.Dtos.PageOfAcme.Doors.Door".to_owned(),
            })
        );
        let map = format!("Map`2[[System.String, A],[{page}, {assembly}]]");
        assert_eq!(short(&map).unwrap(), "MapOfStringAndPageOfDoor");
    }

    #[test]
    fn arguments_may_lack_assemblies() {
        for (text, expected) in [
            ("List`1[System.String]", "ListOfString"),
            ("Map`2[System.String, System.Int32]", "MapOfStringAndInt32"),
            ("List`1[System.Byte[]]", "ListOfByteArray"),
            ("List`1[Grid[,]]", "ListOfGridArray"),
            ("A.Outer`1+Inner[[door]]", "Outer_InnerOfDoor"),
            ("Page`1[[A.Door]], Acme, Version=1.0", "PageOfDoor"),
        ] {
            assert_eq!(short(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for text in [
            "Acme.Door",
            "Page«Door»",
            "Page`1",
            "Page`[Door]",
            "Page`1[]",
            "Page`1[[Door]",
            "Page`1[Door]s",
            "Page`1[Door Frame]",
            "`1[Door]",
            "Acme..Page`1[Door]",
        ] {
            assert_eq!(short(text), None, "{text}");
        }
        let deep = format!("A`1{}B{}", "[A".repeat(100), "]".repeat(100));
        assert_eq!(short(&deep), None);
    }
}
