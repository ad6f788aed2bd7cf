//! The texts of all inputs, and the positions of lines and nodes in them.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    ops::Range,
    sync::Arc,
};

use super::{Origin, Pointer, Spans, documents::Documents};

/// Every text that a run reads, by path: pages, `overrides.toml` and `names.lock`.
///
/// Later stages hold paths and byte ranges, and look texts up here to show them.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: BTreeMap<Arc<str>, SourceFile>,
    /// By page, the nodes that each step moved, the first step first.
    moved: BTreeMap<Arc<str>, Vec<BTreeMap<Pointer, Origin>>>,
}

impl SourceMap {
    /// Adds a file without spans, in place of the one that has this path.
    pub fn insert(&mut self, path: &str, text: String) -> &SourceFile {
        let path: Arc<str> = path.into();
        let file = SourceFile::new(Arc::clone(&path), text);
        match self.files.entry(path) {
            Entry::Occupied(mut entry) => {
                entry.insert(file);
                entry.into_mut()
            }
            Entry::Vacant(entry) => entry.insert(file),
        }
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// All files, ordered by path.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// Records the positions of the nodes of each document in the file at `path`.
    pub fn set_spans(&mut self, path: &str, spans: Vec<Spans>) {
        if let Some(file) = self.files.get_mut(path) {
            file.documents = Documents::new(spans);
        }
    }

    /// Records that a step moved nodes of the document of `page`: each is at a pointer now, and
    /// was at an origin before the step, in another file or elsewhere in the same one.
    pub fn record_moves(
        &mut self,
        page: &Arc<str>,
        moves: impl IntoIterator<Item = (Pointer, Origin)>,
    ) {
        let moves: BTreeMap<Pointer, Origin> = moves.into_iter().collect();
        if !moves.is_empty() {
            self.moved.entry(Arc::clone(page)).or_default().push(moves);
        }
    }

    /// The node of a text that a node was read from: the same one, unless it was moved.
    pub fn written(&self, origin: &Origin) -> Origin {
        let mut origin = origin.clone();
        let page = Arc::clone(&origin.page);
        // Each step is undone once, the last one first.
        for moves in self.moved.get(&page).into_iter().flatten().rev() {
            if let Some(before) = before(moves, &origin.pointer) {
                origin = before;
            }
            if origin.page != page {
                break;
            }
        }
        origin
    }

    /// The file and the bytes of its text that a node was read from; see [`SourceFile::locate`].
    pub fn locate(&self, origin: &Origin) -> Option<(&SourceFile, Range<usize>)> {
        self.locate_written(&self.written(origin))
    }

    /// As [`locate`](Self::locate), in the document with this number of the node's own file:
    /// several may have a node at its pointer. `None` for a node of another file.
    pub(crate) fn locate_in(&self, origin: &Origin, number: usize) -> Option<Range<usize>> {
        let written = self.written(origin);
        let file = self.get(&origin.page)?;
        let spans = file
            .spans()
            .get(number)
            .filter(|_| written.page == origin.page)?;
        Some(spans.nearest(&written.pointer).1)
    }

    /// As [`locate`](Self::locate), for a node at the place that [`written`](Self::written) found.
    pub(crate) fn locate_written(&self, origin: &Origin) -> Option<(&SourceFile, Range<usize>)> {
        let file = self.get(&origin.page)?;
        Some((file, file.locate(&origin.pointer)?))
    }
}

/// Where the node at `pointer` was before a step, if that moved it or what contains it.
fn before(moves: &BTreeMap<Pointer, Origin>, pointer: &Pointer) -> Option<Origin> {
    pointer.ancestors().find_map(|(ancestor, below)| {
        let origin = moves.get(ancestor)?;
        let page = Arc::clone(&origin.page);
        Some(Origin::new(page, origin.pointer.join_escaped(below)))
    })
}

/// The length of the blocks of bytes whose characters are counted once.
const BLOCK: usize = 1024;

/// The text of one input.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: Arc<str>,
    text: String,
    /// The offset of the first byte of each line.
    lines: Vec<usize>,
    /// How many characters begin before each block of bytes. A document may be one line of
    /// megabytes, and have thousands of findings.
    characters: Vec<usize>,
    /// The nodes of each document in the text.
    documents: Documents,
}

impl SourceFile {
    fn new(path: Arc<str>, text: String) -> Self {
        let after_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        let lines = std::iter::once(0).chain(after_breaks).collect();
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK);
        let characters = blocks.map(|block| {
            let first = before;
            before += count_characters(block);
            first
        });
        Self {
            path,
            characters: characters.collect(),
            text,
            lines,
            documents: Documents::default(),
        }
    }

    /// The path of the file; that of a page is relative to the folder of pages.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The text. All offsets and ranges are bytes of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The positions of nodes, one tree for each document that was parsed.
    pub fn spans(&self) -> &[Spans] {
        self.documents.spans()
    }

    /// The bytes of the node at `pointer`: from the key of a mapping's entry to the end of its
    /// value, or the whole item of a list.
    ///
    /// A node that the text does not contain, because a rewrite made it or an alias stands for
    /// it, is shown at its nearest ancestor. `None` if the file has no document.
    pub fn locate(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let (_, range) = self.documents.nearest(pointer)?;
        Some(range)
    }

    /// The bytes of the node at `pointer`, if the text contains it.
    pub fn locate_exact(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let (depth, range) = self.documents.nearest(pointer)?;
        (depth == pointer.depth()).then_some(range)
    }

    /// The line and the column of a byte, both counted from 1; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let offset = offset.clamp(start, self.text.len());
        let column = self.characters_before(offset) - self.characters_before(start);
        (line, column + 1)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        // At the end of the text there may be no block any more.
        let block = (offset / BLOCK).min(self.characters.len().saturating_sub(1));
        let before = self.characters.get(block).copied().unwrap_or_default();
        before + count_characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line (from 1) without its line break; an empty range if there is no such
    /// line.
    pub fn line(&self, number: usize) -> Range<usize> {
        let end = self.text.len();
        let Some(&start) = self.lines.get(number.wrapping_sub(1)) else {
            return end..end;
        };
        match self.lines.get(number) {
            Some(&next) => start..next - 1,
            None => start..end,
        }
    }
}

/// How many characters begin in the bytes.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.md".into(), text.to_owned())
    }

    #[test]
    fn columns_count_characters() {
        let file = file("one\ntwö x\n");
        let offset = file.text().find('x').unwrap();
        assert_eq!(file.line_column(offset), (2, 5));
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column(3), (1, 4));
        assert_eq!(file.line_column(4), (2, 1));
    }

    #[test]
    fn an_offset_past_the_end_is_on_the_last_line() {
        assert_eq!(file("one\ntwo").line_column(99), (2, 4));
        assert_eq!(file("").line_column(7), (1, 1));
    }

    #[test]
    fn columns_of_long_lines_count_characters() {
        let text = format!("a\n{}", "äbc".repeat(BLOCK));
        let file = file(&text);
        for (offset, _) in text.char_indices().skip(2) {
            let column = text[2..offset].chars().count() + 1;
            assert_eq!(file.line_column(offset), (2, column));
        }
        assert_eq!(file.line_column(text.len()), (2, 3 * BLOCK + 1));
        let whole = SourceFile::new("a.md".into(), "a".repeat(BLOCK));
        assert_eq!(whole.line_column(BLOCK), (1, BLOCK + 1));
    }

    #[test]
    fn a_line_has_no_line_break() {
        let file = file("one\ntwo\n");
        assert_eq!(&file.text()[file.line(1)], "one");
        assert_eq!(&file.text()[file.line(2)], "two");
        assert_eq!(&file.text()[file.line(3)], "");
        assert_eq!(&file.text()[file.line(9)], "");
    }

    #[test]
    fn a_missing_node_is_shown_at_its_nearest_ancestor() {
        let mut spans = Spans::new(0);
        let info = spans.add(Spans::ROOT, "info", 3..20);
        spans.add(info, "title", 9..20);
        let mut sources = SourceMap::default();
        sources.insert("a", String::new());
        sources.set_spans("a", vec![spans]);
        let at = |pointer: &str| Origin::new("a", pointer.parse().unwrap());
        let range = |pointer: &str| sources.locate(&at(pointer)).unwrap().1;
        assert_eq!(range("/info/title"), 9..20);
        assert_eq!(range("/info/version"), 3..20);
        let file = sources.get("a").unwrap();
        assert_eq!(file.locate_exact(&at("/info").pointer), Some(3..20));
        assert_eq!(file.locate_exact(&at("/info/version").pointer), None);
    }
}
