//! The table of policies over uncertain circumstances, as text.

use super::Analysis;
use crate::experiment::analysis::robustness::{Better, Policy, Robustness};
use crate::experiment::paired::quantile;
use crate::report::numbers::{decimals, fixed, grouped, plain};
use crate::report::table::Layout;

/// The most policies told; files hold all.
const POLICIES: usize = 20;
const CELL: usize = 12;
/// Confidence of the intervals.
const LEVEL: f64 = 0.95;
/// Most digits after the point of a factor's value; files hold all.
const DIGITS: usize = 4;

/// One table a measure.
pub fn text(out: &mut String, analysis: &Analysis, layout: Layout) {
    for outcome in &analysis.policies {
        match outcome {
            Ok(robustness) => table(out, analysis, robustness, layout),
            Err(reason) => {
                layout.heading(out, "Policies");
                layout.indented(out, "  ", "  ", &format!("No table of policies: {reason}."));
                // The reason is the same for every measure but where all circumstances fell out.
                break;
            }
        }
    }
}

fn table(out: &mut String, analysis: &Analysis, robustness: &Robustness, layout: Layout) {
    let measure = &analysis.table.measures[robustness.measure].name;
    let better = match robustness.better {
        Better::High => "higher is better",
        Better::Low => "lower is better",
    };
    let scale = analysis.scale(robustness.measure);
    let unit = if scale.level.is_empty() { String::new() } else { format!("{}, ", scale.level) };
    layout.heading(out, &format!("Policies by {measure} ({unit}{better})"));
    layout.indented(out, "  ", "  ", &explanation(analysis, robustness));
    out.push_str(&format!(
        "\n  {:>CELL$} {:>8}{:>CELL$} {:>CELL$}\n",
        "expected", "", "worst tenth", "most regret"
    ));
    let sizes = robustness.policies.iter().map(|policy| policy.expected.abs().max(policy.regret));
    let decimals = decimals(sizes.fold(0.0, f64::max) * scale.times);
    let mut order: Vec<&Policy> = robustness.policies.iter().collect();
    order.sort_by(|a, b| a.regret.total_cmp(&b.regret));
    for policy in order.iter().take(POLICIES) {
        row(out, analysis, robustness, policy, (scale.times, decimals), layout);
    }
    if order.len() > POLICIES {
        let more = order.len() - POLICIES;
        out.push_str(&format!(
            "  and {} more, with greater regret; CSV and JSON hold them all\n",
            grouped(more)
        ));
    }
}

fn explanation(analysis: &Analysis, robustness: &Robustness) -> String {
    let chance = if analysis.table.paired && analysis.table.replicates > 1 { " and chance" } else { "" };
    let mut words = format!(
        "{} policies in the same {} circumstances (scenarios, other factors{chance}): the mean with half the \
         width of its 95 % interval by chance, the value at the edge of the worst tenth, and the most by which another policy would \
         have done better. * marks the best of a column; policies in order of regret.",
        grouped(robustness.policies.len()),
        grouped(robustness.circumstances)
    );
    if robustness.left_out > 0 {
        words += &format!(
            " {} circumstances are left out, since a policy has no value there.",
            robustness.left_out
        );
    }
    words
}

fn row(
    out: &mut String,
    analysis: &Analysis,
    robustness: &Robustness,
    policy: &Policy,
    (times, decimals): (f64, usize),
    layout: Layout,
) {
    let (expected, worst, regret) = robustness.best();
    let cell = |value: f64, best: f64| {
        let mark = if value == best { '*' } else { ' ' };
        format!("{:>CELL$}{mark}", fixed(value * times, decimals))
    };
    let half = policy.error.zip(quantile(analysis.table.replicates, LEVEL)).map(|(error, t)| t * error);
    let half = half.map_or_else(String::new, |half| format!("±{}", fixed(half * times, decimals)));
    let first = format!(
        "  {}{half:8}{}{}  ",
        cell(policy.expected, expected),
        cell(policy.worst_decile, worst),
        cell(policy.regret, regret)
    );
    let rest = " ".repeat(first.chars().count());
    layout.indented(out, &first, &rest, &in_words(analysis, robustness, policy));
}

/// What a policy is, with as many digits as tell its values apart.
fn in_words(analysis: &Analysis, robustness: &Robustness, policy: &Policy) -> String {
    let pairs = robustness.chosen.iter().zip(&policy.values);
    let pairs =
        pairs.map(|(&factor, value)| format!("{}={}", analysis.factor(factor), plain(*value, DIGITS)));
    pairs.collect::<Vec<String>>().join(", ")
}

/// What a policy is: its factors and their values.
pub fn values(analysis: &Analysis, robustness: &Robustness, policy: &Policy, between: &str) -> String {
    let pairs = robustness.chosen.iter().zip(&policy.values);
    let pairs = pairs.map(|(&factor, value)| format!("{}={value}", analysis.factor(factor)));
    pairs.collect::<Vec<String>>().join(between)
}
