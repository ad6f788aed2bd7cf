//! Truncates a report to a maximum size.
//!
//! A report consists of sections with rows. Whole rows are left out: the last ones of a
//! section, and those of the last sections first.

/// A section of a report.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The text above the rows.
    pub(super) opening: String,
    /// The text above the folded rows, which begins another table.
    pub(super) reopening: String,
    /// Each with its line break.
    pub(super) rows: Vec<String>,
    /// How many rows are shown before the others are folded.
    pub(super) shown: usize,
    /// The text below the rows.
    pub(super) closing: String,
}

/// Room for `… and 12345 more: <where>`, and for the tags of a fold.
const ROOM_FOR_NOTE: usize = 240;

/// The report in at most `max` bytes; the first sections are the most important.
/// `full_report` says where to find what is left out.
pub(super) fn truncate(
    head: &str,
    sections: &[Section],
    tail: &str,
    max: usize,
    full_report: &str,
) -> String {
    let fixed: usize = sections.iter().map(Section::fixed).sum();
    let note = ROOM_FOR_NOTE * 2 + full_report.len();
    let mut room = max.saturating_sub(head.len() + tail.len() + fixed + note * sections.len());
    let mut text = head.to_owned();
    for (index, section) in sections.iter().enumerate() {
        // No section takes more than half of the room from the others.
        let others: usize = sections[index + 1..].iter().map(Section::size).sum();
        let max = room.saturating_sub(others).max(room / 2);
        let (taken, used) = section.fitting(max);
        room -= used;
        section.write(&mut text, taken, full_report);
    }
    text.push_str(tail);
    text
}

impl Section {
    fn fixed(&self) -> usize {
        self.opening.len() + self.reopening.len() + self.closing.len()
    }

    fn size(&self) -> usize {
        self.rows.iter().map(String::len).sum()
    }

    /// How many rows fit into `max` bytes, and how many bytes they are.
    fn fitting(&self, max: usize) -> (usize, usize) {
        let (mut taken, mut used) = (0, 0);
        for row in &self.rows {
            if used + row.len() > max {
                break;
            }
            taken += 1;
            used += row.len();
        }
        (taken, used)
    }

    fn write(&self, text: &mut String, taken: usize, full_report: &str) {
        text.push_str(&self.opening);
        let shown = taken.min(self.shown);
        text.extend(self.rows[..shown].iter().map(String::as_str));
        if taken > shown {
            let more = taken - shown;
            text.push_str(&format!("\n<details><summary>{more} more</summary>\n\n"));
            text.push_str(&self.reopening);
            text.extend(self.rows[shown..taken].iter().map(String::as_str));
            text.push_str("\n</details>\n");
        }
        let left_out = self.rows.len() - taken;
        if left_out > 0 {
            text.push_str(&format!(
                "\n… and {left_out} more, truncated; {full_report}\n"
            ));
        }
        text.push_str(&self.closing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rows: usize) -> Section {
        Section {
            opening: "open\n".to_owned(),
            rows: (0..rows).map(|row| format!("row {row:04}\n")).collect(),
            shown: usize::MAX,
            closing: "close\n".to_owned(),
            ..Section::default()
        }
    }

    #[test]
    fn what_fits_is_complete() {
        let text = truncate("head\n", &[section(2)], "tail\n", 10_000, "there");
        assert_eq!(text, "head\nopen\nrow 0000\nrow 0001\nclose\ntail\n");
    }

    #[test]
    fn the_last_sections_lose_rows_first() {
        let text = truncate("", &[section(50), section(100)], "tail", 2_000, "there");
        assert!(text.len() <= 2_000, "{}", text.len());
        let (first, last) = text.split_once("close\nopen\n").unwrap();
        assert!(first.ends_with("row 0049\n"), "{first}");
        assert!(
            last.contains("row 0010\n") && !last.contains("row 0099\n"),
            "{last}"
        );
        assert!(last.contains("truncated; there"), "{last}");
        assert!(last.ends_with("close\ntail"));
    }

    #[test]
    fn a_long_section_leaves_room_for_the_others() {
        let text = truncate("", &[section(5_000), section(3)], "", 4_000, "there");
        assert!(text.len() <= 4_000, "{}", text.len());
        assert_eq!(text.matches("row 0002\n").count(), 2, "{text}");
    }

    #[test]
    fn long_lists_are_folded() {
        let folded = Section {
            shown: 1,
            ..section(3)
        };
        let text = truncate("", &[folded], "", 10_000, "there");
        insta::assert_snapshot!(text, @r"
        open
        row 0000

        <details><summary>2 more</summary>

        row 0001
        row 0002

        </details>
        close
        ");
    }
}
