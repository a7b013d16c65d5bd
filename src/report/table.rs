//! The summary made to be read: who has what share at the end, how it came, the odds, the main events.

mod chart;

use console::Style;

use super::numbers::{counted, grouped, number, percent};
use super::provenance::Drawn;
use super::{Outcome, provenance, wording};
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
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        // A number and its sign of per cent stay in one line.
        let filled = textwrap::fill(&text.replace(" %", "\u{a0}%"), options);
        out.push_str(&filled.replace('\u{a0}', " "));
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
    let runs = counted(summary.runs, "run", "runs");
    let (from, to) = (summary.month(0).label(), end(summary));
    let adopters = grouped(scenario.setup.adopters);
    layout.paragraph(out, &format!("{runs} of {adopters} adopters, {from} to {to}, seed {}.", outcome.seed));
    if !outcome.settings.is_empty() {
        layout.paragraph(out, &format!("Changed: {}.", outcome.settings.join(", ")));
    }
    layout.paragraph(out, &provenance::line(&scenario.setup));
    let chance = match summary.runs {
        1 => "one run is one course of many that chance allows, and has no range".to_owned(),
        _ => format!("ranges show what {} and hold 8 runs in 10", Drawn::ranges(outcome.drawn.as_ref())),
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
            last(summary, &key).map_or_else(String::new, |spread| range(&spread, summary.runs))
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

fn range(spread: &Spread, runs: usize) -> String {
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
            let [median, p10, p90] = [median, p10, p90].map(|months| number(months, false));
            let range = if summary.runs == 1 { String::new() } else { format!(" ({p10} to {p90})") };
            out.push_str(&format!("  {words:34} {median:>5} months{range}\n"));
        }
    }
}

fn odds(out: &mut String, summary: &Summary, layout: Layout) {
    layout.heading(out, "What the world looks like at the end, by share of the runs");
    let mut classes = EndWorld::ALL.map(|class| (class, summary.worlds[class.index()]));
    classes.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (class, share) in classes.into_iter().filter(|(_, share)| *share > 0.0) {
        let first = format!("  {:>5}  ", percent(share, 0));
        let text = format!("{}: {}", class.title(), wording::world(class));
        layout.indented(out, &first, &" ".repeat(9), &text);
    }
    let never: Vec<&str> =
        classes.iter().filter(|(_, share)| *share <= 0.0).map(|(c, _)| c.title()).collect();
    if !never.is_empty() {
        layout.indented(out, "    0 %  ", "         ", &format!("{}.", never.join(", ")));
    }
}

fn events(out: &mut String, outcome: &Outcome<'_>, layout: Layout) {
    layout.heading(out, "The most important events (median month, share of the runs that see them)");
    for happening in &outcome.important {
        let Happening { what, share, month, cause, .. } = happening;
        let setup = &outcome.scenario.setup;
        let first = format!("  {}  {:>5}  ", month.label(), percent(*share, 0));
        let why = wording::cause(cause, setup).map(|why| format!(" ({why})")).unwrap_or_default();
        let text = wording::headline(what, setup) + &why;
        layout.indented(out, &first, &" ".repeat(19), &text);
    }
}

/// Adds a row of a name in `width` columns and its cells; a long name goes over several lines.
pub(super) fn named_row(out: &mut String, name: &str, width: usize, cells: &str) {
    // At spaces only: a month such as 2025-06 stays whole.
    let options = textwrap::Options::new(width - 1)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let names = textwrap::wrap(name, options);
    let first = names.first().map_or("", |name| name);
    out.push_str(format!("  {first:width$}{cells}").trim_end());
    out.push('\n');
    for further in names.iter().skip(1) {
        out.push_str(&format!("    {further}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_per_cent_stay_in_one_line() {
        let mut out = String::new();
        Layout { width: 22, colour: false }.paragraph(&mut out, "Chance is 91 % and 19 % of that.");
        assert_eq!(out, "Chance is 91 % and\n19 % of that.\n");
    }

    #[test]
    fn months_in_long_names_stay_whole() {
        let mut out = String::new();
        named_row(&mut out, "us.state_regimes 1 to 2, 2024-09", 32, "+1.00");
        assert_eq!(out, "  us.state_regimes 1 to 2,        +1.00\n    2024-09\n");
    }
}
