//! A role's targets in plain words.

use crate::model::bloc::{Bloc, Segment};
use crate::model::lab::LabSpec;
use crate::model::measure::MEASURES;
use crate::scenario::{Side, Target};

/// What a target asks for, in two lines: the quantity, and the value that is wanted and when.
pub fn target(target: &Target, labs: &[LabSpec]) -> [String; 2] {
    let side = if target.side == Side::AtLeast { "at least" } else { "at most" };
    let when = target.month.map_or("at the end".to_owned(), |month| format!("in {}", month.label()));
    [quantity(target, labs), format!("wanted: {side} {} {when}", amount(target, target.value))]
}

/// A value of the target's measure as it is written.
pub fn amount(target: &Target, value: f64) -> String {
    let unit = MEASURES.iter().find(|spec| spec.name == target.measure).map_or("", |spec| spec.unit);
    match unit {
        _ if !value.is_finite() => "none yet".to_owned(),
        "share" => format!("{:.0}%", value * 100.0),
        "months" => format!("{value:.1} months"),
        _ => format!("{value:.2}"),
    }
}

fn quantity(target: &Target, labs: &[LabSpec]) -> String {
    let member =
        |group: &str| target.groups.iter().find(|(of, _)| *of == group).map(|(_, member)| member.as_str());
    let region = member("region").and_then(Bloc::from_key).map(place_of);
    let lab = member("lab").map(|id| labs.iter().find(|lab| lab.id == id).map_or(id, |lab| &lab.name));
    let origin = member("bloc").and_then(Bloc::from_key).map(adjective);
    let access = member("access");
    let who = member("segment").and_then(Segment::from_key).map(Segment::title);
    let place = region.unwrap_or("the world");
    match target.measure {
        "adoption_share" => {
            let kind = [origin, access].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let users = who.map(|who| format!("{}, ", who.to_lowercase())).unwrap_or_default();
            let place = if place == "the world" { "" } else { place };
            let whose = format!("{users}{place}");
            if whose.is_empty() { format!("{kind} models in use") } else { format!("{whose}: {kind} models") }
        }
        "lab_share" => format!("{} in use in {place}", lab.unwrap_or("the lab")),
        "adoption_rate" => format!("{place} using any model"),
        "download_share" => "China's part of open downloads".to_owned(),
        "frontier" => format!("best {} model", origin.unwrap_or("known")),
        "frontier_gap" => match member("pair") {
            Some("us-china") => "China's lag behind America at the frontier".to_owned(),
            Some("us-europe") => "Europe's lag behind America at the frontier".to_owned(),
            _ => "open models' lag behind closed ones".to_owned(),
        },
        "values_exposure" => format!("foreign values in institutions of {place}"),
        "cutoff_exposure" => format!("use in {place} that could be cut off from abroad"),
        "concentration" => "concentration of use among labs".to_owned(),
        other => other.replace('_', " "),
    }
}

const fn place_of(bloc: Bloc) -> &'static str {
    ["the United States", "China", "Europe", "the rest of the world"][bloc.index()]
}

const fn adjective(bloc: Bloc) -> &'static str {
    match bloc {
        Bloc::Us => "American",
        Bloc::China => "Chinese",
        Bloc::Europe => "European",
        Bloc::Row => "other",
    }
}
