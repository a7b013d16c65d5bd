//! Contributions as a picture: bars of the parts with their intervals, measure by measure, as SVG.

use std::fmt::Write as _;

use super::Attributed;
use crate::experiment::attribution::Shared;
use crate::report::measure::{scale, title};
use crate::report::numbers::{counted, number};
use crate::report::provenance::Maker;

/// Width of the picture, of the names, and height of a bar's row.
const WIDTH: f64 = 860.0;
const NAMES: f64 = 330.0;
const ROW: f64 = 20.0;
/// Most bars of a measure.
const MOST: usize = 12;
/// A part that adds, one that takes away, and one that is not distinguishable from nothing.
const COLOURS: [&str; 3] = ["#2a78a8", "#c0632b", "#b8b8b8"];

/// The picture.
pub fn svg(attributed: &Attributed<'_>) -> String {
    let panels: Vec<&Shared> = attributed.shared.iter().filter(|shared| shared.whole.pairs > 0).collect();
    let bars = attributed.study.players.len().min(MOST) as f64;
    let height = 64.0 + panels.len() as f64 * (bars * ROW + 56.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    text(
        &mut out,
        (12.0, 24.0),
        "start",
        &format!("{} ({})", attributed.title, attributed.scenario),
        "#111111",
    );
    let under = format!(
        "Parts by Shapley's rule of what causes did by {}, with 95 % intervals; {}, seed {}; {}; grey: not distinguishable from nothing",
        attributed.setup.end,
        counted(attributed.study.runs, "run", "runs"),
        attributed.study.seed.0,
        Maker::THIS.words()
    );
    text(&mut out, (12.0, 42.0), "start", &under, "#555555");
    for (i, shared) in panels.iter().enumerate() {
        panel(&mut out, attributed, shared, 64.0 + i as f64 * (bars * ROW + 56.0));
    }
    out.push_str("</svg>\n");
    out
}

fn panel(out: &mut String, attributed: &Attributed<'_>, shared: &Shared, top: f64) {
    let scale = scale(&shared.key);
    let order = shared.by_size();
    let shown = &order[..order.len().min(MOST)];
    let reach = |player: &usize| {
        let part = &shared.contributions[*player].part;
        [part.interval.0, part.interval.1, part.spread.mean]
            .map(f64::abs)
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max)
    };
    let most = shown.iter().map(reach).fold(0.0, f64::max).max(1e-9);
    let (middle, half) = (NAMES + 0.5 * (WIDTH - NAMES - 70.0), 0.5 * (WIDTH - NAMES - 70.0));
    let x = |value: f64| middle + value.clamp(-most, most) / most * half;
    let whole = number(shared.whole.spread.mean * scale.times, true);
    let head = format!("{}: {whole} {} together", title(&shared.key, &attributed.setup.labs), scale.unit);
    text(out, (12.0, top + 16.0), "start", &head, "#111111");
    for (i, &player) in shown.iter().enumerate() {
        let (part, y) = (&shared.contributions[player].part, top + 26.0 + i as f64 * ROW);
        let mean = part.spread.mean;
        let colour = COLOURS[if !part.is_clear() { 2 } else { usize::from(mean < 0.0) }];
        let (left, right) = (x(mean.min(0.0)), x(mean.max(0.0)));
        text(out, (NAMES - 8.0, y + 13.0), "end", &attributed.label(player), "#333333");
        let (width, height) = (right - left, ROW - 6.0);
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{colour}\"/>",
            y + 3.0
        );
        let (low, high) = (x(part.interval.0), x(part.interval.1));
        stroke(out, [low, y + 0.5 * ROW, high, y + 0.5 * ROW]);
        text(out, (WIDTH - 12.0, y + 13.0), "end", &number(mean * scale.times, true), "#333333");
    }
    let bottom = top + 26.0 + shown.len() as f64 * ROW;
    stroke(out, [middle, top + 24.0, middle, bottom]);
}

fn stroke(out: &mut String, [x1, y1, x2, y2]: [f64; 4]) {
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"#111111\"/>"
    );
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, text: &str, colour: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{text}</text>"
    );
}
