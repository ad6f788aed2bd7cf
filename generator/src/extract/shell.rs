//! Commands of `curl` in code.

use std::ops::Range;

/// The command that a line begins with, without the prompt.
pub(super) fn command_in(line: &str) -> Option<&str> {
    let command = line.trim_start().trim_start_matches("$ ");
    command.starts_with("curl ").then_some(command)
}

/// The bytes of each command of `curl` in a text: from the line that begins with it to the next
/// such line.
pub(super) fn commands(text: &str) -> Vec<Range<usize>> {
    let mut commands: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut is_continued = false;
    for line in text.split_inclusive('\n') {
        if let Some(command) = command_in(line).filter(|_| !is_continued) {
            if let Some(last) = commands.last_mut() {
                last.end = at;
            }
            commands.push(at + line.len() - command.len()..text.len());
        }
        is_continued = line.trim_end().ends_with('\\');
        at += line.len();
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_may_have_several_commands() {
        let text = "# Status\ncurl https://a.example/b \\\n  -H 'x: y' | jq .\n\n$ curl https://a.example/c\n";
        let commands = commands(text)
            .into_iter()
            .map(|range| text[range].trim().to_owned());
        let commands: Vec<String> = commands.collect();
        assert_eq!(commands.len(), 2, "{commands:?}");
        assert!(commands[0].ends_with("jq ."));
        assert_eq!(commands[1], "curl https://a.example/c");
    }
}
