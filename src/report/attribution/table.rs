//! Contributions made to be read: measure by measure the causes that can be told from nothing, with bars.

use super::Attributed;
use crate::experiment::attribution::{Contribution, Shared, jointly_clear};
use crate::experiment::paired::Paired;
use crate::experiment::shapley::Method;
use crate::experiment::split::Split;
use crate::report::measure::{Scale, scale, title};
use crate::report::numbers::{counted, grouped, number_of, percent_if_any, short};
use crate::report::provenance::{self, Drawn};
use crate::report::table::{Layout, WIDTHS, named_row};

/// Columns for names of causes.
const NAME: usize = 31;
/// Most causes listed of a measure.
const MOST: usize = 12;
/// Most causes listed of a measure where none can be told from nothing.
const UNCLEAR: usize = 3;

/// The table.
pub fn table(attributed: &Attributed<'_>, layout: Layout) -> String {
    let layout = Layout { width: WIDTHS.1, ..layout };
    let mut out = String::new();
    head(&mut out, attributed, layout);
    for (shared, joint) in attributed.shared.iter().zip(jointly_clear(&attributed.shared)) {
        measure(&mut out, attributed, shared, &joint, layout);
    }
    out
}

fn head(out: &mut String, attributed: &Attributed<'_>, layout: Layout) {
    let (setup, study) = (attributed.setup, attributed.study);
    out.push_str(&layout.bold(&format!("{} ({})", attributed.title, attributed.scenario)));
    out.push('\n');
    if !attributed.settings.is_empty() {
        layout.paragraph(out, &format!("Changed: {}.", attributed.settings.join(", ")));
    }
    let (adopters, end) = (grouped(setup.adopters), setup.end.label());
    let runs = counted(study.runs, "run", "runs");
    let causes = counted(study.players.len(), "cause", "causes");
    let fixed = match attributed.fixed {
        0 => String::new(),
        1 => " 1 other is in all worlds.".to_owned(),
        fixed => format!(" {} others are in all worlds.", grouped(fixed)),
    };
    let text = format!(
        "What {causes} of this scenario did by {end}: {runs} of {adopters} adopters, seed {}, each run with the \
         same chances in all worlds.{fixed}",
        study.seed.0
    );
    layout.paragraph(out, &text);
    layout.paragraph(out, &provenance::line(setup));
    let how = match study.method() {
        Method::Exact => "all sets of causes".to_owned(),
        Method::Orders(orders) => format!("{orders} of the possible orders in each run"),
        Method::Pairs(pairs) => format!("{} of the possible orders in each run", 2 * pairs),
    };
    let ways = format!(
        "Part: the cause's part of what all did together, by Shapley's rule, from {how}; the parts add up to the whole. \
         Left out: what is lost where it alone is left out. Alone: what it does where no other cause is there. \
         ±: half the width of the 95 % interval. Results follow from the assumptions of the model."
    );
    layout.paragraph(out, &ways);
    let hold = Drawn::ranges(attributed.drawn.as_ref());
    let draws = match &attributed.drawn {
        Some(drawn) if drawn.draws() > 0 => {
            " Beside the bars: the share of draws in which the part has the sign of its mean, `robust` from 90 % on where its \
             interval leaves out zero; and the share of its variance that comes of parameters, the rest being chance."
        }
        _ => "",
    };
    layout.paragraph(out, &format!("Intervals show what {hold}.{draws}"));
    layout.paragraph(out, &judged(attributed));
}

/// How parts are told from nothing.
fn judged(attributed: &Attributed<'_>) -> String {
    let questions = attributed.study.players.len() * attributed.shared.len();
    match (attributed.study.runs, questions) {
        (1, _) => {
            "One run allows no test: parts are shown as they came out, whether or not chance made them. \
                   Give more --runs."
                .to_owned()
        }
        (_, 0 | 1) => "The cause is listed if its own 95 % interval leaves out zero.".to_owned(),
        _ => format!(
            "A cause is listed if its own 95 % interval leaves out zero: 1 in 20 of those that make only noise does. \
             * can be told from nothing when all {} parts below are judged together (Holm's rule, 5 %).",
            grouped(questions)
        ),
    }
}

fn measure(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, joint: &[bool], layout: Layout) {
    let (scale, name) = (scale(&shared.key), title(&shared.key, &attributed.setup.labs));
    layout.heading(out, &capitalised(&name));
    if shared.whole.pairs == 0 {
        layout.indented(out, "  ", "  ", "Nothing to measure at the end in any run.");
        return;
    }
    let [none, all] = shared.levels.map(|level| number_of(2, level * scale.times, false));
    let whole = number_of(2, shared.whole.spread.mean * scale.times, true);
    let level = if scale.level == "per cent" { " per cent" } else { "" };
    let summary = format!("{none}{level} without any of them, {all} with all: {whole} {}.", scale.unit);
    layout.indented(out, "  ", "  ", &summary);
    let listed = Listed::of(attributed, shared, scale);
    rows(out, attributed, shared, &listed.players, scale, joint);
    if !listed.players.is_empty() {
        bars(out, attributed, shared, &listed.players);
    }
    listed.rest(out, layout);
}

/// Which causes are listed of a measure.
struct Listed {
    players: Vec<usize>,
    /// Whether those listed can be told from nothing; where none can, the largest are listed all the same.
    clear: bool,
    /// Clear ones that are not listed, as they are too many or too small to be seen.
    further: usize,
    /// Others whose parts are not nothing, and those whose parts are.
    unclear: usize,
    idle: usize,
    tested: bool,
}

impl Listed {
    fn of(attributed: &Attributed<'_>, shared: &Shared, scale: Scale) -> Self {
        let part = |player: &usize| &shared.contributions[*player].part;
        let shown = |player: &usize| (part(player).spread.mean * scale.times).abs() >= 0.005;
        let (active, idle): (Vec<usize>, Vec<usize>) =
            shared.by_size().into_iter().partition(|player| part(player).spread.mean != 0.0);
        let (clear, unclear): (Vec<usize>, Vec<usize>) =
            active.iter().partition(|player| part(player).is_clear());
        let tested = attributed.study.runs > 1;
        let (most, of) = match (tested, clear.is_empty()) {
            (false, _) => (MOST, &active),
            (true, true) => (UNCLEAR, &unclear),
            (true, false) => (MOST, &clear),
        };
        let players: Vec<usize> = of.iter().copied().filter(shown).take(most).collect();
        let further = if tested && clear.is_empty() { 0 } else { of.len() - players.len() };
        let unclear = if tested { unclear.len() } else { 0 };
        Self { players, clear: !clear.is_empty(), further, unclear, idle: idle.len(), tested }
    }

    /// What is not listed, and why.
    fn rest(&self, out: &mut String, layout: Layout) {
        let mut say = |text: &str| layout.indented(out, "  ", "  ", text);
        let have = |number: usize| if number == 1 { "has" } else { "have" };
        if self.tested && !self.clear {
            let which = match (self.unclear, self.players.len()) {
                (0, _) | (_, 0) => "",
                (unclear, shown) if unclear == shown => " Listed is what came out.",
                _ => " The largest are listed.",
            };
            say(&format!("No cause's part is distinguishable from nothing.{which}"));
        } else if self.unclear > 0 {
            let others = counted(self.unclear, "other is", "others are");
            let parts = if self.unclear == 1 { "The part of" } else { "The parts of" };
            say(&format!("{parts} {others} not distinguishable from nothing."));
        }
        if self.further > 0 {
            let more = grouped(self.further);
            say(&format!("{more} more {} smaller parts; --format csv lists all.", have(self.further)));
        }
        if self.idle > 0 {
            say(&format!("{} no part in any run.", counted(self.idle, "cause has", "causes have")));
        }
    }
}

fn rows(
    out: &mut String,
    attributed: &Attributed<'_>,
    shared: &Shared,
    players: &[usize],
    scale: Scale,
    joint: &[bool],
) {
    let error = if attributed.study.runs > 1 { "±" } else { "" };
    line(out, "", ["part", error, "left out", error, "alone", error], false);
    for &player in players {
        let Contribution { part, without, alone } = &shared.contributions[player];
        let cells: Vec<String> =
            [part, without, alone].into_iter().flat_map(|way| cells(way, scale)).collect();
        line(out, &attributed.label(player), std::array::from_fn(|i| cells[i].as_str()), joint[player]);
    }
    let whole = cells(&shared.whole, scale);
    line(out, "all together", [&whole[0], &whole[1], "", "", "", ""], false);
}

fn cells(way: &Paired, scale: Scale) -> [String; 2] {
    let shown = |value: f64, signed| number_of(2, value * scale.times, signed);
    let half = if way.pairs > 1 { shown(way.half_width(), false) } else { String::new() };
    [shown(way.spread.mean, true), half]
}

fn line(out: &mut String, name: &str, [part, e, without, f, alone, g]: [&str; 6], joint: bool) {
    let mark = if joint { '*' } else { ' ' };
    named_row(out, name, NAME, &format!("{part:>7}{mark}{e:>6}{without:>10}{f:>7}{alone:>8}{g:>7}"));
}

/// Columns for a bar and its name, and those beside it for what draws say.
const BARS: usize = 78;
const DRAWS: usize = 20;

fn bars(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, players: &[usize]) {
    let part = |player: usize| &shared.contributions[player].part;
    let mean = |player: usize| part(player).spread.mean;
    let largest = players.iter().map(|player| mean(*player).abs()).fold(0.0, f64::max);
    let labels: Vec<String> = players.iter().map(|player| attributed.short_label(*player)).collect();
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let is_drawn = players.iter().any(|player| part(*player).split.is_some());
    let all = if is_drawn { BARS - DRAWS } else { BARS };
    let name = if is_drawn { (longest + 1).min(NAME - 2) } else { (longest + 1).clamp(NAME - 2, NAME + 8) };
    let half = (all - 1 - name) / 2;
    out.push('\n');
    if is_drawn {
        out.push_str(&format!("  {:width$}{:>6}{:>7}{:>7}\n", "", "agree", "", "param.", width = all));
    }
    for (&player, label) in players.iter().zip(&labels) {
        let cells = "#".repeat(((mean(player).abs() / largest * half as f64).round() as usize).max(1));
        let (left, right) = if mean(player) < 0.0 { (cells, String::new()) } else { (String::new(), cells) };
        let label = short(label, name - 1);
        let bar = format!("{label:name$}{left:>half$}|{right}");
        let line = match part(player).split {
            None => format!("  {bar}"),
            Some(split) => format!("  {bar:all$}{}", by_draws(part(player), &split)),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// The share of draws that agree on the sign, whether that is robust, and what the spread comes from.
fn by_draws(part: &Paired, split: &Split) -> String {
    let [agreeing, parameters] =
        [split.agreeing, split.from_parameters].map(|share| percent_if_any(share, 0));
    let verdict = if split.is_robust() && part.is_clear() { "robust" } else { "" };
    format!("{agreeing:>6}{verdict:>7}{parameters:>7}")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
