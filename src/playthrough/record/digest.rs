//! The digest of what a game starts from.
//!
//! What the scenario starts from is put into the text that Rust writes for all its fields, with the role and the
//! dilemmas after it; the number of adopters is left out, since it stands beside it.

pub use crate::model::digest::{Digest, NotADigest};
use crate::model::setup::Setup;
use crate::playthrough::Facts;

impl Digest {
    /// The digest of what a game starts from, but for its seed and its number of adopters.
    pub fn of_scenario(facts: &Facts) -> Self {
        let setup = Setup { adopters: 0, ..facts.setup.clone() };
        let told = format!("{setup:?}{:?}{:?}", facts.role, facts.dilemmas);
        Self::of_parts([&facts.play_from.0.to_le_bytes()[..], told.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::history::History;
    use crate::playthrough::fixture;

    #[test]
    fn every_bit_of_a_history_counts_and_adopters_are_told_apart_elsewhere() {
        let mut game = fixture::game();
        let history = game.snapshot().played;
        let digest = Digest::of_history(&history);
        assert_eq!(digest, Digest::of_history(&history.clone()));
        let mut other = History::clone(&history);
        other.rows[3].compute[1] = f64::from_bits(other.rows[3].compute[1].to_bits() ^ 1);
        assert_ne!(digest, Digest::of_history(&other));
        game.step();
        assert_ne!(digest, Digest::of_history(&game.snapshot().played));
        let mut facts = fixture::facts();
        let scenario = Digest::of_scenario(&facts);
        facts.setup.adopters += 1;
        assert_eq!(Digest::of_scenario(&facts), scenario);
        facts.setup.labs[0].size += 1e-12;
        assert_ne!(Digest::of_scenario(&facts), scenario);
    }
}
