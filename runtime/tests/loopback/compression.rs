//! Bodies that are compressed.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::reply::Reply;

pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A response of 1 GB of spaces, of which 1 MB is sent.
pub(crate) fn bomb() -> Reply {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    encoder.flush().unwrap();
    // The header has no optional fields; the same block once more is another megabyte.
    let (header, block) = encoder.get_ref().split_at(10);
    Reply::headed("200 OK\r\ncontent-encoding: gzip\r\n")
        .send(header)
        .repeat(block, 1024)
        .close()
}
