//! Which measures are looked at: those that are named, or a few that are asked for most.

use anyhow::anyhow;

use crate::cli::Failure;
use crate::scenario::nearest;

/// Measures looked at where none is named and there are many.
const HEADLINES: [&str; 6] = [
    "adoption_share__access_open",
    "adoption_share__bloc_china",
    "adoption_share__bloc_us__access_open",
    "frontier_gap__pair_us_china",
    "values_exposure__region_europe",
    "concentration",
];
/// So many are looked at without being asked for.
const FEW: usize = 6;
const ALL: &str = "all";

/// The columns that are meant, in the order of the table.
///
/// # Errors
/// If a name means none.
pub fn choose(
    names: &[String],
    columns: &[String],
    note: &mut impl FnMut(&str),
) -> Result<Vec<String>, Failure> {
    if names.is_empty() {
        return Ok(unasked(columns, note));
    }
    for name in names {
        if !columns.iter().any(|column| is_meant(name, column)) {
            return Err(unknown(name, columns));
        }
    }
    let meant = |column: &&String| names.iter().any(|name| is_meant(name, column));
    Ok(columns.iter().filter(meant).cloned().collect())
}

fn is_meant(name: &str, column: &str) -> bool {
    name == ALL || name == column || column.split("__").next() == Some(name) && !is_column_name(name)
}

/// Whether a name has groups, so that it is one column's alone.
fn is_column_name(name: &str) -> bool {
    name.contains("__")
}

fn unasked(columns: &[String], note: &mut impl FnMut(&str)) -> Vec<String> {
    if columns.len() <= FEW {
        return columns.to_vec();
    }
    let headlines = columns.iter().filter(|column| HEADLINES.contains(&column.as_str()));
    let mut few: Vec<String> = headlines.cloned().collect();
    if few.is_empty() {
        few = columns[..FEW].to_vec();
    }
    note(&format!(
        "{} of the {} measures of these results; name others with --measure NAME, or --measure {ALL}",
        few.len(),
        columns.len()
    ));
    few
}

fn unknown(name: &str, columns: &[String]) -> Failure {
    let measures = columns.iter().filter_map(|column| column.split("__").next());
    let near = nearest(name, columns.iter().map(String::as_str).chain(measures));
    let asked = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let help =
        "the first line of runs.csv, or the columns of runs.parquet after `world`, are the measures kept";
    Failure::Input(anyhow!("--measure {name}: the results have no such measure{asked}\n  help: {help}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_column_a_measure_or_all_can_be_named() {
        let all =
            columns(&["concentration", "lab_share__lab_x", "concentration__region_us", "markup__lab_x"]);
        let choose = |names: &[&str]| choose(&columns(names), &all, &mut |_| {}).map_err(|e| e.to_string());
        assert_eq!(choose(&["lab_share__lab_x"]).unwrap(), columns(&["lab_share__lab_x"]));
        assert_eq!(
            choose(&["concentration"]).unwrap(),
            columns(&["concentration", "concentration__region_us"])
        );
        assert_eq!(choose(&["all"]).unwrap().len(), 4);
        assert_eq!(choose(&[]).unwrap().len(), 4);
        let error = choose(&["concentratoin"]).unwrap_err();
        assert!(error.contains("did you mean `concentration`?"), "{error}");
    }

    #[test]
    fn of_many_measures_a_few_are_looked_at_and_that_is_said() {
        let mut all = columns(&["concentration", "adoption_share__access_open"]);
        all.extend((0..9).map(|i| format!("markup__lab_{i}")));
        let mut notes = Vec::new();
        let few = choose(&[], &all, &mut |text: &str| notes.push(text.to_owned())).unwrap();
        assert_eq!(few, columns(&["concentration", "adoption_share__access_open"]));
        assert!(notes[0].starts_with("2 of the 11 measures"), "{notes:?}");
    }
}
