//! Patterns, as the runtime compiles them.

use regress::Regex;

/// The longest pattern that is compiled, in bytes: the engine calls itself for each alternative.
const LONGEST: usize = 2048;

/// The most repetitions that a pattern may ask for: the engine remembers each, even of nothing.
const MOST_REPETITIONS: u64 = 1_000_000;

/// The pattern as the runtime can compile it, which is as JSON Schema recommends it: as ECMAScript
/// with the flag `u`. Else the reason why it cannot.
pub(super) fn checkable(pattern: &str) -> Result<String, String> {
    let Err(reason) = check(pattern) else {
        return Ok(pattern.to_owned());
    };
    let strict = without_legacy_escapes(pattern);
    match check(&strict) {
        Ok(()) => Ok(strict),
        Err(_) => Err(reason),
    }
}

/// The pattern without escapes that only the flag `u` refuses, and that mean the same in all other
/// dialects: those of punctuation without a meaning (`\:`), and octal ones that begin with a zero
/// (`\037`). Those of letters stay: `\A` is the beginning of a text in most dialects, and an `A`
/// without the flag.
fn without_legacy_escapes(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut is_in_class = false;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            is_in_class = (is_in_class || c == '[') && c != ']';
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('0') if chars.peek().is_some_and(char::is_ascii_digit) => {
                let mut code = 0;
                for _ in 0..2 {
                    let digit = chars.peek().and_then(|digit| digit.to_digit(8));
                    let Some(digit) = digit else { break };
                    code = code * 8 + digit;
                    chars.next();
                }
                text.push_str(&format!("\\x{code:02x}"));
            }
            Some('-') if !is_in_class => text.push('-'),
            Some(next) if has_no_meaning(next) => text.push(next),
            Some(next) => text.extend(['\\', next]),
            None => text.push('\\'),
        }
    }
    text
}

/// Whether a character stands for itself, in a class and outside.
fn has_no_meaning(c: char) -> bool {
    let is_punctuation = c.is_ascii_punctuation() || c == ' ';
    is_punctuation && !r"^$\.*+?()[]{}|/-".contains(c)
}

/// Whether the runtime can compile the pattern as it is; else the reason why it cannot.
fn check(pattern: &str) -> Result<(), String> {
    if pattern.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if repetitions(pattern) > MOST_REPETITIONS {
        return Err(format!(
            "it asks for more than {MOST_REPETITIONS} repetitions"
        ));
    }
    let regex = Regex::with_flags(pattern, "u");
    regex.map(|_| ()).map_err(|error| error.text)
}

/// How many repetitions the counts of the pattern ask for at least: those of groups multiply, as
/// groups can be inside of each other.
fn repetitions(pattern: &str) -> u64 {
    let (mut of_groups, mut largest) = (1_u64, 1);
    for (at, _) in pattern.match_indices('{') {
        let after = &pattern[at + 1..];
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = match &after[..after.len() - rest.len()] {
            "" => 1,
            digits => digits.parse().unwrap_or(u64::MAX),
        };
        match pattern[..at].ends_with(')') {
            true => of_groups = of_groups.saturating_mul(count.max(1)),
            false => largest = largest.max(count),
        }
    }
    of_groups.saturating_mul(largest)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{LONGEST, check, checkable};

    #[test]
    fn patterns_of_other_dialects_are_refused() {
        for pattern in [
            r"^\p{L}+$",
            "^(?=.*a)[^b]{2,}$",
            r"^\d{3}-\d\/x$",
            "a{1,65535}",
            "",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for pattern in [
            r"\A[a-z]+\z",
            "(?i)a",
            "[[:alpha:]]",
            "(?P<a>b)",
            "a++",
            "(",
        ] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn escapes_that_mean_nothing_are_left_out() {
        for (pattern, expected) in [
            (r"^\d{2}\:\d{2}$", r"^\d{2}:\d{2}$"),
            (r"^[\w\-\.\_]+\@\-\ x$", r"^[\w\-\._]+@- x$"),
            (r"[^\000-\037\]\#]", r"[^\x00-\x1f\]#]"),
            (r"^\0$", r"^\0$"),
        ] {
            assert_eq!(checkable(pattern).as_deref(), Ok(expected), "{pattern}");
        }
        for pattern in [r"\A\:", r"(a)\:\8", "\\"] {
            let reason = check(pattern).unwrap_err();
            assert_eq!(checkable(pattern), Err(reason), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_repeat_without_end_are_refused() {
        let uuid = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}";
        assert_eq!(check(&format!("^{uuid}/{uuid}/{uuid}$")), Ok(()));
        for pattern in [
            r"\b{99999999999}",
            "(((){1000}){1000}){1000}",
            "a{99999999999999999999}",
        ] {
            let reason = check(pattern).unwrap_err();
            assert_eq!(reason, "it asks for more than 1000000 repetitions");
        }
    }

    /// Threads of async runtimes have 2 MiB.
    #[test]
    fn no_pattern_overflows_the_stack_of_a_thread() {
        let nested = |open: &str, close: &str| {
            let depth = LONGEST / (open.len() + close.len());
            format!("{}{}", open.repeat(depth), close.repeat(depth))
        };
        let patterns = [
            "a|".repeat(LONGEST / 2),
            "(a|".repeat(LONGEST / 4) + &")".repeat(LONGEST / 4),
            nested("(", ")"),
            nested("(?:", ")+"),
            nested("(?=", ")"),
            "[a]".repeat(LONGEST / 3),
            "a{999}".repeat(LONGEST / 6),
        ];
        let thread = thread::Builder::new().stack_size(2 << 20);
        let checked = thread.spawn(move || patterns.map(|pattern| check(&pattern).is_ok()));
        let checked = checked.unwrap().join().unwrap();
        assert!(checked[0] && checked[5], "{checked:?}");
        assert!(check(&"a".repeat(LONGEST + 1)).is_err());
    }
}
