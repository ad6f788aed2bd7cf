//! The rewrites and checks, each on a small document.
