//! Fields as Scribe writes them for Laravel: paragraphs of HTML in a form, each with a name in bold
//! code, a type in small letters, and perhaps `optional`.

use crate::{
    extract::{
        field::{Field, Shape, nest},
        operation::Group,
        section::Section,
        words::{self, Role},
    },
    html::{self, Tag},
};

/// What only its forms have.
const MARK: &str = "data-component=";

/// Whether a section has such fields.
pub(super) fn matches(section: &Section<'_>) -> bool {
    section.text().contains(MARK)
}

/// The fields of a section: a group below each heading of its form.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut reader = Reader::default();
    let text = section.text();
    let start = section.range.start;
    let mut at = 0;
    while let Some(offset) = text[at..].find('<') {
        let here = at + offset;
        let fences = section.fences();
        let next = fences.partition_point(|it| it.range.end <= start + here);
        let fence = fences
            .get(next)
            .filter(|it| it.opening.start <= start + here);
        if let Some(fence) = fence {
            at = (fence.range.end - start).clamp(here + 1, text.len());
            continue;
        }
        reader.text(&text[at..here]);
        let length = html::length(&text[here..]);
        let tag = length.and_then(|it| Some((Tag::of(&text[here..here + it])?, it)));
        at = here + tag.as_ref().map_or(1, |(_, length)| *length);
        if let Some((tag, _)) = tag {
            reader.tag(&tag, start + here);
        }
    }
    reader.finish()
}

/// What the text that follows is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// Nothing of a field.
    #[default]
    Other,
    Heading,
    Name,
    Type,
    /// `optional`
    Mark,
    Description,
}

#[derive(Default)]
struct Reader {
    part: Part,
    /// Whether the tag of bold text is directly above.
    is_bold: bool,
    heading: String,
    role: Option<Role>,
    field: Option<Field>,
    fields: Vec<Field>,
    groups: Vec<Group>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        self.is_bold &= text.trim().is_empty();
        let text = html::decoded(text);
        let field = self.field.as_mut();
        match (self.part, field) {
            (Part::Heading, _) => self.heading.push_str(&text),
            (Part::Name, Some(field)) => field.wire.push_str(text.trim()),
            (Part::Type, Some(field)) => {
                let words = field.type_text.get_or_insert_default();
                words.push_str(text.trim());
            }
            (Part::Mark, Some(field)) if text.trim() == "optional" => field.required = Some(false),
            (Part::Mark | Part::Description, Some(field)) => field.description.push_str(&text),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, at: usize) {
        let name = tag.name.to_ascii_lowercase();
        match (name.as_str(), tag.is_end) {
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                self.end_group();
                self.heading.clear();
                self.part = Part::Heading;
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => {
                self.role = words::role(self.heading.trim());
                self.part = Part::Other;
            }
            ("form", true) => self.end_group(),
            ("b", is_end) if self.part != Part::Heading => self.is_bold = !is_end,
            ("code", false) if self.is_bold => {
                self.end_field();
                self.field = Some(Field {
                    range: at..at,
                    ..Field::default()
                });
                self.part = Part::Name;
            }
            ("code", true) if self.part == Part::Name => self.part = Part::Description,
            ("code", _) => self.text("`"),
            ("small", false) if self.has_name_only() => self.part = Part::Type,
            ("i", false) if self.part == Part::Description => self.part = Part::Mark,
            ("small" | "i", true) if self.field.is_some() => self.part = Part::Description,
            ("input", _) => self.input(tag),
            ("br" | "p" | "li", _) if self.part == Part::Description => self.text("\n"),
            _ => {}
        }
    }

    /// Whether nothing but its name is known of the open field.
    fn has_name_only(&self) -> bool {
        let mut field = self.field.iter();
        field.any(|it| it.type_text.is_none() && it.description.trim().is_empty())
    }

    /// Reads the input of a field, which has its name where the text has a value.
    fn input(&mut self, tag: &Tag<'_>) {
        let mut names = tag.attributes().filter(|(name, _)| *name == "name");
        if let Some((field, (_, name))) = self.field.as_mut().zip(names.next())
            && field.type_text.is_none()
        {
            field.wire = name.to_owned();
        }
    }

    fn end_field(&mut self) {
        self.part = Part::Other;
        let Some(mut field) = self.field.take() else {
            return;
        };
        // `api/doors` is the path of the operation.
        let is_name = !field.wire.is_empty() && !field.wire.contains(['/', ' ']);
        if !is_name {
            return;
        }
        field.wire = field.wire.replace(".*", "[]");
        let is_sent = matches!(self.role, Some(Role::Request(_)));
        if is_sent && field.type_text.is_some() {
            field.required.get_or_insert(true);
        }
        let lines = field.description.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        field.values = words::values(&lines.join(" "));
        field.description = lines.join("\n");
        field.default = words::default(&field.description);
        self.fields.push(field);
    }

    fn end_group(&mut self) {
        self.end_field();
        let fields = std::mem::take(&mut self.fields);
        if let Some(role) = self.role.take().filter(|_| !fields.is_empty()) {
            self.groups.push(Group {
                role,
                fields: nest(fields),
                shape: Shape::Object,
                title: None,
                is_type: false,
                is_guess: false,
            });
        }
    }

    fn finish(mut self) -> Vec<Group> {
        self.end_group();
        self.groups
    }
}
