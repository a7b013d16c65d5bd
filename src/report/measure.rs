//! Measures by the names that people give them, and in what their differences are told.

use super::Groups;
use crate::model::lab::LabSpec;
use crate::model::measure::{MEASURES, SeriesKey, catalogue};
use crate::playthrough::Headline;
use crate::scenario::nearest;

/// In what values and differences of a series are told to people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// By this a value is multiplied.
    pub times: f64,
    /// What differences then count.
    pub unit: &'static str,
    /// What the values themselves then count.
    pub level: &'static str,
    /// What counts as much as one percentage point of a share, in the series' own unit.
    pub point: f64,
}

impl Scale {
    /// The scale of a measure's unit.
    pub fn of(unit: &'static str) -> Self {
        let as_is = |level, point| Self { times: 1.0, unit: level, level, point };
        let hundredths = |unit, level| Self { times: 100.0, unit, level, point: 0.01 };
        match unit {
            "share" => hundredths("points", "per cent"),
            "index" => hundredths("hundredths", "hundredths"),
            "log points" => hundredths("hundredths", "hundredths of a log point"),
            "months" => as_is("months", 0.25),
            unit => as_is(unit, 0.1),
        }
    }
}

/// The scale of a series.
pub fn scale(key: &SeriesKey) -> Scale {
    Scale::of(key.spec().unit)
}

/// All series that a player follows on the screen.
pub fn headlines() -> Vec<SeriesKey> {
    Headline::ALL.iter().map(|headline| headline.series()).collect()
}

/// A series in words for people.
pub fn title(key: &SeriesKey, labs: &[LabSpec]) -> String {
    if let Some(headline) = Headline::ALL.iter().find(|headline| headline.series() == *key) {
        return headline.title().to_owned();
    }
    let members = members(key, labs).into_iter().map(|(_, member)| member).filter(|member| *member != ALL);
    let members: Vec<&str> = members.collect();
    let name = key.name().replace('_', " ");
    if members.is_empty() { name } else { format!("{name}: {}", members.join(", ")) }
}

/// The name by which a series is asked for.
pub fn name(key: &SeriesKey, labs: &[LabSpec]) -> String {
    if let Some(headline) = Headline::ALL.iter().find(|headline| headline.series() == *key) {
        return headline.key().to_owned();
    }
    let groups = members(key, labs).into_iter().filter(|(_, member)| *member != ALL);
    let groups: Vec<String> = groups.map(|(group, member)| format!("{group}={member}")).collect();
    if groups.is_empty() { key.name().to_owned() } else { format!("{}:{}", key.name(), groups.join(",")) }
}

/// The series that somebody means by a headline (`china_share`) or by a measure and its groups
/// (`adoption_share:bloc=china,region=row`); a group not named counts as all.
///
/// # Errors
/// With what is wrong and what could be meant.
pub fn find(text: &str, labs: &[LabSpec]) -> Result<SeriesKey, String> {
    let (name, groups) = text.split_once(':').unwrap_or((text, ""));
    if let Some(headline) = Headline::from_key(name).filter(|_| groups.is_empty()) {
        return Ok(headline.series());
    }
    if !MEASURES.iter().any(|spec| spec.name == name) {
        return Err(unknown(name));
    }
    let wanted = pairs(text, groups)?;
    let all: Vec<SeriesKey> = catalogue(labs.len()).into_iter().filter(|key| key.name() == name).collect();
    let fits = |key: &&SeriesKey| {
        members(key, labs).into_iter().all(|(group, member)| {
            let asked = wanted.iter().find(|(of, _)| *of == group).map_or(ALL, |(_, asked)| *asked);
            asked == member
        })
    };
    all.iter().find(fits).copied().ok_or_else(|| none(text, name, &all, labs))
}

const ALL: &str = "all";
const GROUPS: [&str; 6] = ["bloc", "access", "region", "segment", "lab", "pair"];

/// The groups of a series with their members.
fn members<'a>(key: &SeriesKey, labs: &'a [LabSpec]) -> [(&'static str, &'a str); 6] {
    let Groups { bloc, access, region, segment, lab, pair } = Groups::of(key, labs);
    let members = [bloc, access, region, segment, lab.unwrap_or(ALL), pair.unwrap_or(ALL)];
    std::array::from_fn(|i| (GROUPS[i], members[i]))
}

fn pairs<'a>(text: &str, groups: &'a str) -> Result<Vec<(&'a str, &'a str)>, String> {
    let pair = |part: &'a str| {
        let (group, member) = part.split_once('=').ok_or_else(|| {
            format!("`{text}`: after the colon stand groups, as adoption_share:bloc=china,access=open")
        })?;
        if GROUPS.contains(&group) {
            return Ok((group, member));
        }
        Err(format!("`{text}`: there is no group `{group}`; groups are {}", GROUPS.join(", ")))
    };
    groups.split(',').filter(|part| !part.is_empty()).map(pair).collect()
}

fn unknown(name: &str) -> String {
    let headlines = Headline::ALL.map(Headline::key);
    let all = headlines.into_iter().chain(MEASURES.iter().map(|spec| spec.name));
    let near = nearest(name, all).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!(
        "there is no measure `{name}`\n  help: {near}name one of {}; or a measure of `weights explain` with its groups, as adoption_share:bloc=china,region=row",
        headlines.join(", ")
    )
}

fn none(text: &str, name: &str, all: &[SeriesKey], labs: &[LabSpec]) -> String {
    let by = GROUPS.into_iter().filter_map(|group| {
        let mut found: Vec<&str> = Vec::new();
        for (_, member) in all.iter().flat_map(|key| members(key, labs)).filter(|(of, _)| *of == group) {
            if !found.contains(&member) {
                found.push(member);
            }
        }
        (found.len() > 1 || found.first().is_some_and(|only| *only != ALL))
            .then(|| format!("{group} ({})", found.join(", ")))
    });
    let by: Vec<String> = by.collect();
    format!(
        "`{text}`: there is no such series\n  help: `{name}` goes by {}; a group that is not named counts as all",
        by.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn every_series_is_found_by_its_own_name() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        for key in catalogue(labs.len()) {
            assert_eq!(find(&name(&key, &labs), &labs), Ok(key));
            assert!(!title(&key, &labs).is_empty());
        }
        assert_eq!(find("concentration", &labs), Ok(SeriesKey::of("concentration")));
    }

    #[test]
    fn what_is_not_there_is_told_with_what_could_be_meant() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        for (text, expected) in [
            ("chna_share", "did you mean `china_share`?"),
            ("adoption_share", "goes by bloc (all, us, china, europe, row), access"),
            ("adoption_share:bloc=cathay", "there is no such series"),
            ("adoption_share:origin=us", "groups are bloc, access"),
            ("adoption_share:china", "adoption_share:bloc=china,access=open"),
            ("markup", "lab (openai"),
            ("concentration:bloc=us", "goes by region (all, us"),
        ] {
            let report = find(text, &labs).unwrap_err();
            assert!(report.contains(expected), "{text}: {report}");
        }
    }
}
