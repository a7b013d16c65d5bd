//! Tornado charts as an SVG picture, one below the other.

use std::fmt::Write as _;

use super::{Analysis, bars};
use crate::experiment::analysis::Finding;
use crate::experiment::sensitivity::swing::Swing;
use crate::report::numbers::{decimals, fixed};

/// Width of the picture, and of what stands to the left and to the right of the bars.
const WIDTH: f64 = 900.0;
const LEFT: f64 = 270.0;
const RIGHT: f64 = 130.0;
/// Height of a row, of a bar in it, and of what stands above and below the rows of a chart.
const ROW: f64 = 26.0;
const BAR: f64 = 16.0;
const ABOVE: f64 = 64.0;
const BELOW: f64 = 44.0;
/// Colours that also those can tell apart who see red and green alike (Okabe and Ito).
const LOW: &str = "#0072b2";
const MIDDLE: &str = "#999999";
const HIGH: &str = "#e69f00";
const TEXT: &str = "#222222";

/// The charts of all measures; one that no factor moves has a line that says so.
pub fn svg(analysis: &Analysis) -> String {
    let mut body = String::new();
    let mut top = 0.0;
    for finding in &analysis.findings {
        top += chart(&mut body, analysis, finding, top);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" width=\"{WIDTH}\" height=\"{top}\" \
         font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>What moves the measures of {}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{body}</svg>\n",
        escaped(&analysis.table.name)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Adds a text; `anchor` is where in it the place is: start, middle or end.
fn label(out: &mut String, (x, y): (f64, f64), anchor: &str, style: &str, text: &str) {
    let text = escaped(text);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{TEXT}\"{style}>{text}</text>"
    );
}

/// From values to places.
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    fn of(mean: f64, bars: &[(usize, Swing)]) -> Self {
        let ends = bars.iter().map(|(_, swing)| swing.ends());
        let (low, high) = ends.fold((mean, mean), |(l, h), (low, high)| (l.min(low), h.max(high)));
        Self { low, high }
    }

    fn x(&self, value: f64) -> f64 {
        let part = if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 };
        LEFT + part * (WIDTH - LEFT - RIGHT)
    }
}

/// Adds a chart and says how high it is.
fn chart(out: &mut String, analysis: &Analysis, finding: &Finding, top: f64) -> f64 {
    let of = analysis.month_and_unit(finding);
    let title = format!("{}: {} ({of})", analysis.scenario(finding), analysis.measure(finding));
    label(out, (16.0, top + 26.0), "start", " font-size=\"15\" font-weight=\"bold\"", &title);
    let bars = bars(finding);
    if bars.is_empty() {
        label(out, (16.0, top + 48.0), "start", "", "No factor moves it, or too little is left to tell.");
        return ABOVE;
    }
    legend(out, top + 48.0);
    let axis = Axis::of(finding.mean, &bars);
    let bottom = top + ABOVE + ROW * bars.len() as f64;
    for (row, (factor, swing)) in bars.iter().enumerate() {
        let y = top + ABOVE + ROW * row as f64;
        label(out, (LEFT - 14.0, y + 17.0), "end", "", analysis.factor(*factor));
        bar(out, &axis, finding.mean, swing, y + 0.5 * (ROW - BAR));
        if let Some(index) = index(finding, *factor) {
            label(out, (WIDTH - RIGHT + 14.0, y + 17.0), "start", "", &index);
        }
    }
    foot(out, &axis, (finding.mean, analysis.scale(finding.measure).times), (top + ABOVE, bottom));
    bottom + BELOW - top
}

/// The index by which factors are put in order, with its name.
fn index(finding: &Finding, factor: usize) -> Option<String> {
    let sensitivity = finding.sensitivity.as_ref().ok()?;
    let method = sensitivity.method;
    let value = sensitivity.main(factor)?.value;
    Some(format!("{} {}", method.indices()[method.main()].title, fixed(value, decimals(value.abs()).min(3))))
}

fn legend(out: &mut String, y: f64) {
    let entries = [(LOW, "factor low"), (MIDDLE, "in between"), (HIGH, "high")];
    let mut x = LEFT;
    for (colour, words) in entries {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>",
            y - 10.0
        );
        label(out, (x + 18.0, y), "start", "", words);
        x += 110.0;
    }
}

/// Bars from the mean; a shorter one is drawn over a longer one.
fn bar(out: &mut String, axis: &Axis, mean: f64, swing: &Swing, y: f64) {
    let mut parts = vec![(LOW, swing.low), (HIGH, swing.high)];
    parts.extend(swing.middle.map(|middle| (MIDDLE, middle)));
    parts.sort_by(|a, b| (b.1 - mean).abs().total_cmp(&(a.1 - mean).abs()));
    for (colour, value) in parts {
        let (from, to) = (axis.x(value.min(mean)), axis.x(value.max(mean)));
        let width = to - from;
        let _ = writeln!(
            out,
            "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{BAR}\" fill=\"{colour}\"/>"
        );
    }
}

/// The line of the mean, and the numbers below the bars.
fn foot(out: &mut String, axis: &Axis, (mean, times): (f64, f64), (top, bottom): (f64, f64)) {
    let x = axis.x(mean);
    let _ = writeln!(
        out,
        "<line x1=\"{x:.1}\" y1=\"{top:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\" stroke=\"{TEXT}\" stroke-width=\"1.5\"/>"
    );
    let decimals = decimals(times * axis.low.abs().max(axis.high.abs()));
    let fixed = |value: f64, decimals: usize| fixed(value * times, decimals);
    let y = bottom + 18.0;
    label(out, (x, y + 15.0), "middle", "", &format!("mean {}", fixed(mean, decimals)));
    if axis.high > axis.low {
        label(out, (LEFT, y), "start", "", &fixed(axis.low, decimals));
        label(out, (WIDTH - RIGHT, y), "end", "", &fixed(axis.high, decimals));
    }
}
