//! Figures, and the one way to print them.

use std::fmt;

/// Figures of one kind, and what stands behind them.
#[derive(Debug)]
pub(super) struct Section {
    /// What was measured, and its unit.
    pub(super) title: String,
    /// What the columns hold: what, ours, what stands beside it, their ratio.
    pub(super) headers: [&'static str; 4],
    /// One row each.
    pub(super) figures: Vec<Figure>,
    /// The command, and what has to be known to read the figures.
    pub(super) notes: Vec<String>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Figure {
    /// What was measured.
    pub(super) what: String,
    /// Ours.
    pub(super) ours: Amount,
    /// What it is compared with.
    pub(super) beside: Option<Amount>,
    /// Ours by the other; with several runs the median of the pairs.
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
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(lines) => write!(f, "{lines}"),
            Self::Seconds(seconds) if *seconds < 0.01 => write!(f, "{:.2} ms", seconds * 1e3),
            Self::Seconds(seconds) => write!(f, "{seconds:.3} s"),
            Self::Instructions(count) => write!(f, "{:.2} M", count / 1e6),
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
        for [what, ours, beside, ratio] in &rows {
            let [first, second, third, fourth] = widths;
            let line =
                format!("  {what:first$}  {ours:>second$}  {beside:>third$}  {ratio:>fourth$}");
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
            self.beside
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
    fn numbers_stand_below_each_other() {
        let figure = |what: &str, ours, beside: Option<f64>| Figure {
            what: what.to_owned(),
            ours: Amount::Seconds(ours),
            beside: beside.map(Amount::Seconds),
            ratio: beside.map(|beside| ours / beside),
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
