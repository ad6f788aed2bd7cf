//! Copies of the pages of a site.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use seamstress_codegen::{Input, generate, project::Project, source::Source};

/// The pages of a site.
pub(super) struct Pages {
    sources: Vec<Source>,
    /// The paths of all operations.
    paths: BTreeSet<String>,
}

impl Pages {
    /// Reads the pages below `folder`.
    ///
    /// # Errors
    ///
    /// Where one cannot be read, or none describes an operation.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let sources = Project::pages_in(folder)?;
        let output = generate(Input {
            sources: sources.clone(),
            ..Input::default()
        });
        let operations = output.api.operations.into_keys();
        let paths: BTreeSet<String> = operations.map(|key| key.path).collect();
        let folder = folder.display();
        ensure!(
            !paths.is_empty(),
            "no page in {folder} describes an operation"
        );
        Ok(Self { sources, paths })
    }

    /// Writes copies of the pages to `folder`, with other names for operations and components.
    ///
    /// # Errors
    ///
    /// Where a page cannot be written.
    pub(super) fn write(&self, folder: &Path, copies: usize) -> Result<()> {
        for copy in 0..copies {
            let mark = format!("Copy{copy}");
            for Source { path, text } in &self.sources {
                let path = folder.join(mark.to_lowercase()).join(path);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(&path, rename(text, &mark, &self.paths))
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Marks the paths and the ids of operations, and the names of components. Documents on pages are
/// in YAML, with an indentation of two.
fn rename(text: &str, mark: &str, paths: &BTreeSet<String>) -> String {
    let mut renamed = String::with_capacity(text.len() + text.len() / 8);
    let mut in_components = false;
    let mut is_named = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let start = line.len() - content.len();
        let content = content.trim_end();
        match start {
            0 if !content.is_empty() => in_components = content == "components:",
            // Requirements name the schemes, and are left as they are.
            2 => is_named = content != "securitySchemes:",
            _ => {}
        }
        let line = rename_references(line, mark);
        let line = rename_paths(&line, &mark.to_lowercase(), paths);
        if in_components && is_named && start == 4 && content.ends_with(':') {
            let quote = usize::from(content.starts_with(['\'', '"']));
            renamed += &line[..start + quote];
            renamed += mark;
            renamed += &line[start + quote..];
        } else if content.starts_with("operationId: ") {
            renamed += line.trim_end();
            renamed += mark;
            renamed.push('\n');
        } else {
            renamed += &line;
        }
    }
    renamed
}

/// Marks what references to components name.
fn rename_references(line: &str, mark: &str) -> String {
    let mut parts = line.split("#/components/");
    let mut renamed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        renamed += "#/components/";
        match part.split_once('/') {
            Some((section, name)) if section != "securitySchemes" => {
                renamed += &format!("{section}/{mark}{name}");
            }
            _ => renamed += part,
        }
    }
    renamed
}

/// Puts a segment before each path of an operation.
fn rename_paths(line: &str, segment: &str, paths: &BTreeSet<String>) -> String {
    let is_of_path = |it: char| it.is_alphanumeric() || "/_-{}".contains(it);
    let mut renamed = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('/') {
        let end = rest[start..].find(|it| !is_of_path(it));
        let run = &rest[start..end.map_or(rest.len(), |end| start + end)];
        renamed += &rest[..start];
        let mut starts = run.match_indices('/').map(|(at, _)| at);
        match starts.find(|at| paths.contains(&run[*at..])) {
            Some(at) => renamed += &format!("{}/{segment}{}", &run[..at], &run[at..]),
            None => renamed += run,
        }
        rest = &rest[start + run.len()..];
    }
    renamed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_copy_describes_operations_and_components_of_its_own() {
        let page = "\
Calls `POST /doors/open`, see [doors](/doors/openings).

```yaml /openapi.json post /doors/open
paths:
  /doors/open:
    post:
      operationId: openDoor
      responses: {'200': {$ref: '#/components/responses/Door'}}
      security:
        - key: []
components:
  responses:
    Door:
      description: A door
  securitySchemes:
    key:
      type: http
```
curl https://api.example/doors/open
";
        let renamed = rename(page, "Copy1", &BTreeSet::from(["/doors/open".to_owned()]));
        assert_eq!(
            renamed,
            "\
Calls `POST /copy1/doors/open`, see [doors](/doors/openings).

```yaml /openapi.json post /copy1/doors/open
paths:
  /copy1/doors/open:
    post:
      operationId: openDoorCopy1
      responses: {'200': {$ref: '#/components/responses/Copy1Door'}}
      security:
        - key: []
components:
  responses:
    Copy1Door:
      description: A door
  securitySchemes:
    key:
      type: http
```
curl https://api.example/copy1/doors/open
"
        );
    }
}
