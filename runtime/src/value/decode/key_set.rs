//! The fields of an object that have been decoded.

/// A set of small numbers; it allocates only for models of more than 64 fields.
#[derive(Default)]
pub(super) struct KeySet {
    first: u64,
    rest: Vec<u64>,
}

impl KeySet {
    /// Adds `index`; returns whether it was in the set already.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        if index >= 64 {
            return self.insert_into_rest(index);
        }
        let bit = 1 << index;
        let was = self.first & bit != 0;
        self.first |= bit;
        was
    }

    #[cold]
    fn insert_into_rest(&mut self, index: usize) -> bool {
        let (bit, word) = (1 << (index % 64), index / 64);
        if self.rest.len() < word {
            self.rest.resize(word, 0);
        }
        let word = &mut self.rest[word - 1];
        let was = *word & bit != 0;
        *word |= bit;
        was
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.rest.get(word - 1).copied().unwrap_or_default(),
        };
        word & (1 << (index % 64)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::KeySet;

    #[test]
    fn each_index_has_a_bit_of_its_own() {
        let mut seen = KeySet::default();
        for index in [0, 63, 64, 127, 128, 1000] {
            assert!(!seen.contains(index));
            assert!(!seen.insert(index));
            assert!(seen.insert(index));
        }
        let held: Vec<_> = (0..2000).filter(|index| seen.contains(*index)).collect();
        assert_eq!(held, [0, 63, 64, 127, 128, 1000]);
    }
}
