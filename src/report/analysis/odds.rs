//! The odds of end worlds over a design, as text.

use super::Analysis;
use crate::experiment::analysis::odds::{Odds, Stratum};
use crate::model::measure::EndWorld;
use crate::report::numbers::{counted, decimals, fixed, number, percent, short};
use crate::report::table::Layout;

const NAME: usize = 26;

/// The odds of each scenario.
pub fn text(out: &mut String, analysis: &Analysis, layout: Layout) {
    for odds in &analysis.odds {
        let scenario = &analysis.table.scenarios[odds.scenario];
        layout.heading(out, &format!("{scenario}: end worlds over the design"));
        if odds.runs == 0 {
            layout.indented(out, "  ", "  ", "No run of this scenario came to its end.");
            continue;
        }
        let seen = overall(out, odds, layout);
        by_factor(out, analysis, odds, &seen);
    }
}

/// Worlds that are seen, the most frequent first, each with a letter.
fn overall(out: &mut String, odds: &Odds, layout: Layout) -> Vec<EndWorld> {
    let mut seen: Vec<EndWorld> =
        EndWorld::ALL.into_iter().filter(|world| odds.shares[world.index()] > 0.0).collect();
    seen.sort_by(|a, b| odds.shares[b.index()].total_cmp(&odds.shares[a.index()]));
    out.push_str(&format!(
        "  Share of {}, every point counted alike, with its 95 % interval.\n\n",
        counted(odds.runs, "run", "runs")
    ));
    for (letter, world) in letters().zip(&seen) {
        let (low, high) = odds.intervals[world.index()];
        let [low, high] = [low, high].map(|share| number(100.0 * share, false));
        let (share, span) = (percent(odds.shares[world.index()], 1), format!("({low} to {high})"));
        out.push_str(&format!("  {letter}  {share:>7} {span:17}{}\n", world.title()));
    }
    let never: Vec<&str> = EndWorld::ALL.iter().filter(|w| !seen.contains(w)).map(|w| w.title()).collect();
    if !never.is_empty() {
        layout.indented(out, "  ", "    ", &format!("in no run: {}", never.join(", ")));
    }
    seen
}

fn letters() -> impl Iterator<Item = char> {
    'a'..='z'
}

fn by_factor(out: &mut String, analysis: &Analysis, odds: &Odds, seen: &[EndWorld]) {
    if seen.len() < 2 {
        return;
    }
    let heads: String = letters().take(seen.len()).map(|letter| format!("{letter:>5}")).collect();
    out.push_str(&format!("\n  {:NAME$}{:>9}{:>9}{heads}  per cent of runs\n", "where", "from", "to"));
    for (factor, strata) in odds.factors.iter().enumerate() {
        let name = short(analysis.factor(factor), NAME - 1);
        let bounds = strata.iter().flat_map(|stratum| [stratum.from.abs(), stratum.to.abs()]);
        let decimals = decimals(bounds.fold(0.0, f64::max));
        for (place, stratum) in strata.iter().enumerate() {
            let name = if place == 0 { name.as_str() } else { "" };
            let (from, to) = (fixed(stratum.from, decimals), fixed(stratum.to, decimals));
            out.push_str(&format!("  {name:NAME$}{from:>9}{to:>9}{}\n", shares(stratum, seen)));
        }
    }
}

fn shares(stratum: &Stratum, seen: &[EndWorld]) -> String {
    let cell = |world: &EndWorld| match stratum.shares[world.index()] {
        share if share.is_nan() => format!("{:>5}", "-"),
        share => format!("{:>5.0}", 100.0 * share),
    };
    seen.iter().map(cell).collect()
}
