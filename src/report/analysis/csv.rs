//! An analysis as CSV: one long table, one number a row.

use std::fmt::Write as _;

use super::{Analysis, Source, better, policies};
use crate::experiment::analysis::Finding;
use crate::experiment::analysis::odds::Odds;
use crate::experiment::analysis::robustness::Robustness;
use crate::experiment::sensitivity::Estimate;
use crate::model::measure::EndWorld;
use crate::report::rounded;

/// The first line.
pub const HEADER: &str = "kind,scenario,measure,factor,with,part,name,value,half_width,month,unit,version,model_version,digest,seed";

/// What a number is of; what does not apply is empty.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    of: &'a str,
    month: &'a str,
    unit: &'a str,
    kind: &'a str,
    scenario: &'a str,
    measure: &'a str,
    factor: &'a str,
    with: &'a str,
    part: &'a str,
}

/// The whole file. A number that is not defined has no row.
pub fn csv(analysis: &Analysis) -> String {
    let Source { version, model_version, digest, seed, .. } = &analysis.source;
    let of = format!("{version},{model_version},{digest},{seed}");
    let place = Place { of: &of, ..Place::default() };
    let mut out = format!("{HEADER}\n");
    for finding in &analysis.findings {
        of_measure(&mut out, analysis, finding, place);
    }
    for robustness in analysis.policies.iter().flatten() {
        of_policies(&mut out, analysis, robustness, place);
    }
    for odds in &analysis.odds {
        of_worlds(&mut out, analysis, odds, place);
    }
    out
}

fn row(out: &mut String, place: Place<'_>, name: &str, value: f64, half_width: Option<f64>) {
    if value.is_nan() {
        return;
    }
    let Place { of, month, unit, kind, scenario, measure, factor, with, part } = place;
    let half_width = half_width.map_or_else(String::new, |half| rounded(half).to_string());
    // Names are those of the program or of files, which hold neither commas nor quotes. Writing to a string
    // cannot fail.
    let _ = writeln!(
        out,
        "{kind},{scenario},{measure},{factor},{with},{part},{name},{},{half_width},{month},{unit},{of}",
        rounded(value)
    );
}

fn of_measure(out: &mut String, analysis: &Analysis, finding: &Finding, place: Place<'_>) {
    let (scenario, measure) = (analysis.scenario(finding), analysis.measure(finding));
    let unit = analysis.unit(finding.measure).unwrap_or("");
    let all =
        Place { kind: "all", scenario, measure, unit, month: month(analysis, finding.scenario), ..place };
    row(out, all, "mean", finding.mean, None);
    row(out, all, "units", finding.units as f64, None);
    row(out, all, "units_left_out", finding.left_out as f64, None);
    if let Some(chance) = finding.chance {
        row(out, all, "chance_of_run", chance.of_run, None);
        row(out, all, "chance_of_mean", chance.of_mean, None);
    }
    if let Ok(sensitivity) = &finding.sensitivity {
        if let Some(fit) = sensitivity.fit {
            row(out, all, "rank_regression_r2", fit, None);
        }
        let index = Place { kind: "index", ..all };
        for (factor, indices) in sensitivity.factors.iter().enumerate() {
            let place = Place { factor: analysis.factor(factor), ..index };
            for (spec, Estimate { value, half_width }) in
                sensitivity.method.indices().iter().zip(indices.iter().flatten())
            {
                row(out, place, spec.key, *value, *half_width);
            }
        }
        for pair in &sensitivity.together {
            let [factor, with] = [pair.first, pair.second].map(|factor| analysis.factor(factor));
            row(out, Place { factor, with, ..index }, "S2", pair.index.value, pair.index.half_width);
        }
    }
    for (factor, swing) in finding.swings.iter().enumerate() {
        let Some(swing) = swing else { continue };
        let place = Place { kind: "swing", factor: analysis.factor(factor), ..all };
        let means = [("low", Some(swing.low)), ("middle", swing.middle), ("high", Some(swing.high))];
        for (part, mean) in means {
            row(out, Place { part, ..place }, "mean", mean.unwrap_or(f64::NAN), None);
        }
        row(out, place, "high_less_low", swing.difference.value, swing.difference.half_width);
    }
}

fn of_policies(out: &mut String, analysis: &Analysis, robustness: &Robustness, place: Place<'_>) {
    let unit = analysis.unit(robustness.measure).unwrap_or("");
    let measure = analysis.table.measures[robustness.measure].name.as_str();
    for policy in &robustness.policies {
        let values = policies::values(analysis, robustness, policy, " ");
        let with = better(robustness.better);
        let place = Place { kind: "policy", measure, unit, with, part: &values, ..place };
        row(out, place, "expected", policy.expected, None);
        if let Some(error) = policy.error {
            row(out, place, "expected_standard_error", error, None);
        }
        row(out, place, "worst_decile", policy.worst_decile, None);
        row(out, place, "regret", policy.regret, None);
    }
}

/// The month whose values are looked at.
fn month(analysis: &Analysis, scenario: usize) -> &str {
    analysis.source.months.get(scenario).map_or("", String::as_str)
}

fn of_worlds(out: &mut String, analysis: &Analysis, odds: &Odds, place: Place<'_>) {
    let scenario = analysis.table.scenarios[odds.scenario].as_str();
    let all = Place { kind: "odds", scenario, month: month(analysis, odds.scenario), ..place };
    for world in EndWorld::ALL {
        let [share, error] = [odds.shares, odds.errors].map(|of| of[world.index()]);
        row(out, all, world.key(), share, None);
        row(out, Place { part: "standard_error", ..all }, world.key(), error, None);
        let (low, high) = odds.intervals[world.index()];
        row(out, Place { part: "low95", ..all }, world.key(), low, None);
        row(out, Place { part: "high95", ..all }, world.key(), high, None);
    }
    for (factor, strata) in odds.factors.iter().enumerate() {
        for stratum in strata {
            let part = format!("{}..{}", rounded(stratum.from), rounded(stratum.to));
            let place = Place { factor: analysis.factor(factor), part: &part, ..all };
            for world in EndWorld::ALL {
                row(out, place, world.key(), stratum.shares[world.index()], None);
            }
        }
    }
}
