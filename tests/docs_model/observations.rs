//! The tables of observations: what each series measures, and what corresponds to it in the model.

use weights_of_nations::model::calendar::Month;
use weights_of_nations::scenario::observation::{Observation, Observations};

use crate::tables::{code, table};

fn built_in() -> Observations {
    Observations::built_in().expect("the data of the program")
}

/// What corresponds to each series in the model.
pub fn observables() -> String {
    let data = built_in();
    let rows = data.series.iter().map(|series| {
        let observable = series.observable;
        [code(&series.id), code(observable.name()), observable.meaning().to_owned(), series.caveat.clone()]
    });
    table(["series", "observable", "what it is in the model", "what the series does not measure"], rows)
}

/// First and last month, number of figures and how many of them are scored.
fn extent(rows: &[&Observation]) -> [String; 2] {
    let first = rows.iter().map(|row| row.written[0].as_str()).min().unwrap_or("-");
    let last = rows.iter().map(|row| row.to).max().unwrap_or(Month::FIRST);
    let scored = rows.iter().filter(|row| row.scored).count();
    [format!("{first} to {last}"), format!("{} ({scored})", rows.len())]
}

/// What each series measures and what it does not.
pub fn series() -> String {
    let data = built_in();
    let rows = data.series.iter().enumerate().map(|(place, series)| {
        let own: Vec<&Observation> = data.rows.iter().filter(|row| row.series == place).collect();
        let [window, figures] = extent(&own);
        let merged = series.merged_into.map_or("-".to_owned(), |into| code(&data.series[into].id));
        let texts =
            [series.group.clone(), series.unit.clone(), series.meaning.clone(), series.caveat.clone()];
        let [group, unit, meaning, caveat] = texts;
        [code(&series.id), group, unit, window, figures, merged, meaning, caveat]
    });
    let head = [
        "series",
        "group",
        "unit",
        "months",
        "figures (scored)",
        "one vote with",
        "measures",
        "does not measure",
    ];
    table(head, rows)
}
