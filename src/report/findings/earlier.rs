//! What an earlier prototype of the model found, to compare with.

use std::fmt::Write as _;

use super::{difference, find};
use crate::experiment::effect::{Effects, INDICATORS};
use crate::experiment::paired::Sign;
use crate::model::lever::Lever;

/// Effects of one lever in the prototype (24 runs, levers moved in January 2027): indicator, by position in
/// [`INDICATORS`], and the mean difference at the end of 2030.
struct Earlier {
    lever: Lever,
    value: f64,
    effects: &'static [(usize, f64)],
}

const LAG: usize = 0;
const DOWNLOADS: usize = 1;
const ABROAD: usize = 2;
const US_OPEN: usize = 3;
const US_EXPOSURE: usize = 6;
const EUROPE_EXPOSURE: usize = 7;
const EUROPE_HOME: usize = 10;

#[rustfmt::skip]
const EARLIER: [Earlier; 15] = [
    Earlier { lever: Lever::UsExportControls, value: 1.0, effects: &[(LAG, 2.6), (DOWNLOADS, -0.175), (ABROAD, -0.036)] },
    Earlier { lever: Lever::UsExportControls, value: 0.0, effects: &[(LAG, -1.1), (DOWNLOADS, 0.05), (ABROAD, 0.018)] },
    Earlier { lever: Lever::UsStateRegimes, value: 25.0, effects: &[(LAG, -0.6), (DOWNLOADS, 0.21), (ABROAD, 0.030), (US_OPEN, -0.31)] },
    Earlier { lever: Lever::UsStateRegimes, value: 50.0, effects: &[(LAG, -2.1), (DOWNLOADS, 0.41), (ABROAD, 0.094), (US_OPEN, -0.51), (US_EXPOSURE, 0.02)] },
    Earlier { lever: Lever::UsFederalPreemption, value: 1.0, effects: &[(LAG, 0.7), (DOWNLOADS, -0.16), (ABROAD, -0.017), (US_OPEN, 0.12)] },
    Earlier { lever: Lever::UsOpenWeightLiability, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, 0.42), (ABROAD, 0.009), (US_OPEN, -0.52)] },
    Earlier { lever: Lever::UsOpenModelProgramme, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, -0.10), (ABROAD, -0.003), (US_OPEN, 0.13)] },
    Earlier { lever: Lever::ChinaPublicCompute, value: 1.0, effects: &[(LAG, -2.0), (DOWNLOADS, 0.13), (ABROAD, 0.048)] },
    Earlier { lever: Lever::UsPublicCompute, value: 1.0, effects: &[(LAG, 1.8), (DOWNLOADS, -0.14), (ABROAD, -0.027)] },
    Earlier { lever: Lever::EuropeSovereignPreference, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, 0.0), (ABROAD, -0.002), (EUROPE_EXPOSURE, -0.037), (EUROPE_HOME, 0.065)] },
    Earlier { lever: Lever::EuropePublicCompute, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, 0.0), (ABROAD, -0.006), (EUROPE_HOME, 0.048)] },
    Earlier { lever: Lever::UsMarketBan, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, -0.095), (ABROAD, 0.0), (US_EXPOSURE, -0.03)] },
    Earlier { lever: Lever::UsStackExport, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, -0.065), (ABROAD, -0.018)] },
    Earlier { lever: Lever::ChinaStackExport, value: 1.0, effects: &[(LAG, 0.0), (DOWNLOADS, 0.045), (ABROAD, 0.018)] },
    Earlier { lever: Lever::WorldReactiveGovernments, value: 1.0, effects: &[(LAG, 2.5), (DOWNLOADS, -0.27), (ABROAD, -0.047)] },
];

/// One row per lever and indicator: the prototype's mean difference, and this program's.
pub fn table(out: &mut String, effects: &Effects) {
    out.push_str(
        "| lever, moved to | indicator | prototype | here | same sign |\n| --- | --- | --- | --- | --- |\n",
    );
    for Earlier { lever, value, effects: known } in &EARLIER {
        let Some(effect) = find(effects, *lever, *value) else { continue };
        for &(place, earlier) in *known {
            let (indicator, here) = (&INDICATORS[place], &effect.differences[place]);
            let decimals = indicator.decimals;
            let agree = match (earlier == 0.0, indicator.sign(here)) {
                (true, Some(_)) => "moves here",
                (true, None) => "yes",
                (false, None) => "unclear here",
                (false, Some(sign)) if (sign == Sign::Up) == (earlier > 0.0) => "yes",
                (false, Some(_)) => "no",
            };
            let here = difference(here, decimals);
            let _ = writeln!(
                out,
                "| `{}` {value} | {} | {earlier:+.decimals$} | {here} | {agree} |",
                lever.name(),
                indicator.title,
            );
        }
    }
    out.push('\n');
}
