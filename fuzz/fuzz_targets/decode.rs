#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| seamstress_properties::decode(input));
