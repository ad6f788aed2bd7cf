//! Keys by which a server recognizes a request that it has received before.

use http::HeaderValue;

use crate::error::ErrorKind;

/// A random key: a UUID of version 4.
///
/// It comes from the system's generator: keys of all clients of an account must differ, since a
/// server does nothing for a key that it knows.
///
/// # Errors
///
/// If the system has no random numbers.
pub(super) fn idempotency_key() -> Result<HeaderValue, ErrorKind> {
    let mut bytes = [0; 16];
    let filled = getrandom::fill(&mut bytes);
    let text = filled
        .map_err(|error| error.to_string())
        .map(|()| uuid(bytes));
    let key = text.and_then(|text| text.parse().map_err(|_| "it is not ASCII".to_owned()));
    key.map_err(|why| ErrorKind::Config(format!("there is no idempotency key: {why}")))
}

/// The UUID of version 4 (RFC 9562) with these random bits.
fn uuid(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    let bits = bits & !(0xf000 << 64) | (0x4000 << 64);
    let bits = bits & !(0xc000 << 48) | (0x8000 << 48);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        bits >> 80 & 0xffff,
        bits >> 64 & 0xffff,
        bits >> 48 & 0xffff,
        bits & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_key_is_a_uuid_of_version_4() {
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([255; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        let bytes = std::array::from_fn(|index| u8::try_from(index * 17).unwrap_or_default());
        assert_eq!(uuid(bytes), "00112233-4455-4677-8899-aabbccddeeff");
    }
}
