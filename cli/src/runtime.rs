//! `--runtime`: where the manifest of a new crate takes the runtime from.

use std::{
    io,
    path::{Component, Path, PathBuf, absolute},
};

use seamstress_codegen::emit::Runtime;

/// Whether this is a requirement of a version, such as `0.1` or `^0.1.2`, and not a path.
pub(crate) fn is_version(text: &str) -> bool {
    let digits = text.trim_start_matches(['^', '~', '=', '>', '<', ' ']);
    digits.starts_with(|c: char| c.is_ascii_digit()) && !Path::new(text).exists()
}

/// A version of the registry, or a folder, as the manifest of the crate in `out` writes it: a
/// path that is relative to the working folder becomes relative to that of the crate.
///
/// # Errors
///
/// If there is no such folder.
pub(crate) fn runtime(text: &str, out: &Path) -> io::Result<Runtime> {
    if is_version(text) {
        return Ok(Runtime::Version(text.to_owned()));
    }
    let path = Path::new(text);
    if !path.join("Cargo.toml").is_file() {
        return Err(io::Error::other(format!(
            "`--runtime {text}`: this is neither a version nor the folder of a package; write a version such as `0.1`, or the path to the folder of `seamstress-runtime`"
        )));
    }
    Ok(Runtime::Path(match path.is_absolute() {
        true => path.to_owned(),
        false => relative(&absolute(path)?, &absolute(out)?),
    }))
}

/// The path that leads from the folder `from` to `to`; both are absolute.
fn relative(to: &Path, from: &Path) -> PathBuf {
    let [to, from] = [to, from].map(without_dots);
    let shared = to
        .components()
        .zip(from.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let down = to.components().skip(shared);
    let steps: PathBuf = up.chain(down).collect();
    match steps.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => steps,
    }
}

/// The path without `.` and `..`, as it is written: links are not followed.
fn without_dots(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                found.pop();
            }
            other => found.push(other),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_told_from_a_path() {
        for version in ["0.1", "^1.2.3", "=0.4.0", ">=1, <2"] {
            assert!(is_version(version), "{version}");
        }
        for path in ["runtime", "../runtime", "./0.1", "/opt/runtime", ""] {
            assert!(!is_version(path), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_leads_from_the_crate_to_the_runtime() {
        for (to, from, expected) in [
            ("/a/runtime", "/a/client", "../runtime"),
            ("/a/runtime", "/a/b/../b/client", "../../runtime"),
            ("/a/client/runtime", "/a/./client", "runtime"),
            ("/a", "/a", "."),
        ] {
            let found = relative(Path::new(to), Path::new(from));
            assert_eq!(found, Path::new(expected), "{to} from {from}");
        }
    }
}
