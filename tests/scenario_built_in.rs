//! Every built-in scenario loads, and its facts agree with the record.

use weights_of_nations::scenario::{Scenario, built_ins};

#[test]
fn every_built_in_loads() {
    for name in built_ins() {
        let scenario = Scenario::built_in(name).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(scenario.name, name);
    }
}
