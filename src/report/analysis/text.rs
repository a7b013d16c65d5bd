//! An analysis as text to be read in a terminal.

use super::{Analysis, constant, decimals, fixed, odds, policies, tornado};
use crate::experiment::analysis::{Finding, Plan};
use crate::experiment::sensitivity::{Estimate, Method, Sensitivity, Together};
use crate::report::table::{Layout, WIDTHS, grouped};

/// Columns of a factor's name.
const NAME: usize = 30;
/// The most pairs of factors told.
const PAIRS: usize = 10;
/// Rank correlation of factors from which shares of variance overlap too much to go without a word.
const CORRELATED: f64 = 0.3;

/// All of it.
pub fn text(analysis: &Analysis, layout: Layout) -> String {
    let layout = Layout { width: layout.width.clamp(WIDTHS.0, WIDTHS.1), ..layout };
    let mut out = String::new();
    head(&mut out, analysis, layout);
    for finding in &analysis.findings {
        measure(&mut out, analysis, finding, layout);
    }
    policies::text(&mut out, analysis, layout);
    odds::text(&mut out, analysis, layout);
    out
}

fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

fn head(out: &mut String, analysis: &Analysis, layout: Layout) {
    let table = &analysis.table;
    out.push_str(&layout.bold(&format!("{} (design {})", table.name, table.design)));
    out.push('\n');
    let seeds = match (table.replicates, table.paired) {
        (1, _) => "",
        (_, true) => ", with the same seeds at all points",
        (_, false) => ", with seeds of their own at each point",
    };
    let size = format!(
        "{} of {}, {}, {} at each{seeds}.",
        counted(table.points.len(), "point", "points"),
        counted(table.factors.len(), "factor", "factors"),
        counted(table.scenarios.len(), "scenario", "scenarios"),
        counted(table.replicates, "run", "runs"),
    );
    layout.paragraph(out, &size);
    if table.failed() > 0 {
        let failed = counted(table.failed(), "run", "runs");
        layout.paragraph(out, &format!("{failed} failed; they are left out with all that needs them."));
    }
    let level = 100.0 * analysis.plan.level;
    let honest = format!(
        "Not the world but this model over this design: another range of a factor gives other numbers. After \
         +- stands half the width of a {level} % interval, of the choice of points and of chance ({} resamples, \
         seed {}).",
        grouped(analysis.plan.resamples),
        analysis.plan.seed.0
    );
    layout.paragraph(out, &honest);
    if let Some((a, b, r)) = table.correlated().filter(|(_, _, r)| r.abs() >= CORRELATED) {
        let (a, b) = (analysis.factor(a), analysis.factor(b));
        let words = format!(
            "{a} and {b} go together in these points (rank correlation {r:.2}): their shares overlap."
        );
        layout.paragraph(out, &words);
    }
}

fn measure(out: &mut String, analysis: &Analysis, finding: &Finding, layout: Layout) {
    layout.heading(out, &format!("{}: {}", analysis.scenario(finding), analysis.measure(finding)));
    used(out, analysis, finding, layout);
    match &finding.sensitivity {
        Ok(sensitivity) => {
            out.push('\n');
            indices(out, analysis, sensitivity, layout);
        }
        Err(reason) => layout.indented(out, "  ", "  ", &format!("No indices: {reason}.")),
    }
    tornado::text(out, analysis, finding, layout);
}

/// What the numbers are of, and the part of chance.
fn used(out: &mut String, analysis: &Analysis, finding: &Finding, layout: Layout) {
    let (one, many) = match analysis.table.plan {
        Plan::Morris => ("trajectory", "trajectories"),
        Plan::Saltelli { .. } => ("block of points", "blocks of points"),
        Plan::Points => ("point", "points"),
    };
    let units = counted(finding.units, one, many);
    let mut words = if finding.mean.is_nan() {
        format!("{units} to measure by.")
    } else {
        format!("Mean {} over {units}.", fixed(finding.mean, decimals(finding.mean.abs())))
    };
    if finding.left_out > 0 {
        let left_out = counted(finding.left_out, one, many);
        words += &format!(" {left_out} left out, since a run failed or had nothing to measure.");
    }
    let percent = |share: f64| fixed(100.0 * share, if share < 0.1 { 1 } else { 0 });
    match finding.chance {
        Some(chance) => {
            words += &format!(
                " Chance is {} % of the variance of single runs, and {} % of that of the means over {} runs, \
                 which the indices are of.",
                percent(chance.of_run),
                percent(chance.of_mean),
                analysis.table.replicates
            );
        }
        None if analysis.table.replicates == 1 => {
            words += " With one run a point, chance and factors cannot be told apart; replicates would.";
        }
        None => {}
    }
    layout.indented(out, "  ", "  ", &words);
}

fn indices(out: &mut String, analysis: &Analysis, sensitivity: &Sensitivity, layout: Layout) {
    let method = sensitivity.method;
    out.push_str(&format!("  {}\n\n", method.title()));
    let heads: String = method.indices().iter().map(|index| format!("{:>8}{:8}", index.title, "")).collect();
    out.push_str(format!("  {:NAME$}{heads}", "factor").trim_end());
    out.push('\n');
    let decimals = match method {
        Method::Morris => decimals(largest(sensitivity)),
        Method::Sobol | Method::Given => 3,
    };
    for factor in sensitivity.by_importance() {
        let Some(indices) = &sensitivity.factors[factor] else { continue };
        let cells: String = indices.iter().map(|index| cell(*index, decimals)).collect();
        out.push_str(format!("  {:NAME$}{cells}", short(analysis.factor(factor), NAME - 1)).trim_end());
        out.push('\n');
    }
    out.push('\n');
    for index in method.indices() {
        let first = format!("  {}: ", index.title);
        layout.indented(out, &first, "    ", index.meaning);
    }
    remarks(out, analysis, sensitivity, layout);
    pairs(out, analysis, sensitivity);
}

fn largest(sensitivity: &Sensitivity) -> f64 {
    let sizes = sensitivity.factors.iter().flatten().flatten().map(|index| index.value.abs());
    sizes.fold(0.0, f64::max)
}

fn cell(index: Estimate, decimals: usize) -> String {
    let half = index.half_width.map_or_else(String::new, |half| format!(" +-{}", fixed(half, decimals)));
    format!("{:>8}{half:8}", fixed(index.value, decimals))
}

/// What is to be known of the indices.
fn remarks(out: &mut String, analysis: &Analysis, sensitivity: &Sensitivity, layout: Layout) {
    let mut say = |words: &str| layout.indented(out, "  ", "  ", words);
    let still: Vec<&str> = constant(sensitivity).map(|factor| analysis.factor(factor)).collect();
    if !still.is_empty() {
        say(&format!("Without index, as they never vary: {}.", still.join(", ")));
    }
    if let Some(fit) = sensitivity.fit {
        let steady = if fit < 0.7 { "; below 70 %, so trust S1 rather than SRRC" } else { "" };
        say(&format!("The rank regression explains {:.0} % of the variance of ranks{steady}.", 100.0 * fit));
    }
    let floor = sensitivity.floor.iter().copied().fold(0.0, f64::max);
    if floor > 0.0 {
        let floor = fixed(floor, 3);
        say(&format!("By chance alone S1 of a factor without effect comes to about {floor} at most."));
    }
}

fn pairs(out: &mut String, analysis: &Analysis, sensitivity: &Sensitivity) {
    if sensitivity.together.is_empty() {
        return;
    }
    let mut order: Vec<&Together> = sensitivity.together.iter().collect();
    order.sort_by(|a, b| b.index.value.total_cmp(&a.index.value));
    out.push_str("\n  S2: share of the variance that only two factors together explain\n\n");
    for pair in order.into_iter().take(PAIRS) {
        let [first, second] =
            [pair.first, pair.second].map(|factor| short(analysis.factor(factor), NAME - 3));
        let names = format!("{first} and {second}");
        out.push_str(format!("  {names:60}{}", cell(pair.index, 3)).trim_end());
        out.push('\n');
    }
}

/// A name that fits: its middle gives way.
pub(super) fn short(name: &str, width: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= width {
        return name.to_owned();
    }
    let tail = width / 2;
    let head: String = letters[..width - tail - 2].iter().collect();
    let tail: String = letters[letters.len() - tail..].iter().collect();
    format!("{head}..{tail}")
}
