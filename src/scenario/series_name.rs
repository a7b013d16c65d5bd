//! Names of series in one text: `frontier_gap[pair=us-china]`, or `frontier_gap` for all series of the measure.

use super::nearest::suggestion;
use super::role::{groups_of, members, series_of};
use crate::model::lab::LabSpec;
use crate::model::measure::{MEASURES, SeriesKey, catalogue};

/// Why a text names no series.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}`: {message}\n  help: {help}")]
pub struct SeriesNameError {
    /// The name as it was given.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

const FORM: &str = "write MEASURE for all its series, or MEASURE[GROUP=MEMBER,...] for one, as \
                    adoption_share[bloc=china,access=open]";

/// The name of a series; [`find_series`] reads it again.
pub fn series_name(key: &SeriesKey, labs: &[LabSpec]) -> String {
    let access = key.access.map(|access| access.key()).or(key.release.map(|release| release.key()));
    let groups = [
        ("bloc", key.bloc.map(|bloc| bloc.key())),
        ("access", access),
        ("region", key.region.map(|region| region.key())),
        ("segment", key.segment.map(|segment| segment.key())),
        ("lab", key.lab.map(|lab| labs[lab].id.as_str())),
        ("pair", key.pair.map(|pair| pair.key())),
    ];
    let named = groups.into_iter().filter_map(|(group, member)| Some(format!("{group}={}", member?)));
    let named: Vec<String> = named.collect();
    if named.is_empty() && groups_of(key.name()).is_empty() {
        return key.name().to_owned();
    }
    format!("{}[{}]", key.name(), named.join(","))
}

/// The series that a text means, of a roster of labs: all series of a measure, or the one of the groups
/// between brackets, where a group that is not named counts as all.
///
/// # Errors
/// If there is no such measure, group or member, or the measure is not taken of these groups.
pub fn find_series(text: &str, labs: &[LabSpec]) -> Result<Vec<SeriesKey>, SeriesNameError> {
    let wrong = |message: String, help: String| SeriesNameError { text: text.to_owned(), message, help };
    let (name, groups) = match text.split_once('[') {
        None => (text, None),
        Some((name, rest)) => {
            let groups = rest.trim_end().strip_suffix(']');
            let groups =
                groups.ok_or_else(|| wrong("there is no `]` at its end".to_owned(), FORM.to_owned()));
            (name, Some(groups?))
        }
    };
    let names = MEASURES.map(|spec| spec.name);
    let Some(measure) = names.into_iter().find(|known| *known == name.trim()) else {
        return Err(wrong(format!("there is no measure `{}`", name.trim()), suggestion(name.trim(), &names)));
    };
    let all = catalogue(labs.len()).into_iter();
    let Some(groups) = groups else { return Ok(all.filter(|key| key.name() == measure).collect()) };
    let given = given(measure, groups, labs).map_err(|(message, help)| wrong(message, help))?;
    let key = series_of(measure, &given, labs);
    let measured: Vec<SeriesKey> = all.filter(|known| Some(*known) == key).collect();
    if measured.is_empty() {
        let allowed = groups_of(measure);
        let message = format!("`{measure}` is not measured for this group, or needs one");
        return Err(wrong(message, format!("the groups of `{measure}` are: {}", allowed.join(", "))));
    }
    Ok(measured)
}

type Refusal = (String, String);

/// The groups between the brackets.
fn given(measure: &str, groups: &str, labs: &[LabSpec]) -> Result<Vec<(&'static str, String)>, Refusal> {
    let allowed = groups_of(measure);
    let mut given: Vec<(&'static str, String)> = Vec::new();
    for part in groups.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let pair = part.split_once('=').map(|(group, member)| (group.trim(), member.trim()));
        let (name, member) = pair.ok_or_else(|| (format!("`{part}` has no `=`"), FORM.to_owned()))?;
        let Some(group) = allowed.iter().find(|group| **group == name) else {
            let message = format!("`{measure}` is not taken by `{name}`");
            return Err((message, suggestion(name, &allowed)));
        };
        if given.iter().any(|(earlier, _)| earlier == group) {
            return Err((format!("`{group}` is named twice"), "name each group once".to_owned()));
        }
        let ids: Vec<&str> = labs.iter().map(|lab| lab.id.as_str()).collect();
        let members = if *group == "lab" { ids } else { members(measure, group) };
        if !members.contains(&member) {
            return Err((format!("there is no {group} `{member}`"), suggestion(member, &members)));
        }
        given.push((group, member.to_owned()));
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn every_series_reads_as_it_is_named_and_a_measure_means_all_of_them() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        let all = catalogue(labs.len());
        for key in &all {
            let name = series_name(key, &labs);
            let is_alone = groups_of(key.name()).is_empty();
            assert_eq!(find_series(&name, &labs), Ok(vec![*key]), "{name}");
            assert_eq!(name.contains('['), !is_alone, "{name}");
        }
        let of_measures = MEASURES.iter().flat_map(|spec| find_series(spec.name, &labs).unwrap());
        assert_eq!(of_measures.count(), all.len());
    }

    #[test]
    fn wrong_names_say_what_is_wrong_and_how_to_mend_it() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        let cases = [
            ("fronteer_gap", "did you mean `frontier_gap`?"),
            ("frontier_gap[", "no `]`"),
            ("frontier_gap[us-china]", "no `=`"),
            ("frontier_gap[pair=us-chin]", "did you mean `us-china`?"),
            ("frontier_gap[bloc=us]", "allowed: pair"),
            ("frontier_gap[]", "the groups of `frontier_gap` are: pair"),
            ("adoption_share[]", "or needs one"),
            ("adoption_share[bloc=us,bloc=china]", "named twice"),
            ("lab_share[lab=deepsek]", "did you mean `deepseek`?"),
            ("market_index[bloc=us]", "not taken by"),
        ];
        for (text, expected) in cases {
            let report = find_series(text, &labs).unwrap_err().to_string();
            assert!(report.contains(expected) && report.contains(text), "{text}: {report}");
        }
    }
}
