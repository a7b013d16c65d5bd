//! What a series measures, in words of files, and the name of its column in the table of runs.

use serde::{Deserialize, Serialize};

use crate::model::lab::LabSpec;
use crate::model::measure::SeriesKey;
use crate::report::Groups;
use crate::scenario::column_name;

/// A series by measure and groups, in the words of docs/results.md. The same in scenarios of other labs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The measure.
    pub measure: String,
    /// Bloc of origin, or all.
    pub bloc: String,
    /// Kind of access or release, or all.
    pub access: String,
    /// Region, or all.
    pub region: String,
    /// Segment, or all.
    pub segment: String,
    /// The lab; empty if of no single one.
    pub lab: String,
    /// The pair; empty if of none.
    pub pair: String,
}

/// The names of a label's columns, in order.
pub const COLUMNS: [&str; 7] = ["measure", "bloc", "access", "region", "segment", "lab", "pair"];

impl Label {
    /// The label of a series, given the labs of its scenario.
    pub fn of(key: &SeriesKey, labs: &[LabSpec]) -> Self {
        let Groups { bloc, access, region, segment, lab, pair } = Groups::of(key, labs);
        let [bloc, access, region, segment, lab, pair] =
            [bloc, access, region, segment, lab.unwrap_or_default(), pair.unwrap_or_default()]
                .map(str::to_owned);
        Self { measure: key.name().to_owned(), bloc, access, region, segment, lab, pair }
    }

    /// Its values, in the order of [`COLUMNS`].
    pub fn values(&self) -> [&str; 7] {
        [&self.measure, &self.bloc, &self.access, &self.region, &self.segment, &self.lab, &self.pair]
            .map(String::as_str)
    }

    /// The name of the column with its value at the end of a run: `adoption_share__bloc_china__access_open`.
    pub fn column(&self) -> String {
        let groups = COLUMNS.into_iter().zip(self.values()).skip(1);
        column_name(&self.measure, groups.filter(|(_, member)| !member.is_empty() && *member != "all"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::catalogue;
    use crate::scenario::{Scenario, built_ins, series_name};

    #[test]
    fn columns_have_names_of_their_own_that_need_no_quotes() {
        for scenario in built_ins() {
            let labs = Scenario::built_in(scenario).unwrap().setup.labs;
            let labels = catalogue(labs.len()).into_iter().map(|key| Label::of(&key, &labs));
            let mut names: Vec<String> = labels.map(|label| label.column()).collect();
            for name in &names {
                assert!(
                    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                    "{name}"
                );
            }
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{scenario}");
        }
    }

    #[test]
    fn a_column_has_the_name_by_which_its_series_is_asked_for() {
        for scenario in built_ins() {
            let labs = Scenario::built_in(scenario).unwrap().setup.labs;
            for key in catalogue(labs.len()) {
                assert_eq!(Label::of(&key, &labs).column(), series_name(&key, &labs));
            }
        }
    }

    #[test]
    fn a_name_tells_the_groups() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        let names: Vec<String> =
            catalogue(labs.len()).iter().map(|key| Label::of(key, &labs).column()).collect();
        for name in [
            "adoption_share__bloc_china__access_open",
            "adoption_share__bloc_us__region_europe__segment_health",
            "frontier_gap__pair_us_china",
            "open_releases__bloc_us__access_dual",
            "markup__lab_openai",
            "market_index",
        ] {
            assert!(names.iter().any(|other| other == name), "{name}");
        }
    }
}
