//! Roles as text to be read in a terminal.

use std::fmt::Write as _;

use super::{Tried, levers, percent, policy, size};
use crate::experiment::role::{Finding, Trial};
use crate::experiment::summary::Spread;

const WIDTH: usize = 80;

/// All that was found, role by role.
pub fn text(tried: &[Tried], trial: &Trial) -> String {
    let mut out = format!("{}.\n", size(tried, trial));
    out.push_str(
        "The best policy is the best that a search found, on other runs than those counted here.\nLevers that \
         move a measure of the goal by 3 points or more, over their whole range:\npoints after each.\n",
    );
    for Tried { scenario, findings } in tried {
        let _ = writeln!(out, "\n{} ({})", scenario.title, scenario.name);
        findings.iter().for_each(|finding| role(&mut out, finding));
    }
    out
}

fn role(out: &mut String, finding: &Finding) {
    let role = &finding.role;
    let _ = writeln!(out, "\n  {} ({})", role.title, role.id);
    field(out, "goal", &role.goal);
    field(out, "doing nothing", &percent(finding.idle.share()));
    let best = format!("{}: {}", percent(finding.best.share()), policy(&finding.policy));
    field(out, "best found", &best);
    let (count, words) = levers(finding);
    field(out, "levers", &format!("{count} of {}: {words}", finding.influences.len()));
    for (place, target) in role.targets.iter().enumerate() {
        let [idle, best] = [&finding.idle, &finding.best].map(|attempt| range(&attempt.measures[place]));
        field(out, "target", &format!("{target}; doing nothing {idle}, best found {best}"));
    }
}

/// The middle run and the range of eight runs in ten.
fn range(spread: &Spread) -> String {
    format!("{:.3} ({:.3} to {:.3})", spread.median, spread.p10, spread.p90)
}

fn field(out: &mut String, label: &str, text: &str) {
    let first = format!("    {label:15}");
    let rest = " ".repeat(first.len());
    let options = textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent(&rest);
    out.push_str(textwrap::fill(text, options).trim_end());
    out.push('\n');
}
