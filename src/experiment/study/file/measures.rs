//! `measures`: which series are kept of each run: all of a measure, or the one of some groups.

use crate::model::measure::{MEASURES, SeriesKey, catalogue};
use crate::scenario::{Field, Node, Scenario, groups_of, members, series_of, suggestion};

const MUST: &str = "a list of measures: [\"frontier_gap\", { measure = \"adoption_share\", bloc = \"us\", access = \"open\" }]";

/// Every series of each scenario.
pub fn all(scenarios: &[Scenario]) -> Option<Vec<Vec<SeriesKey>>> {
    Some(scenarios.iter().map(|scenario| catalogue(scenario.setup.labs.len())).collect())
}

/// The series named, for each scenario in the order of its catalogue.
pub fn read(field: &Field<'_>, scenarios: &[Scenario]) -> Option<Vec<Vec<SeriesKey>>> {
    let items = field.items(MUST)?;
    if items.is_empty() {
        field.wrong(MUST);
        return None;
    }
    let wanted: Vec<Option<Wanted>> = items.iter().map(|item| wanted(item, scenarios)).collect();
    let wanted: Vec<Wanted> = wanted.into_iter().collect::<Option<_>>()?;
    let mut series = all(scenarios)?;
    for (keys, scenario) in series.iter_mut().zip(scenarios) {
        keys.retain(|key| wanted.iter().any(|wanted| wanted.is(key, scenario)));
    }
    Some(series)
}

/// A measure, and pairs of group and member where one series alone is meant.
struct Wanted {
    measure: &'static str,
    groups: Option<Vec<(&'static str, String)>>,
}

impl Wanted {
    fn is(&self, key: &SeriesKey, scenario: &Scenario) -> bool {
        match &self.groups {
            None => key.name() == self.measure,
            Some(groups) => series_of(self.measure, groups, &scenario.setup.labs).as_ref() == Some(key),
        }
    }
}

fn wanted(item: &Field<'_>, scenarios: &[Scenario]) -> Option<Wanted> {
    if item.is_a_text() {
        return Some(Wanted { measure: measure(item)?, groups: None });
    }
    let table = item.table(MUST)?;
    let measure = measure(&table.need("measure", "the name of a measure")?)?;
    let wanted = Wanted { measure, groups: Some(groups(&table, measure, scenarios)?) };
    let unmeasured = |scenario: &&Scenario| {
        !catalogue(scenario.setup.labs.len()).iter().any(|key| wanted.is(key, scenario))
    };
    if scenarios.iter().any(|scenario| unmeasured(&scenario)) {
        let message = format!("`{measure}` is not measured for this group, or needs one");
        table.report(
            message,
            Some(format!("the groups of `{measure}` are: {}", groups_of(measure).join(", "))),
        );
        return None;
    }
    Some(wanted)
}

fn measure(field: &Field<'_>) -> Option<&'static str> {
    let names = MEASURES.map(|spec| spec.name);
    let word = field.one_of("measure", &names)?;
    names.into_iter().find(|name| *name == word)
}

/// The groups that a table names beside its measure.
fn groups(table: &Node<'_>, measure: &str, scenarios: &[Scenario]) -> Option<Vec<(&'static str, String)>> {
    let allowed = groups_of(measure);
    let keys: Vec<&str> = std::iter::once("measure").chain(allowed.iter().copied()).collect();
    table.only(&keys);
    if table.fields().any(|field| !keys.contains(&field.key)) {
        return None;
    }
    let given = allowed.into_iter().filter_map(|group| Some((group, table.field(group)?)));
    let groups = given.map(|(group, field)| Some((group, member(&field, measure, group, scenarios)?)));
    groups.collect::<Vec<_>>().into_iter().collect()
}

fn member(field: &Field<'_>, measure: &str, group: &str, scenarios: &[Scenario]) -> Option<String> {
    let name = field.text()?;
    if group != "lab" {
        let allowed = members(measure, group);
        if !allowed.contains(&name) {
            field.report(format!("there is no {group} `{name}`"), Some(suggestion(name, &allowed)));
            return None;
        }
        return Some(name.to_owned());
    }
    for scenario in scenarios {
        let ids: Vec<&str> = scenario.setup.labs.iter().map(|lab| lab.id.as_str()).collect();
        if !ids.contains(&name) {
            let message = format!("there is no lab `{name}` in the scenario `{}`", scenario.name);
            field.report(message, Some(suggestion(name, &ids)));
            return None;
        }
    }
    Some(name.to_owned())
}
