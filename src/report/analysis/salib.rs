//! Indices in the shape of SALib's results, at full precision: what its `analyze` functions return, as JSON.

use serde_json::{Map, Value, json};

use super::Analysis;
use crate::experiment::analysis::Finding;
use crate::experiment::sensitivity::{Estimate, Method, Sensitivity};

/// The whole file: `problem` and, by scenario and measure, `Si`.
///
/// # Errors
/// Never in practice: all that is written can be put into JSON.
pub fn salib(analysis: &Analysis) -> serde_json::Result<String> {
    let factors = &analysis.table.factors;
    let bounds = factors.iter().map(|factor| factor.scale.bounds());
    let results = analysis.findings.iter().filter_map(|finding| {
        let sensitivity = finding.sensitivity.as_ref().ok()?;
        Some(result(analysis, finding, sensitivity))
    });
    let file = json!({
        "problem": {
            "num_vars": factors.len(),
            "names": names(analysis),
            "bounds": bounds.map(|(low, high)| [low, high]).collect::<Vec<_>>(),
        },
        "results": results.collect::<Vec<Value>>(),
    });
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

fn names(analysis: &Analysis) -> Vec<&str> {
    analysis.table.factors.iter().map(|factor| factor.name.as_str()).collect()
}

/// The function of SALib whose result has this shape.
const fn function(method: Method) -> &'static str {
    match method {
        Method::Morris => "SALib.analyze.morris.analyze",
        Method::Sobol => "SALib.analyze.sobol.analyze",
        Method::Given => "SALib.analyze.delta.analyze(method=\"sobol\")",
    }
}

fn result(analysis: &Analysis, finding: &Finding, sensitivity: &Sensitivity) -> Value {
    let mut si = Map::new();
    si.insert("names".to_owned(), json!(names(analysis)));
    for (place, spec) in sensitivity.method.indices().iter().enumerate() {
        let column = |pick: fn(&Estimate) -> Option<f64>| {
            let of_factor = |indices: &Option<Vec<Estimate>>| indices.as_ref().and_then(|i| pick(&i[place]));
            sensitivity.factors.iter().map(of_factor).collect::<Vec<Option<f64>>>()
        };
        si.insert(spec.key.to_owned(), json!(column(|index| Some(index.value))));
        si.insert(format!("{}_conf", spec.key), json!(column(|index| index.half_width)));
    }
    if !sensitivity.together.is_empty() {
        si.insert("S2".to_owned(), matrix(sensitivity, |index| Some(index.value)));
        si.insert("S2_conf".to_owned(), matrix(sensitivity, |index| index.half_width));
    }
    json!({
        "scenario": analysis.scenario(finding),
        "measure": analysis.measure(finding),
        "function": function(sensitivity.method),
        "Si": si,
    })
}

/// The upper half of a square; null elsewhere, where SALib has NaN.
fn matrix(sensitivity: &Sensitivity, pick: impl Fn(&Estimate) -> Option<f64>) -> Value {
    let factors = sensitivity.factors.len();
    let mut square = vec![vec![None; factors]; factors];
    for pair in &sensitivity.together {
        square[pair.first][pair.second] = pick(&pair.index);
    }
    json!(square)
}
