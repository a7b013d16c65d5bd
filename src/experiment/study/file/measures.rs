//! `measures`: which series are kept of each run.

use crate::model::measure::{MEASURES, SeriesKey, catalogue};
use crate::scenario::{Field, Scenario};

/// Every series of each scenario.
pub fn all(scenarios: &[Scenario]) -> Option<Vec<Vec<SeriesKey>>> {
    Some(scenarios.iter().map(|scenario| catalogue(scenario.setup.labs.len())).collect())
}

/// The series of the measures named.
pub fn read(field: &Field<'_>, scenarios: &[Scenario]) -> Option<Vec<Vec<SeriesKey>>> {
    let must = "a list of measures: [\"adoption_share\", \"frontier_gap\"]";
    let items = field.items(must)?;
    if items.is_empty() {
        field.wrong(must);
        return None;
    }
    let names = MEASURES.map(|spec| spec.name);
    let wanted: Vec<&str> = items.iter().filter_map(|item| item.one_of("measure", &names)).collect();
    let mut series = all(scenarios)?;
    series.iter_mut().for_each(|keys| keys.retain(|key| wanted.contains(&key.name())));
    (wanted.len() == items.len()).then_some(series)
}
