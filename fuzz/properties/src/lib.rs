//! What holds for every input, however malformed.
//!
//! Each function takes the bytes of an input and panics where its property does not hold. Input
//! that is not UTF-8 is skipped, because the programs reject it before anything is read. The
//! fuzzers of `fuzz/fuzz_targets/` and the replay of `fuzz/corpus/` call the same functions.

mod archive;
mod decode;
mod extract;
mod lock;
mod overrides;
mod pipeline;
mod review;
mod yaml;

pub use self::{
    decode::decode,
    extract::extract,
    lock::lock,
    overrides::overrides,
    pipeline::{Differing, differing_run, pipeline},
    review::review,
    yaml::yaml,
};

/// A property.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzzer and of its folder below `fuzz/corpus/`.
pub const PROPERTIES: &[(&str, Property)] = &[
    ("decode", decode),
    ("extract", extract),
    ("lock", lock),
    ("overrides", overrides),
    ("pipeline", pipeline),
    ("review", review),
    ("yaml", yaml),
];
