//! The cases: which lever is moved where to, in which circumstances.

use crate::model::lever::Lever;

/// A lever moved to a value, while others are set the same in both worlds that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// The lever.
    pub lever: Lever,
    /// Its value from the month of the move on.
    pub value: f64,
    /// What else is set, in both worlds, from the same month on.
    pub context: &'static [(Lever, f64)],
}

const fn case(lever: Lever, value: f64) -> Case {
    Case { lever, value, context: &[] }
}

const fn given(lever: Lever, value: f64, context: &'static [(Lever, f64)]) -> Case {
    Case { lever, value, context }
}

/// Every lever at the ends of its range where the default scenario does not already stand, state laws at two
/// values more, and some levers in circumstances in which they can act.
#[rustfmt::skip]
pub const CASES: [Case; 50] = [
    case(Lever::UsExportControls, 0.0),
    case(Lever::UsExportControls, 1.0),
    case(Lever::UsStateRegimes, 0.0),
    case(Lever::UsStateRegimes, 25.0),
    case(Lever::UsStateRegimes, 50.0),
    case(Lever::UsStateRegimes, 60.0),
    case(Lever::UsFederalPreemption, 1.0),
    given(Lever::UsFederalPreemption, 1.0, &[(Lever::UsStateRegimes, 25.0)]),
    case(Lever::UsOpenModelProgramme, 0.0),
    case(Lever::UsOpenModelProgramme, 1.0),
    case(Lever::UsPublicCompute, 1.0),
    case(Lever::UsGovernmentBan, 0.0),
    case(Lever::UsGovernmentBan, 1.0),
    case(Lever::UsMarketBan, 1.0),
    case(Lever::UsOpenWeightLiability, 0.0),
    case(Lever::UsOpenWeightLiability, 1.0),
    case(Lever::UsStackExport, 0.0),
    case(Lever::UsStackExport, 1.0),
    case(Lever::UsAscendGuidance, 0.0),
    case(Lever::UsAscendGuidance, 1.0),
    given(Lever::UsAscendGuidance, 1.0, &[(Lever::ChinaStackExport, 1.0)]),
    case(Lever::UsSovereignPreference, 0.0),
    case(Lever::UsSovereignPreference, 1.0),
    case(Lever::ChinaChipProgramme, 0.0),
    case(Lever::ChinaChipProgramme, 1.0),
    given(Lever::ChinaChipProgramme, 0.0, &[(Lever::UsExportControls, 1.0)]),
    case(Lever::ChinaOpenModelProgramme, 0.0),
    case(Lever::ChinaOpenModelProgramme, 1.0),
    case(Lever::ChinaPublicCompute, 1.0),
    case(Lever::ChinaStackExport, 0.0),
    case(Lever::ChinaStackExport, 1.0),
    case(Lever::ChinaSovereignPreference, 0.0),
    case(Lever::EuropeAiActBurden, 0.0),
    case(Lever::EuropeAiActBurden, 1.0),
    case(Lever::EuropeOpenSourceExemption, 0.0),
    case(Lever::EuropeOpenSourceExemption, 1.0),
    case(Lever::EuropeOpenModelProgramme, 0.0),
    case(Lever::EuropeOpenModelProgramme, 1.0),
    case(Lever::EuropePublicCompute, 0.0),
    case(Lever::EuropePublicCompute, 1.0),
    case(Lever::EuropeSovereignPreference, 0.0),
    case(Lever::EuropeSovereignPreference, 1.0),
    case(Lever::EuropeGovernmentBan, 0.0),
    case(Lever::EuropeGovernmentBan, 1.0),
    case(Lever::RowOpenModelProgramme, 0.0),
    case(Lever::RowOpenModelProgramme, 1.0),
    case(Lever::RowPublicCompute, 1.0),
    case(Lever::RowSovereignPreference, 0.0),
    case(Lever::RowSovereignPreference, 1.0),
    case(Lever::WorldReactiveGovernments, 1.0),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::scenario::{DEFAULT, Scenario};

    #[test]
    fn every_lever_goes_to_each_end_where_it_does_not_stand() {
        let setup = Scenario::built_in(DEFAULT).unwrap().setup;
        let from = Month::new(2026, 1).unwrap();
        for lever in Lever::all() {
            let (low, high) = lever.spec().range;
            let stands = setup.levers.path(lever).value(from);
            for end in [low, high].into_iter().filter(|end| *end != stands) {
                let moved = CASES.iter().any(|case| case.lever == lever && case.value == end);
                assert!(moved, "{} to {end}", lever.name());
            }
        }
        for Case { lever, value, .. } in CASES {
            let (low, high) = lever.spec().range;
            assert!((low..=high).contains(&value), "{} = {value}", lever.name());
        }
    }
}
