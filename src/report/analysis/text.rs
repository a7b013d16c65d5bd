//! An analysis as text to be read in a terminal.

use super::{Analysis, constant, odds, policies, tornado};
use crate::experiment::analysis::{Finding, Plan};
use crate::experiment::sensitivity::{Estimate, Method, Sensitivity, Together};
use crate::report::measure::Scale;
use crate::report::numbers::{counted, decimals, fixed, grouped, number_of, percent, short};
use crate::report::provenance::Maker;
use crate::report::table::{Layout, WIDTHS};

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
    layout.paragraph(out, &provenance(analysis));
    if table.failed() > 0 {
        let failed = counted(table.failed(), "run", "runs");
        layout.paragraph(out, &format!("{failed} failed; they are left out with all that needs them."));
    }
    let level = 100.0 * analysis.plan.level;
    let honest = format!(
        "Not the world but this model over this design: another range of a factor gives other numbers. After \
         ± stands half the width of a {level} % interval, of the choice of points and of chance ({} resamples, \
         seed {}).",
        grouped(analysis.plan.resamples),
        analysis.plan.seed.0
    );
    layout.paragraph(out, &honest);
    if let Some((a, b, r)) = table.correlated().filter(|(_, _, r)| r.abs() >= CORRELATED) {
        let (a, b) = (analysis.factor(a), analysis.factor(b));
        let words = format!(
            "{a} and {b} go together in these points (rank correlation {}): their shares overlap.",
            number_of(2, r, true)
        );
        layout.paragraph(out, &words);
    }
}

/// Of what the numbers are, and by what.
fn provenance(analysis: &Analysis) -> String {
    let source = &analysis.source;
    let by = format!("weights {} (model version {})", source.version, source.model_version);
    let here = Maker::THIS.words();
    let looked = if by == here { String::new() } else { format!(" Analysed by {here}.") };
    let drawn = match source.posteriors.as_slice() {
        [] => String::new(),
        posteriors => format!(
            " Replicates took parameters from the draws of a posterior (digest {}): what is called chance below holds these \
             as well.",
            posteriors.join(", ")
        ),
    };
    format!("Runs by {by}, seed {}, digest of the experiment {}.{looked}{drawn}", source.seed, source.digest)
}

fn measure(out: &mut String, analysis: &Analysis, finding: &Finding, layout: Layout) {
    let of = analysis.month_and_unit(finding);
    layout.heading(out, &format!("{}: {} ({of})", analysis.scenario(finding), analysis.measure(finding)));
    used(out, analysis, finding, layout);
    match &finding.sensitivity {
        Ok(sensitivity) => {
            for warning in analysis.warnings(finding) {
                layout.indented(out, "  ", "  ", &warning);
            }
            out.push('\n');
            indices(out, analysis, sensitivity, analysis.scale(finding.measure), layout);
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
        format!("Mean {} over {units}.", level(finding.mean, analysis.scale(finding.measure)))
    };
    if finding.left_out > 0 {
        let left_out = counted(finding.left_out, one, many);
        words += &format!(" {left_out} left out, since a run failed or had nothing to measure.");
    }
    let percent = |share: f64| percent(share, usize::from(share < 0.1));
    match finding.chance {
        Some(chance) => {
            words += &format!(
                " Chance is {} of the variance of single runs, and {} of that of the means over {} runs, \
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

/// A value of a measure: shares in per cent with one decimal, all else with three digits.
pub(super) fn level(value: f64, scale: Scale) -> String {
    if scale.level == "per cent" {
        return percent(value, 1);
    }
    fixed(value, decimals(value.abs()))
}

fn indices(out: &mut String, analysis: &Analysis, sensitivity: &Sensitivity, scale: Scale, layout: Layout) {
    let method = sensitivity.method;
    out.push_str(&format!("  {}\n\n", method.title()));
    let heads: String = method.indices().iter().map(|index| format!("{:>8}{:8}", index.title, "")).collect();
    out.push_str(format!("  {:NAME$}{heads}", "factor").trim_end());
    out.push('\n');
    // Effects are in the measure's unit, all else are shares of variance and correlations.
    let (times, decimals) = match method {
        Method::Morris => (scale.times, decimals(largest(sensitivity) * scale.times)),
        Method::Sobol | Method::Given => (1.0, 3),
    };
    for factor in sensitivity.by_importance() {
        let Some(indices) = &sensitivity.factors[factor] else { continue };
        let cells: String = indices.iter().map(|index| cell(*index, times, decimals)).collect();
        out.push_str(format!("  {:NAME$}{cells}", short(analysis.factor(factor), NAME - 1)).trim_end());
        out.push('\n');
    }
    out.push('\n');
    for index in method.indices() {
        let first = format!("  {}: ", index.title);
        let unit = if method == Method::Morris && !scale.unit.is_empty() { scale.unit } else { "" };
        let unit = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
        layout.indented(out, &first, "    ", &format!("{}{unit}", index.meaning));
    }
    remarks(out, analysis, sensitivity, layout);
    pairs(out, analysis, sensitivity);
}

fn largest(sensitivity: &Sensitivity) -> f64 {
    let sizes = sensitivity.factors.iter().flatten().flatten().map(|index| index.value.abs());
    sizes.fold(0.0, f64::max)
}

fn cell(index: Estimate, times: f64, decimals: usize) -> String {
    let half =
        index.half_width.map_or_else(String::new, |half| format!(" ±{}", fixed(half * times, decimals)));
    format!("{:>8}{half:8}", fixed(index.value * times, decimals))
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
        say(&format!("The rank regression explains {} of the variance of ranks{steady}.", percent(fit, 0)));
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
        out.push_str(format!("  {names:60}{}", cell(pair.index, 1.0, 3)).trim_end());
        out.push('\n');
    }
}
