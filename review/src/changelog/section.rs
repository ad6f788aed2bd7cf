//! A changelog taken apart at its headings of the second level.

/// A changelog: the text before its first section, and its sections.
pub(super) struct Sections {
    before: String,
    sections: Vec<Section>,
}

/// A heading of the second level, and everything below it.
pub(super) struct Section {
    /// The line: `## 0.2.0 - 2026-11-21`.
    heading: String,
    /// The lines below it, each with its line break.
    pub(super) text: String,
}

impl Sections {
    /// Takes the text of a changelog apart.
    pub(super) fn read(text: &str) -> Self {
        let mut sections = Self {
            before: String::new(),
            sections: Vec::new(),
        };
        for line in text.lines() {
            if line.starts_with("## ") {
                sections.sections.push(Section {
                    heading: line.to_owned(),
                    text: String::new(),
                });
                continue;
            }
            let last = sections.sections.last_mut().map(|last| &mut last.text);
            let text = last.unwrap_or(&mut sections.before);
            text.push_str(line);
            text.push('\n');
        }
        sections
    }

    /// The section of `title`: `Unreleased`, or a version.
    pub(super) fn of(&self, title: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.title() == title)
    }

    /// The section of `title`, before all others if there was none.
    pub(super) fn of_or_new(&mut self, title: &str) -> &mut Section {
        let found = self
            .sections
            .iter()
            .position(|section| section.title() == title);
        let at = found.unwrap_or_else(|| {
            if !self.before.is_empty() && !self.before.ends_with("\n\n") {
                self.before.push('\n');
            }
            let new = Section {
                heading: format!("## {title}"),
                text: "\n".to_owned(),
            };
            self.sections.insert(0, new);
            0
        });
        &mut self.sections[at]
    }

    /// Gives the section `Unreleased` another heading, and puts an empty one before it.
    pub(super) fn release(&mut self, heading: String) {
        let released = self.of_or_new("Unreleased");
        let unreleased = std::mem::replace(&mut released.heading, heading);
        let at = self
            .sections
            .iter()
            .position(|section| section.title() != "Unreleased");
        let empty = Section {
            heading: unreleased,
            text: "\n".to_owned(),
        };
        self.sections.insert(at.unwrap_or_default(), empty);
    }

    /// The changelog's text.
    pub(super) fn to_text(&self) -> String {
        let mut text = self.before.clone();
        for section in &self.sections {
            text.push_str(&section.heading);
            text.push('\n');
            text.push_str(&section.text);
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
        }
        format!("{}\n", text.trim_end_matches('\n'))
    }
}

impl Section {
    /// `0.2.0` of `## [0.2.0] - 2026-11-21`.
    fn title(&self) -> &str {
        let title = self.heading.trim_start_matches('#').trim();
        let title = title.split([' ', ']']).next().unwrap_or_default();
        title.trim_start_matches('[')
    }
}
