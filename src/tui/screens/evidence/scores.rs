//! The whole in two rows; of the selected series the selected figure, the scores beside the rivals', and what it is.

use super::figures as words;
use super::series::{Page, verdict};
use crate::experiment::backtest::{Forecaster, Tested};
use crate::report::numbers::{counted, grouped, percent};
use crate::tui::app::App;
use crate::tui::backtester::Found;
use crate::tui::screens::policy::rows::{Row, item, padded, paragraph, right};
use crate::tui::widgets::text;

/// Names of the horizons, the free run first.
const LEADS: [&str; 4] = ["from Jan 2024", "1-3 months on", "4-6 months on", "7-12 months on"];

/// What the back-test says as a whole.
pub fn summary(app: &App, found: &Found, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let whole = &found.whole;
    let (share, votes) = (percent(whole.agreement.share(), 0), whole.agreement.votes.len());
    let (loss, (low, high)) = (whole.agreement.loss(), whole.loss_interval);
    let agreement = [
        format!(
            "{share} of the votes of {votes} series in tolerance (by trust); mean squared distance {loss:.2} tolerances \
             (90 %: {low:.2} to {high:.2})."
        ),
        format!(
            "{share} of {votes} votes in tolerance; mean squared distance {loss:.2} ({low:.2} to {high:.2})."
        ),
        format!("{share} of {votes} votes in tolerance; distance {loss:.2}."),
    ];
    let won: Vec<String> = (1..Forecaster::ALL.len())
        .map(|place| {
            let (won, both) = whole.won()[place];
            format!("{} in {won} of {both}", Forecaster::ALL[place].title())
        })
        .collect();
    let runs = format!(
        "{} of {} with {} adopters, seed {}",
        counted(whole.runs, "run", "runs"),
        found.scenario,
        grouped(found.adopters),
        found.seed.0
    );
    let hold = if found.draws > 0 { "chance and parameters" } else { "chance only" };
    let better = [
        format!("Model better than {} series. {runs}; ranges hold {hold}.", won.join(", ")),
        format!("Model better than {} series; {}.", won.join(", "), counted(whole.runs, "run", "runs")),
        format!("Better than {}.", won.join(", ")),
        format!("Better than {}.", won.join(", ").replace(" trend in", "").replace(" in", "")),
    ];
    let row = |wordings: &[String], style| vec![(text::fitting(wordings, width).to_owned(), style)];
    vec![row(&agreement, theme.strong()), row(&better, theme.text())]
}

/// All that is said of the selected series.
pub fn rows(app: &App, page: &Page<'_>, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let mut rows = figure(app, page, width);
    if let Some(found) = page.found {
        rows.push(Vec::new());
        rows.extend(table(app, page, found, width));
    }
    let series = &page.rows.series[page.series];
    for (title, words) in [
        ("Measures", series.meaning.as_str()),
        ("Does not measure", &series.caveat),
        ("In the model", series.observable.meaning()),
    ] {
        rows.push(Vec::new());
        rows.push(vec![(title.to_owned(), theme.strong())]);
        rows.extend(item(("  ".to_owned(), theme.text()), words, theme.text(), width));
    }
    rows
}

/// The selected figure, what the model says of it, and where it comes from.
fn figure(app: &App, page: &Page<'_>, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let Some(row) = page.figures.get(page.at).map(|row| (*row, &page.rows.rows[*row])) else {
        return Vec::new();
    };
    let (place, row) = row;
    let unit = page.rows.series[page.series].unit.as_str();
    let noun = words::noun(unit);
    let tolerance =
        row.band.map(|band| format!(", tolerance {}", words::range(unit, band))).unwrap_or_default();
    let scored = if row.scored { "" } else { ", not scored" };
    let observed = format!(
        "{}: observed {}{noun}{tolerance}; trust {}{scored}.",
        words::window(row),
        words::value(unit, row.value),
        row.trust.key(),
    );
    let mut rows = paragraph(&observed, theme.accent(), width);
    let case = page.found.and_then(|found| found.whole.case(place)?.forecasts[0]);
    if let Some((told, score)) = case {
        let inside = row.band.map(|(low, high)| (low..=high).contains(&told.mean));
        let inside = match inside {
            Some(true) => ", in tolerance",
            Some(false) => ", outside the tolerance",
            None => "",
        };
        let told = format!(
            "Model: median {}{noun}, 80% of runs {}; mean {}, error {}{inside}.",
            words::value(unit, told.median),
            words::range(unit, told.band),
            words::value(unit, told.mean),
            words::error(score.error),
        );
        rows.extend(paragraph(&told, theme.text(), width));
    }
    let source = match row.source_address.as_str() {
        "" => row.source_title.clone(),
        address => format!("{}, {address}", row.source_title),
    };
    let note = if row.note.is_empty() { String::new() } else { format!(" ({})", row.note) };
    let source = format!(
        "Figure {} of {}, {}: {source}{note}",
        page.at + 1,
        page.figures.len(),
        words::status(row.status)
    );
    rows.extend(paragraph(&source, theme.dim(), width));
    rows
}

/// Scores of the model and of the rivals, from the start and ahead of the dates of forecast.
fn table(app: &App, page: &Page<'_>, found: &Found, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let (first, cell) = if width >= 62 { (16, 11) } else { (15, 9) };
    let names = ["model", "last value", "linear", "logistic"];
    let names = if width >= 62 { names } else { ["model", "last", "linear", "logistic"] };
    let head: String = names.iter().map(|name| right(&format!("{name} "), cell)).collect();
    let title = padded(if width >= 62 { "CRPS (low: good)" } else { "CRPS (low good)" }, first);
    let mut rows = vec![vec![(title, theme.dim()), (head, theme.dim())]];
    let all = [&found.whole.free].into_iter().chain(&found.whole.ahead);
    for (name, tested) in LEADS.iter().zip(all) {
        let Some(one) = tested.iter().find(|one| one.series == page.series) else { continue };
        let mut row = vec![(padded(name, first), theme.text())];
        row.extend((0..Forecaster::ALL.len()).map(|place| {
            let better = place > 0 && one.is_beaten_by(place);
            let score = one.skills[place].map_or("-".to_owned(), |skill| words::score(skill.crps));
            let mark = if better { "*" } else { " " };
            (right(&format!("{score}{mark}"), cell), if better { theme.strong() } else { theme.text() })
        }));
        rows.push(row);
    }
    let (_, word, _) = verdict(found, page.rows, page.series, app.look.ascii());
    if let Some(words) = found.whole.series(page.series).and_then(|one| of_model(one, &word)) {
        rows.extend(paragraph(&words, theme.text(), width));
    }
    rows.extend(paragraph(
        "* did better than the model in the same cases. Ahead, the model's parameters are judged in knowledge of the \
         whole record.",
        theme.dim(),
        width,
    ));
    rows
}

fn of_model(tested: &Tested, verdict: &str) -> Option<String> {
    let model = tested.skills[0]?;
    Some(format!(
        "Model from Jan 2024: mean error {}; {} of the figures lie in the middle 80% of runs; {verdict}.",
        words::error(model.error),
        percent(model.coverage, 0),
    ))
}
