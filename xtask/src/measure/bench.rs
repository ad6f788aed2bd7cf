//! The programs that are measured: an application of each style, and one that
//! decodes and encodes with both.

use std::fmt::Write as _;

use super::{api::MeasuredApi, serde_baseline::ty};

/// Which of the two styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Tables over the runtime.
    Ours,
    /// serde derive.
    Baseline,
}

/// A program that decodes and encodes every body of every operation.
pub(super) fn application(api: &MeasuredApi, style: Style) -> String {
    let library = api.name;
    let mut out = "#![allow(unused_imports)]\n\nuse std::{collections::BTreeMap, io::{Read as _, Write as _}};\n\n\
                   use serde_json::Value;\n"
        .to_owned();
    out.push_str(&match style {
        Style::Ours => format!("use {library}_ours::{{DateTime, models::*}};\n{AGAIN_OURS}"),
        Style::Baseline => format!("use {library}_baseline::*;\n{AGAIN_BASELINE}"),
    });
    out.push_str(APPLICATION);
    for (name, shape) in api.bodies() {
        // Writing into a string cannot fail.
        let _ = writeln!(
            out,
            "        {name:?} => again::<{}>(&body)?,",
            ty(&api.names, shape)
        );
    }
    out.push_str("        _ => return Err(\"unknown body\".into()),\n    };\n");
    out.push_str("    Ok(std::io::stdout().write_all(&text)?)\n}\n");
    out
}

const AGAIN_OURS: &str = "
fn again<T: seamstress_runtime::wire::Wire>(body: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    Ok(seamstress_runtime::encode(&seamstress_runtime::decode::<T>(body)?)?)
}
";

const AGAIN_BASELINE: &str = "
fn again<T: serde::Serialize + serde::de::DeserializeOwned>(
    body: &[u8],
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    Ok(serde_json::to_vec(&serde_json::from_slice::<T>(body)?)?)
}
";

const APPLICATION: &str = "
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let text = match name.as_str() {
";

/// A program that runs one mode on one file: `bench <type> <mode> <times> <file>`.
pub(super) fn bench(api: &MeasuredApi, types: &[String]) -> String {
    let library = api.name;
    let mut out = BENCH.replace("LIBRARY", library);
    for name in types {
        let _ = writeln!(
            out,
            "        {name:?} => bench!({library}_ours::models::{name}, {library}_baseline::{name}, mode, times, &body),"
        );
    }
    out.push_str("        _ => return Err(\"unknown type\".into()),\n    }\n    Ok(())\n}\n");
    out
}

const BENCH: &str = r#"use std::hint::black_box;

use seamstress_runtime::{decode, decode_observed, encode};
use serde_json::Value;

macro_rules! bench {
    ($ours:ty, $baseline:ty, $mode:expr, $times:expr, $body:expr) => {{
        let body: &[u8] = $body;
        match $mode {
            "load" => drop(black_box(body)),
            "ours decode" => for _ in 0..$times {
                black_box(decode::<Vec<$ours>>(black_box(body))?);
            },
            "ours decode, drift observed" => for _ in 0..$times {
                let mut drift = Vec::new();
                black_box(decode_observed::<Vec<$ours>>(black_box(body), &mut drift)?);
                black_box(drift);
            },
            "ours decode through serde" => for _ in 0..$times {
                black_box(serde_json::from_slice::<Vec<$ours>>(black_box(body))?);
            },
            "baseline decode" => for _ in 0..$times {
                black_box(serde_json::from_slice::<Vec<$baseline>>(black_box(body))?);
            },
            "ours encode" => {
                let values = decode::<Vec<$ours>>(body)?;
                for _ in 0..$times {
                    black_box(encode(black_box(&values))?);
                }
            }
            "baseline encode" => {
                let values: Vec<$baseline> = serde_json::from_slice(body)?;
                for _ in 0..$times {
                    black_box(serde_json::to_vec(black_box(&values))?);
                }
            }
            "verify" => {
                let given: Value = serde_json::from_slice(body)?;
                let ours: Value = serde_json::from_slice(&encode(&decode::<Vec<$ours>>(body)?)?)?;
                let baseline: Value = serde_json::to_value(&serde_json::from_slice::<Vec<$baseline>>(body)?)?;
                if ours != given {
                    return Err("our core encodes other JSON than it decoded".into());
                }
                if baseline != given {
                    println!("baseline differs");
                }
            }
            _ => return Err("unknown mode".into()),
        }
    }};
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, name, mode, times, file] = words.as_slice() else {
        return Err("expected four arguments".into());
    };
    let (mode, times): (&str, usize) = (mode, times.parse()?);
    let body = std::fs::read(file)?;
    match name.as_str() {
"#;
