//! An analysis as JSON, schema 1.

use serde_json::{Map, Value, json};

use super::{Analysis, better};
use crate::experiment::analysis::odds::Odds;
use crate::experiment::analysis::robustness::{Policy, Robustness};
use crate::experiment::analysis::{Factor, Finding, Role};
use crate::experiment::sensitivity::swing::Swing;
use crate::experiment::sensitivity::{Estimate, Sensitivity};
use crate::model::MODEL_VERSION;
use crate::model::measure::{END_WORLDS, EndWorld};
use crate::report::provenance::VERSION;
use crate::report::rounded;

/// Version of this format: a later one keeps the meaning of these keys or counts up.
const SCHEMA: u32 = 1;

/// The whole file.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn json(analysis: &Analysis) -> serde_json::Result<String> {
    let table = &analysis.table;
    let file = json!({
        "schema": SCHEMA,
        "program": "weights",
        "version": VERSION,
        "model_version": MODEL_VERSION,
        "sweep": analysis.source,
        "experiment": table.name,
        "design": table.design,
        "method": table.method().key(),
        "points": table.points.len(),
        "replicates": table.replicates,
        "paired": table.paired,
        "runs_failed": table.failed(),
        "intervals": {
            "level": analysis.plan.level,
            "resamples": analysis.plan.resamples,
            "seed": analysis.plan.seed.0,
        },
        "factors": table.factors.iter().map(factor).collect::<Vec<Value>>(),
        "measures": analysis.findings.iter().map(|finding| measure(analysis, finding)).collect::<Vec<Value>>(),
        "policies": analysis.policies.iter().map(|outcome| match outcome {
            Ok(robustness) => policies(analysis, robustness),
            Err(reason) => json!({ "undefined": reason.to_string() }),
        }).collect::<Vec<Value>>(),
        "end_worlds": analysis.odds.iter().map(|odds| worlds(analysis, odds)).collect::<Vec<Value>>(),
    });
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

/// A number of a file; none where it is not defined.
fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then(|| rounded(value))
}

fn factor(factor: &Factor) -> Value {
    let role = match factor.role {
        Role::Policy => "policy",
        Role::Uncertainty => "uncertainty",
    };
    json!({ "name": factor.name, "role": role })
}

fn estimate(estimate: Estimate) -> Value {
    json!({ "value": number(estimate.value), "half_width": estimate.half_width.and_then(number) })
}

fn measure(analysis: &Analysis, finding: &Finding) -> Value {
    let chance = finding
        .chance
        .map(|chance| json!({ "of_run": number(chance.of_run), "of_mean": number(chance.of_mean) }));
    let swings = finding.swings.iter().enumerate().filter_map(|(factor, swing)| {
        swing.map(|swing| (analysis.factor(factor).to_owned(), of_swing(&swing)))
    });
    let mut object = json!({
        "scenario": analysis.scenario(finding),
        "measure": analysis.measure(finding),
        "unit": analysis.unit(finding.measure),
        "month": analysis.source.months.get(finding.scenario),
        "warnings": analysis.warnings(finding),
        "units": finding.units,
        "units_left_out": finding.left_out,
        "mean": number(finding.mean),
        "chance": chance,
        "swings": swings.collect::<Map<String, Value>>(),
    });
    match &finding.sensitivity {
        Ok(sensitivity) => {
            object["indices"] = indices(analysis, sensitivity);
            object["S2"] = together(analysis, sensitivity);
            object["rank_regression_r2"] = json!(sensitivity.fit.and_then(number));
        }
        Err(reason) => object["undefined"] = json!(reason.to_string()),
    }
    object
}

fn of_swing(swing: &Swing) -> Value {
    json!({
        "low": number(swing.low),
        "middle": swing.middle.and_then(number),
        "high": number(swing.high),
        "high_less_low": estimate(swing.difference),
    })
}

/// By factor; null for one that never varies.
fn indices(analysis: &Analysis, sensitivity: &Sensitivity) -> Value {
    let of_factor = |(factor, indices): (usize, &Option<Vec<Estimate>>)| {
        let known = indices.as_ref().map_or(Value::Null, |indices| {
            let pairs = sensitivity.method.indices().iter().zip(indices);
            pairs.map(|(spec, index)| (spec.key.to_owned(), estimate(*index))).collect()
        });
        (analysis.factor(factor).to_owned(), known)
    };
    sensitivity.factors.iter().enumerate().map(of_factor).collect()
}

fn together(analysis: &Analysis, sensitivity: &Sensitivity) -> Value {
    let pairs = sensitivity.together.iter().map(|pair| {
        let factors = [pair.first, pair.second].map(|factor| analysis.factor(factor));
        json!({ "factors": factors, "S2": estimate(pair.index) })
    });
    pairs.collect()
}

fn policies(analysis: &Analysis, robustness: &Robustness) -> Value {
    let best = robustness.best();
    let policy = |policy: &Policy| {
        let values = robustness.chosen.iter().zip(&policy.values);
        let values = values.map(|(&factor, value)| (analysis.factor(factor).to_owned(), json!(value)));
        json!({
            "values": values.collect::<Map<String, Value>>(),
            "expected": number(policy.expected),
            "expected_standard_error": policy.error.and_then(number),
            "worst_decile": number(policy.worst_decile),
            "regret": number(policy.regret),
            "best": {
                "expected": policy.expected == best.0,
                "worst_decile": policy.worst_decile == best.1,
                "regret": policy.regret == best.2,
            },
        })
    };
    json!({
        "measure": analysis.table.measures[robustness.measure].name,
        "unit": analysis.unit(robustness.measure),
        "better": better(robustness.better),
        "circumstances": robustness.circumstances,
        "circumstances_left_out": robustness.left_out,
        "policies": robustness.policies.iter().map(policy).collect::<Vec<Value>>(),
    })
}

fn shares(shares: &[f64; END_WORLDS]) -> Value {
    EndWorld::ALL.iter().map(|world| (world.key().to_owned(), json!(number(shares[world.index()])))).collect()
}

fn worlds(analysis: &Analysis, odds: &Odds) -> Value {
    let factors = odds.factors.iter().enumerate().map(|(factor, strata)| {
        let strata = strata.iter().map(|stratum| {
            json!({
                "from": number(stratum.from),
                "to": number(stratum.to),
                "runs": stratum.runs,
                "shares": shares(&stratum.shares),
            })
        });
        (analysis.factor(factor).to_owned(), strata.collect())
    });
    json!({
        "scenario": analysis.table.scenarios[odds.scenario],
        "runs": odds.runs,
        "shares": shares(&odds.shares),
        "standard_errors": shares(&odds.errors),
        "low95": shares(&odds.intervals.map(|interval| interval.0)),
        "high95": shares(&odds.intervals.map(|interval| interval.1)),
        "factors": factors.collect::<Map<String, Value>>(),
    })
}
