//! Measured figures, as tables.

use std::fmt;

/// Figures of one kind.
#[derive(Debug)]
pub(super) struct Section {
    /// What was measured, and its unit.
    pub(super) title: String,
    /// The columns: what, ours, what it is compared with, their ratio.
    pub(super) headers: [&'static str; 4],
    /// The rows.
    pub(super) figures: Vec<Figure>,
    /// The command, and what a reader has to know.
    pub(super) notes: Vec<String>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Figure {
    /// What was measured.
    pub(super) what: String,
    /// Ours.
    pub(super) ours: Amount,
    /// What it is compared with.
    pub(super) other: Option<Amount>,
    /// Ours divided by the other; the median of all pairs of runs.
    pub(super) ratio: Option<f64>,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount {
    /// Lines of text.
    Lines(usize),
    /// Seconds.
    Seconds(f64),
    /// Instructions of the processor.
    Instructions(f64),
    /// Bytes of a file.
    Bytes(usize),
    /// Allocations of memory.
    Allocations(f64),
}

impl Amount {
    /// The number without its unit.
    pub(super) fn value(self) -> f64 {
        match self {
            // No count is so large that a float could not hold it.
            Self::Lines(count) | Self::Bytes(count) => count as f64,
            Self::Seconds(value) | Self::Instructions(value) | Self::Allocations(value) => value,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(lines) => write!(f, "{lines}"),
            Self::Seconds(seconds) if *seconds < 0.01 => write!(f, "{:.2} ms", seconds * 1e3),
            Self::Seconds(seconds) => write!(f, "{seconds:.3} s"),
            Self::Instructions(count) if *count < 1e6 => write!(f, "{:.1} k", count / 1e3),
            Self::Instructions(count) => write!(f, "{:.2} M", count / 1e6),
            Self::Bytes(count) => write!(f, "{:.1} kB", *count as f64 / 1e3),
            Self::Allocations(count) => write!(f, "{count:.1}"),
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<[String; 4]> = [self.headers.map(str::to_owned)]
            .into_iter()
            .chain(self.figures.iter().map(Figure::cells))
            .collect();
        let widths = [0, 1, 2, 3].map(|at| {
            rows.iter()
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or_default()
        });
        writeln!(f, "\n{}", self.title)?;
        for [what, ours, other, ratio] in &rows {
            let [first, second, third, fourth] = widths;
            let line =
                format!("  {what:first$}  {ours:>second$}  {other:>third$}  {ratio:>fourth$}");
            writeln!(f, "{}", line.trim_end())?;
        }
        self.notes
            .iter()
            .try_for_each(|note| writeln!(f, "  - {note}"))
    }
}

impl Figure {
    fn cells(&self) -> [String; 4] {
        [
            self.what.clone(),
            self.ours.to_string(),
            self.other
                .map(|amount| amount.to_string())
                .unwrap_or_default(),
            self.ratio
                .map(|ratio| format!("{ratio:.2}"))
                .unwrap_or_default(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_aligned() {
        let figure = |what: &str, ours, other: Option<f64>| Figure {
            what: what.to_owned(),
            ours: Amount::Seconds(ours),
            other: other.map(Amount::Seconds),
            ratio: other.map(|other| ours / other),
        };
        let section = Section {
            title: "check, user CPU".to_owned(),
            headers: ["", "ours", "serde derive", "ratio"],
            figures: vec![
                figure("crate", 0.5, Some(10.0)),
                figure("floor", 0.125, None),
            ],
            notes: vec!["by `cargo check`".to_owned()],
        };
        assert_eq!(
            section.to_string(),
            "\ncheck, user CPU\n            ours  serde derive  ratio\n  crate  0.500 s      10.000 s   0.05\n  \
             floor  0.125 s\n  - by `cargo check`\n"
        );
    }
}
