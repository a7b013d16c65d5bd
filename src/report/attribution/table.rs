//! Contributions made to be read: measure by measure the causes that can be told from nothing, with bars.

use super::Attributed;
use crate::experiment::attribution::{Contribution, Shared};
use crate::experiment::paired::Paired;
use crate::experiment::shapley::Method;
use crate::report::measure::{Scale, number_of, scale, title};
use crate::report::table::{Layout, WIDTHS, grouped, named_row};

/// Columns for names of causes.
const NAME: usize = 32;
/// Most causes listed of a measure.
const MOST: usize = 12;

/// The table.
pub fn table(attributed: &Attributed<'_>, layout: Layout) -> String {
    let layout = Layout { width: WIDTHS.1, ..layout };
    let mut out = String::new();
    head(&mut out, attributed, layout);
    for shared in &attributed.shared {
        measure(&mut out, attributed, shared, layout);
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
    let (runs, adopters, end) = (grouped(study.runs), grouped(setup.adopters), setup.end.label());
    let causes = if study.players.len() == 1 {
        "1 cause".to_owned()
    } else {
        format!("{} causes", study.players.len())
    };
    let fixed = match attributed.fixed {
        0 => String::new(),
        fixed => format!(" {fixed} others are in all worlds."),
    };
    let text = format!(
        "What {causes} of this scenario did by {end}: {runs} runs of {adopters} adopters, seed {}, each run with the \
         same chances in all worlds.{fixed}",
        study.seed.0
    );
    layout.paragraph(out, &text);
    let how = match study.method() {
        Method::Exact => "all sets of causes".to_owned(),
        Method::Orders(orders) => format!("{orders} of the possible orders in each run"),
        Method::Pairs(pairs) => format!("{} of the possible orders in each run", 2 * pairs),
    };
    let ways = format!(
        "Part: the cause's part of what all did together, by Shapley's rule, from {how}; the parts add up to the whole. \
         Left out: what is lost where it alone is left out. Alone: what it does where no other cause is there. \
         ±: standard error. Results follow from the assumptions of the model."
    );
    layout.paragraph(out, &ways);
}

fn measure(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, layout: Layout) {
    let (scale, name) = (scale(&shared.key), title(&shared.key, &attributed.setup.labs));
    layout.heading(out, &capitalised(&name));
    if shared.whole.pairs == 0 {
        layout.indented(out, "  ", "  ", "Nothing to measure at the end in any run.");
        return;
    }
    let [none, all] = shared.levels.map(|level| number_of(2, level * scale.times, false));
    let whole = number_of(2, shared.whole.spread.mean * scale.times, true);
    let summary = format!("{none} without any of them, {all} with all: {whole} {}.", scale.unit);
    layout.indented(out, "  ", "  ", &summary);
    let order = shared.by_size();
    let told = |player: &usize| shared.contributions[*player].part.is_clear();
    let (clear, unclear): (Vec<usize>, Vec<usize>) = order.into_iter().partition(told);
    if !clear.is_empty() {
        rows(out, attributed, shared, &clear, scale);
        bars(out, attributed, shared, &clear);
    }
    rest(out, &clear, &unclear, layout);
}

fn rows(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, players: &[usize], scale: Scale) {
    line(out, "", ["part", "±", "left out", "±", "alone", "±"]);
    for &player in players.iter().take(MOST) {
        let Contribution { part, without, alone } = &shared.contributions[player];
        let cells: Vec<String> =
            [part, without, alone].into_iter().flat_map(|way| cells(way, scale)).collect();
        line(out, &attributed.label(player), std::array::from_fn(|i| cells[i].as_str()));
    }
    let whole = cells(&shared.whole, scale);
    line(out, "all together", [&whole[0], &whole[1], "", "", "", ""]);
}

fn cells(way: &Paired, scale: Scale) -> [String; 2] {
    let shown = |value: f64, signed| number_of(2, value * scale.times, signed);
    let error = if way.pairs > 1 { shown(way.standard_error(), false) } else { String::new() };
    [shown(way.spread.mean, true), error]
}

fn line(out: &mut String, name: &str, [part, e, without, f, alone, g]: [&str; 6]) {
    named_row(out, name, NAME, &format!("{part:>7}{e:>6}{without:>11}{f:>6}{alone:>9}{g:>6}"));
}

/// Columns of a bar to each side of nothing.
const HALF: usize = 22;

fn bars(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, players: &[usize]) {
    let part = |player: usize| shared.contributions[player].part.spread.mean;
    let largest = players.iter().map(|player| part(*player).abs()).fold(0.0, f64::max);
    out.push('\n');
    for &player in players.iter().take(MOST) {
        let cells = "#".repeat(((part(player).abs() / largest * HALF as f64).round() as usize).max(1));
        let (left, right) = if part(player) < 0.0 { (cells, String::new()) } else { (String::new(), cells) };
        let id: String = attributed.id(player).chars().take(NAME - 1).collect();
        out.push_str(&format!("  {id:NAME$}{left:>HALF$}|{right}\n"));
    }
}

/// How many causes are not listed, and why.
fn rest(out: &mut String, clear: &[usize], unclear: &[usize], layout: Layout) {
    let further = clear.len().saturating_sub(MOST);
    if further > 0 {
        let text = format!(
            "{further} more have smaller parts that can be told from nothing; --format csv lists all."
        );
        layout.indented(out, "  ", "  ", &text);
    }
    match (clear.len(), unclear.len()) {
        (_, 0) => {}
        (0, _) => layout.indented(out, "  ", "  ", "No cause's part is distinguishable from nothing."),
        (_, others) => {
            let text = format!("The parts of {others} others are not distinguishable from nothing.");
            layout.indented(out, "  ", "  ", &text);
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
