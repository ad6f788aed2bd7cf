//! The results as Markdown.

use std::fmt::Write as _;

use super::{
    check::Checked,
    entry::{Entry, Generated},
    tool::Tool,
    usage::Usage,
};

/// The table of all results, the sums of those that two tools can do, and the failures.
pub(super) fn render(entries: &[Entry], tools: &[Tool], checked: bool) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "| document | tool | operations | generate: CPU | peak | lines | raw JSON | check: CPU | peak | warnings | of clippy and rustdoc |\n\
         |---|---|---|---|---|---|---|---|---|---|---|"
    );
    for entry in entries {
        let _ = writeln!(text, "{}", row(entry));
    }
    text.push('\n');
    for tool in tools {
        let _ = writeln!(text, "{}", summary(entries, *tool, checked));
    }
    let peers = tools.iter().filter(|tool| **tool != Tool::Seamstress);
    let pairs: Vec<String> = peers.map(|peer| pair(entries, *peer)).collect();
    if !pairs.is_empty() {
        let _ = writeln!(
            text,
            "\n| both generate (and both compile) | documents | generate: CPU | ratio | largest peak | raw JSON | documents | lines | ratio | check: CPU | ratio |\n\
             |---|---|---|---|---|---|---|---|---|---|---|"
        );
        text.extend(pairs);
    }
    let failures: Vec<String> = entries.iter().filter_map(failure).collect();
    if !failures.is_empty() {
        let _ = writeln!(text, "\n{}", failures.join("\n"));
    }
    text
}

fn row(entry: &Entry) -> String {
    let Entry {
        document,
        tool,
        generated,
        checked,
    } = entry;
    let tool = tool.name();
    let Ok(generated) = generated else {
        return format!("| {document} | {tool} | | fails | | | | | | | |");
    };
    let operations = match &generated.stats {
        Some(stats) => {
            let [from, to] = ["operations_in", "operations_out"].map(|key| &stats[key]);
            format!("{from} → {to}")
        }
        None => String::new(),
    };
    let check = match checked {
        None => " | | | ".to_owned(),
        Some(Err(_)) => "fails | | | ".to_owned(),
        Some(Ok(checked)) => {
            let lints = checked.lints.map(|it| it.to_string()).unwrap_or_default();
            format!("{} | {} | {lints}", usage(checked.usage), checked.warnings)
        }
    };
    format!(
        "| {document} | {tool} | {operations} | {} | {} | {} | {check} |",
        usage(generated.usage),
        thousands(generated.lines),
        generated.raw_json,
    )
}

fn usage(usage: Usage) -> String {
    format!("{:.2} s | {} MB", usage.user, usage.peak / 1_000_000)
}

/// How many documents a tool can do.
fn summary(entries: &[Entry], tool: Tool, checked: bool) -> String {
    let own: Vec<&Entry> = entries.iter().filter(|entry| entry.tool == tool).collect();
    let generates = own.iter().filter(|entry| entry.generated.is_ok()).count();
    let mut text = format!(
        "- {} {}: generates {generates} of {}",
        tool.name(),
        tool.version(),
        own.len()
    );
    if checked {
        let of = |wanted: fn(&Checked) -> bool| {
            let checked = own.iter().filter_map(|entry| entry.compiled());
            checked.filter(|(_, checked)| wanted(checked)).count()
        };
        let (compiles, clean) = (of(|_| true), of(|checked| checked.is_clean()));
        let _ = write!(
            text,
            ", {compiles} compile, {clean} of them without a warning"
        );
    }
    text
}

/// Sums of the documents that both we and a peer can do.
fn pair(entries: &[Entry], peer: Tool) -> String {
    let both: Vec<(&Entry, &Entry)> = entries
        .iter()
        .filter(|entry| entry.tool == Tool::Seamstress)
        .filter_map(|ours| {
            let is_same = |it: &&Entry| it.tool == peer && it.document == ours.document;
            Some((ours, entries.iter().find(is_same)?))
        })
        .collect();
    let generated: Vec<[&Generated; 2]> = both
        .iter()
        .filter_map(|(ours, theirs)| {
            Some([
                ours.generated.as_ref().ok()?,
                theirs.generated.as_ref().ok()?,
            ])
        })
        .collect();
    let compiled: Vec<[(&Generated, Checked); 2]> = both
        .iter()
        .filter_map(|(ours, theirs)| Some([ours.compiled()?, theirs.compiled()?]))
        .collect();
    let cpu = [0, 1].map(|at| sum(generated.iter().map(|it| it[at].usage.user)));
    let peak = [0, 1].map(|at| generated.iter().map(|it| it[at].usage.peak).max());
    let peak = peak.map(|it| it.unwrap_or_default() / 1_000_000);
    let raw = [0, 1].map(|at| generated.iter().map(|it| it[at].raw_json).sum::<usize>());
    let lines = [0, 1].map(|at| compiled.iter().map(|it| it[at].0.lines).sum::<usize>());
    let check = [0, 1].map(|at| sum(compiled.iter().map(|it| it[at].1.usage.user)));
    format!(
        "| seamstress, {} | {} | {:.2} s, {:.2} s | {} | {} MB, {} MB | {}, {} | {} | {}, {} | {} | {:.1} s, {:.1} s | {} |\n",
        peer.name(),
        generated.len(),
        cpu[0],
        cpu[1],
        ratio(cpu),
        peak[0],
        peak[1],
        raw[0],
        raw[1],
        compiled.len(),
        thousands(lines[0]),
        thousands(lines[1]),
        ratio(lines.map(|it| it as f64)),
        check[0],
        check[1],
        ratio(check),
    )
}

/// Zero for no numbers: the sum of the standard library is `-0.0` then.
fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

fn ratio([ours, theirs]: [f64; 2]) -> String {
    match theirs > 0.0 {
        true => format!("{:.2}", ours / theirs),
        false => String::new(),
    }
}

/// Why a tool cannot do a document.
fn failure(entry: &Entry) -> Option<String> {
    let (step, reason) = match (&entry.generated, &entry.checked) {
        (Err(reason), _) => ("does not generate", reason),
        (_, Some(Err(reason))) => ("does not compile", reason),
        _ => return None,
    };
    let reason = reason.replace('`', "'");
    Some(format!(
        "- {}, {} {step}: `{reason}`",
        entry.document,
        entry.tool.name()
    ))
}

/// `1234567` → `1,234,567`
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Entry {
    /// The crate and what `cargo check` took, if it compiles.
    fn compiled(&self) -> Option<(&Generated, Checked)> {
        let generated = self.generated.as_ref().ok()?;
        let checked = self.checked.as_ref()?.as_ref().ok()?;
        Some((generated, *checked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(tool: Tool, cpu: f64, check: Option<Result<f64, String>>) -> Entry {
        let usage = |user| Usage {
            user,
            peak: 2_000_000,
        };
        Entry {
            document: "petstore".to_owned(),
            tool,
            generated: Ok(Generated {
                usage: usage(cpu),
                lines: 1_000,
                raw_json: 3,
                stats: None,
            }),
            checked: check.map(|it| {
                it.map(|user| Checked {
                    usage: usage(user),
                    warnings: 1,
                    lints: None,
                })
            }),
        }
    }

    #[test]
    fn only_documents_that_both_compile_are_compared() {
        let ours = entry(Tool::Seamstress, 1.0, Some(Ok(2.0)));
        let theirs = entry(Tool::Oas3Gen, 4.0, Some(Err("no `Eq`".to_owned())));
        let text = render(&[ours, theirs], &[Tool::Seamstress, Tool::Oas3Gen], true);
        assert!(
            text.contains("| seamstress, oas3-gen | 1 | 1.00 s, 4.00 s | 0.25 | 2 MB, 2 MB | 3, 3 | 0 | 0, 0 |  | 0.0 s, 0.0 s |  |"),
            "{text}"
        );
        assert!(
            text.contains("- petstore, oas3-gen does not compile: `no 'Eq'`"),
            "{text}"
        );
        assert!(text.contains("generates 1 of 1, 1 compile, 0 of them without a warning"));
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(thousands),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
