//! Names of series in one word, as in the columns of results: `frontier_gap__pair_us_china`.

use super::nearest::{nearest, suggestion};
use super::role::groups_of;
use crate::model::lab::LabSpec;
use crate::model::measure::{MEASURES, SeriesKey, catalogue};

/// Why a text names no series.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n  help: {help}")]
pub struct SeriesNameError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// The groups of a series with their members in the words of files; none for all.
pub fn groups_of_series<'a>(key: &SeriesKey, labs: &'a [LabSpec]) -> [(&'static str, Option<&'a str>); 6] {
    let access = key.access.map(|access| access.key()).or(key.release.map(|release| release.key()));
    [
        ("bloc", key.bloc.map(|bloc| bloc.key())),
        ("access", access),
        ("region", key.region.map(|region| region.key())),
        ("segment", key.segment.map(|segment| segment.key())),
        ("lab", key.lab.map(|lab| labs[lab].id.as_str())),
        ("pair", key.pair.map(|pair| pair.key())),
    ]
}

/// The name of a series: the measure, then each group that is not all, as `__group_member`. It needs no quotes
/// in SQL, R or Python, unless a lab's id does.
pub fn series_name(key: &SeriesKey, labs: &[LabSpec]) -> String {
    let groups = groups_of_series(key, labs);
    column_name(key.name(), groups.into_iter().filter_map(|(group, member)| Some((group, member?))))
}

/// The name of the series of a measure and groups that are not all.
pub fn column_name<'a>(measure: &str, groups: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut name = measure.to_owned();
    for (group, member) in groups {
        name.push_str(&format!("__{group}_{}", member.replace('-', "_")));
    }
    name
}

/// The series that a text means, of a roster of labs: the one of this name; all whose names begin so where a
/// `*` stands at the end; all of a measure that is not measured over everything.
///
/// # Errors
/// If there is no such series.
pub fn find_series(text: &str, labs: &[LabSpec]) -> Result<Vec<SeriesKey>, SeriesNameError> {
    let all: Vec<(String, SeriesKey)> =
        catalogue(labs.len()).into_iter().map(|key| (series_name(&key, labs), key)).collect();
    let those = |wanted: &dyn Fn(&str, &SeriesKey) -> bool| -> Vec<SeriesKey> {
        all.iter().filter(|(name, key)| wanted(name, key)).map(|(_, key)| *key).collect()
    };
    let mut found = match text.strip_suffix('*') {
        Some(head) => those(&|name, _| name.starts_with(head)),
        None => those(&|name, _| name == text),
    };
    if found.is_empty() {
        found = those(&|_, key| key.name() == text);
    }
    if found.is_empty() {
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        return Err(unknown(text, &names));
    }
    Ok(found)
}

fn unknown(text: &str, names: &[&str]) -> SeriesNameError {
    let (measure, measures) = (text.split("__").next().unwrap_or_default(), MEASURES.map(|spec| spec.name));
    if !measures.contains(&measure) {
        let message = format!("there is no measure `{measure}`");
        return SeriesNameError { message, help: suggestion(measure, &measures) };
    }
    let inside = format!("{measure}__");
    let of_measure = names.iter().copied().filter(|name| name.starts_with(&inside));
    let asked = nearest(text, of_measure).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let groups = groups_of(measure);
    let form = match groups[..] {
        [] => format!("`{measure}` has no groups"),
        _ => {
            format!("after the measure comes `__GROUP_MEMBER` for each of its groups: {}", groups.join(", "))
        }
    };
    SeriesNameError { message: format!("there is no series `{text}`"), help: asked + &form }
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
            assert_eq!(find_series(&series_name(key, &labs), &labs), Ok(vec![*key]));
        }
        for spec in MEASURES {
            let those = find_series(&format!("{}*", spec.name), &labs).unwrap();
            assert!(all.iter().filter(|key| key.name() == spec.name).all(|key| those.contains(key)));
        }
        let count = |text| find_series(text, &labs).unwrap().len();
        assert_eq!(["frontier_gap", "concentration", "frontier_gap__pair_us*"].map(count), [3, 1, 2]);
    }

    #[test]
    fn wrong_names_say_what_is_wrong_and_how_to_mend_it() {
        let labs = Scenario::built_in("history").unwrap().setup.labs;
        let cases = [
            ("fronteer_gap", "did you mean `frontier_gap`?"),
            ("fronteer_gap__pair_us_china", "did you mean `frontier_gap`?"),
            ("frontier_gap__pair_us_chin", "did you mean `frontier_gap__pair_us_china`?"),
            ("frontier_gap__bloc_us", "for each of its groups: pair"),
            ("lab_share__lab_deepsek", "did you mean `lab_share__lab_deepseek`?"),
            ("market_index__bloc_us", "has no groups"),
            ("", "there is no measure"),
        ];
        for (text, expected) in cases {
            let report = find_series(text, &labs).unwrap_err().to_string();
            assert!(report.contains(expected), "{text}: {report}");
        }
    }
}
