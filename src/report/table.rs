//! The summary made to be read: who has what share at the end, how it came, the odds, the main events.

mod chart;

use console::Style;

use super::{Outcome, wording};
use crate::experiment::milestone::Happening;
use crate::experiment::summary::{Spread, Summary};
use crate::model::bloc::{Access, Bloc};
use crate::model::measure::{EndWorld, Pair, SeriesKey};

/// How a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns to use.
    pub width: usize,
    /// Whether escapes for colour may be used.
    pub colour: bool,
}

/// Narrowest and widest table: beyond that lines are hard to read.
pub const WIDTHS: (usize, usize) = (60, 80);
/// Number of events told.
pub const EVENTS: usize = 5;

impl Layout {
    /// Plain text of the usual width.
    pub const PLAIN: Self = Self { width: WIDTHS.1, colour: false };

    pub(super) fn bold(self, text: &str) -> String {
        Style::new().bold().force_styling(self.colour).apply_to(text).to_string()
    }

    pub(super) fn paragraph(self, out: &mut String, text: &str) {
        self.indented(out, "", "", text);
    }

    pub(super) fn indented(self, out: &mut String, first: &str, rest: &str, text: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        out.push_str(&textwrap::fill(text, options));
        out.push('\n');
    }

    pub(super) fn heading(self, out: &mut String, text: &str) {
        out.push('\n');
        out.push_str(&self.bold(text));
        out.push_str("\n\n");
    }
}

/// The series that the table tells of.
pub fn series() -> Vec<SeriesKey> {
    let share = |bloc, access| SeriesKey::adoption_share(bloc, access, None, None);
    let with_all =
        |bloc: Option<Bloc>| [None, Some(Access::Closed), Some(Access::Open)].map(|a| share(bloc, a));
    let blocs = std::iter::once(None).chain(Bloc::ALL.map(Some));
    let shares = blocs.flat_map(with_all).filter(|key| key.bloc.is_some() || key.access.is_some());
    shares.chain(GAPS.map(|(pair, _)| gap(pair))).collect()
}

const GAPS: [(Pair, &str); 3] = [
    (Pair::UsChina, "China behind the United States"),
    (Pair::UsEurope, "Europe behind the United States"),
    (Pair::ClosedOpen, "open weights behind closed models"),
];

fn gap(pair: Pair) -> SeriesKey {
    SeriesKey { pair: Some(pair), ..SeriesKey::of("frontier_gap") }
}

/// The table.
pub fn table(outcome: &Outcome<'_>, layout: Layout) -> String {
    let width = layout.width.clamp(WIDTHS.0, WIDTHS.1);
    let layout = Layout { width, ..layout };
    let mut out = String::new();
    title(&mut out, outcome, layout);
    shares(&mut out, &outcome.summary, layout);
    course(&mut out, &outcome.summary, layout);
    gaps(&mut out, &outcome.summary, layout);
    odds(&mut out, &outcome.summary, layout);
    events(&mut out, outcome, layout);
    out
}

fn title(out: &mut String, outcome: &Outcome<'_>, layout: Layout) {
    let (scenario, summary) = (outcome.scenario, &outcome.summary);
    out.push_str(&layout.bold(&format!("{} ({})", scenario.title, scenario.name)));
    out.push('\n');
    let runs = if summary.runs == 1 { "1 run".to_owned() } else { format!("{} runs", grouped(summary.runs)) };
    let (from, to) = (summary.month(0).label(), end(summary));
    let adopters = grouped(scenario.setup.adopters);
    layout.paragraph(out, &format!("{runs} of {adopters} adopters, {from} to {to}, seed {}.", outcome.seed));
    if !outcome.settings.is_empty() {
        layout.paragraph(out, &format!("Changed: {}.", outcome.settings.join(", ")));
    }
    let chance = match summary.runs {
        1 => "one run is one course of many that chance allows, and has no range",
        _ => "ranges show what chance alone does and hold 8 runs in 10",
    };
    let honest = format!(
        "This is no forecast. It follows from the assumptions of the model and the scenario; {chance}. Labs \
         are stylised agents, not the companies whose names they bear."
    );
    layout.paragraph(out, &honest);
}

/// The last month, in words.
fn end(summary: &Summary) -> String {
    summary.month(summary.months - 1).label()
}

fn last(summary: &Summary, key: &SeriesKey) -> Option<Spread> {
    summary.find(key).and_then(|series| series.spreads.last().copied()).filter(|s| !s.median.is_nan())
}

fn shares(out: &mut String, summary: &Summary, layout: Layout) {
    layout.heading(out, &format!("Who the world's users rely on in {}", end(summary)));
    out.push_str(&format!("  {:18}{:>13}{:>13}{:>13}\n", "models from", "closed", "open", "together"));
    for bloc in Bloc::ALL.map(Some).into_iter().chain([None]) {
        let name = bloc.map_or("All", Bloc::title);
        let cell = |access: Option<Access>| {
            let key = SeriesKey::adoption_share(bloc, access, None, None);
            last(summary, &key).map_or_else(String::new, |spread| percent(&spread, summary.runs))
        };
        let [closed, open] = Access::ALL.map(|access| cell(Some(access)));
        let line = format!("  {name:18}{closed:>13}{open:>13}{:>13}", cell(None));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str(match summary.runs {
        1 => "  Per cent of all users in this run.\n",
        _ => "  Per cent of all users: the middle run, and the range.\n",
    });
}

fn percent(spread: &Spread, runs: usize) -> String {
    let [low, middle, high] = [spread.p10, spread.median, spread.p90].map(|v| format!("{:.0}", 100.0 * v));
    if runs == 1 {
        return middle;
    }
    let range = format!("({low}-{high})");
    format!("{middle:>3} {range:>8}")
}

fn course(out: &mut String, summary: &Summary, layout: Layout) {
    layout.heading(out, "How it comes to that (share of users)");
    out.push_str(&chart::bars(summary, layout));
}

fn gaps(out: &mut String, summary: &Summary, layout: Layout) {
    layout.heading(out, &format!("How far the best models stand apart in {}", end(summary)));
    for (pair, words) in GAPS {
        if let Some(spread) = last(summary, &gap(pair)) {
            let Spread { p10, median, p90, .. } = spread;
            let (median, p10, p90) = (tenths(median), tenths(p10), tenths(p90));
            let range = if summary.runs == 1 { String::new() } else { format!(" ({p10} to {p90})") };
            out.push_str(&format!("  {words:34} {median:>5} months{range}\n"));
        }
    }
}

/// With one decimal, without a negative zero.
fn tenths(value: f64) -> String {
    format!("{:.1}", (value * 10.0).round() / 10.0 + 0.0)
}

fn odds(out: &mut String, summary: &Summary, layout: Layout) {
    layout.heading(out, "What the world looks like at the end, by share of the runs");
    let mut classes = EndWorld::ALL.map(|class| (class, summary.worlds[class.index()]));
    classes.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (class, share) in classes.into_iter().filter(|(_, share)| *share > 0.0) {
        let first = format!("  {:>4}  ", format!("{:.0}%", 100.0 * share));
        let text = format!("{}: {}", class.title(), wording::world(class));
        layout.indented(out, &first, &" ".repeat(8), &text);
    }
    let never: Vec<&str> =
        classes.iter().filter(|(_, share)| *share <= 0.0).map(|(c, _)| c.title()).collect();
    if !never.is_empty() {
        layout.indented(out, "    0%  ", "        ", &format!("{}.", never.join(", ")));
    }
}

fn events(out: &mut String, outcome: &Outcome<'_>, layout: Layout) {
    layout.heading(out, "The most important events (median month, share of the runs that see them)");
    for happening in &outcome.important {
        let Happening { what, share, month, cause, .. } = happening;
        let setup = &outcome.scenario.setup;
        let first = format!("  {}  {:>4}  ", month.label(), format!("{:.0}%", 100.0 * share));
        let why = wording::cause(cause, setup).map(|why| format!(" ({why})")).unwrap_or_default();
        let text = wording::headline(what, setup) + &why;
        layout.indented(out, &first, &" ".repeat(18), &text);
    }
}

/// A whole number with commas: `10,000`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn small_numbers_are_not_minus_zero() {
        assert_eq!([-0.01, -0.26, 3.04].map(tenths), ["0.0", "-0.3", "3.0"]);
    }
}
