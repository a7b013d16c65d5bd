//! In how many worldviews findings hold, and what breaks those that do not.

use std::fmt::Write as _;

use super::{Findings, difference, name};
use crate::experiment::effect::{Breach, INDICATORS, Standing, Verdict};
use crate::model::random::name_key;
use crate::scenario::Worldview;

/// How the counts beside findings are read; nothing where there are none.
pub fn how_to_read(standings: &[Standing]) -> String {
    if standings.is_empty() {
        return String::new();
    }
    let all = standings.len();
    format!(
        "Behind each finding stands in how many of the {all} worldviews of [worldviews.md](worldviews.md) it holds: the same \
         sign, bold by the same rule, with the same random numbers.\n\n"
    )
}

/// In how many worldviews a finding holds, to stand behind it; nothing where there is no finding or nobody asked.
pub fn count(standings: &[Standing], case: usize, indicator: usize) -> String {
    let verdicts = || standings.iter().filter_map(|standing| standing.verdicts[case][indicator]);
    let all = verdicts().count();
    if all == 0 {
        return String::new();
    }
    let hold = verdicts().filter(|verdict| matches!(verdict, Verdict::Holds)).count();
    format!(" {hold}/{all}")
}

/// How many findings hold in each worldview, and each that fails somewhere, with the term that breaks it.
pub fn tables(out: &mut String, findings: &Findings<'_>) {
    if findings.standings.is_empty() {
        return;
    }
    out.push_str("### In other worldviews\n\n| worldview | findings that hold | cannot be told | turn |\n");
    out.push_str("| --- | --- | --- | --- |\n");
    for standing in &findings.standings {
        let [holds, untold, turned] = standing.counts();
        let _ = writeln!(out, "| `{}` | {holds} | {untold} | {turned} |", standing.name);
    }
    out.push_str("\n### What breaks a finding\n\n");
    out.push_str(
        "Each finding that does not hold in every worldview. In brackets the first term of the worldview, in the order of \
         the table of parameters, with whose return alone the finding holds again; \"several\" where no single term does it.\n\n\
         | lever | from, to | indicator | finding | does not hold in |\n| --- | --- | --- | --- | --- |\n",
    );
    for (case, effect) in findings.effects.effects.iter().enumerate() {
        for (i, indicator) in INDICATORS.iter().enumerate() {
            let fails: Vec<String> =
                findings.standings.iter().filter_map(|standing| fails(standing, case, i)).collect();
            if !fails.is_empty() {
                let here = difference(&effect.differences[i], indicator.decimals);
                let _ = writeln!(
                    out,
                    "| {} | {} | {here} | {} |",
                    name(effect),
                    indicator.title,
                    fails.join("; ")
                );
            }
        }
    }
    let _ = writeln!(out, "\n{}\n", mark());
}

/// How a finding fails in a worldview, if it does.
fn fails(standing: &Standing, case: usize, indicator: usize) -> Option<String> {
    let Some(Verdict::Fails(Breach { difference: found, is_turned, term })) =
        standing.verdicts[case][indicator]
    else {
        return None;
    };
    let turned = if is_turned { " turns:" } else { "" };
    let found = difference(&found, INDICATORS[indicator].decimals);
    let term = term.map_or_else(|| "several".to_owned(), |term| format!("`{}`", term.name));
    Some(format!("{}{turned} {found} ({term})", standing.name))
}

/// The line by which a document says which worldviews it speaks of.
pub fn mark() -> String {
    let told = |name| Worldview::built_in(name).map(|view| view.told()).unwrap_or_default();
    let told: Vec<Vec<String>> = Worldview::built_ins().into_iter().map(told).collect();
    format!("<!-- digest of the worldviews: {:016x} -->", name_key(&format!("{told:?}")))
}
