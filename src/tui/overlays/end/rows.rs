//! The rows of the sheet at the end.

use ratatui::style::{Modifier, Style};

use super::{Act, Row, Turning, has_predictions, most, turnings};
use crate::model::calendar::Month;
use crate::model::measure::EndWorld;
use crate::playthrough::{
    Axis, Calibration, Direction, Ending, Finding, Inquiry, Score, Snapshot, axes_of, foresights, targets_met,
};
use crate::report::wording as report;
use crate::tui::action::Action;
use crate::tui::app::{App, Look};
use crate::tui::overlays::help::key;
use crate::tui::panels::reveal;
use crate::tui::widgets::bars::bar;
use crate::tui::widgets::text;
use crate::tui::wording::{self, measure};

/// What a click on some columns of a row does: the first column, the one after the last, the action.
type Click = (u16, u16, Act);

/// The sheet as it is drawn.
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// What answers to the mouse, with its row.
    pub clicks: Vec<(usize, Click)>,
}

/// A sheet being written.
struct Page<'a> {
    look: &'a Look,
    width: u16,
    rows: Vec<Row>,
    clicks: Vec<(usize, Click)>,
}

impl Page<'_> {
    fn strong(&self) -> Style {
        self.look.theme.bar().add_modifier(Modifier::BOLD)
    }

    fn title(&mut self, title: &str) {
        if !self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.rows.push(vec![(title.to_owned(), self.look.theme.key())]);
    }

    fn say(&mut self, told: &str, style: Style) {
        for line in text::wrap(told, self.width) {
            self.rows.push(vec![(line, style)]);
        }
    }

    /// Text that goes on below its first line a little further in.
    fn item(&mut self, head: &str, told: &str, style: Style) {
        let indent = text::width(head);
        for (i, line) in text::wrap(told, self.width.saturating_sub(indent)).into_iter().enumerate() {
            let lead = if i == 0 { head.to_owned() } else { " ".repeat(usize::from(indent)) };
            self.rows.push(vec![(lead, self.look.theme.bar_dim()), (line, style)]);
        }
    }
}

/// All rows.
pub fn all(app: &App, snapshot: &Snapshot, back: Month, width: u16) -> Sheet {
    let look = &app.look;
    let mut page = Page { look, width, rows: Vec::new(), clicks: Vec::new() };
    let ending = match snapshot.findings.get(&Inquiry::Ending).map(|finding| &**finding) {
        Some(Finding::Ending(ending)) => Some(ending),
        _ => None,
    };
    outcome(&mut page, snapshot);
    ways_back(&mut page, &key(app, Action::Return(Act::Go)), back);
    odds(&mut page, snapshot, ending);
    goal(&mut page, snapshot, ending);
    axes(&mut page, snapshot);
    let turnings = turnings(snapshot);
    turning_points(&mut page, &turnings);
    if has_predictions(snapshot) {
        predictions(&mut page, snapshot);
    }
    page.say("", look.theme.bar());
    let hold =
        if snapshot.facts.posterior.is_some() { "chance and unknown parameters" } else { "chance only" };
    let back = "{back} closes this, to look around on the screens; {end} opens it again. All of it holds only \
                under the model's assumptions, and the odds hold ";
    page.say(&format!("{}{hold}.", app.keys.fill(back)), look.theme.bar_dim());
    Sheet { rows: page.rows, clicks: page.clicks }
}

/// Which world it became.
fn outcome(page: &mut Page<'_>, snapshot: &Snapshot) {
    let (bar_style, strong) = (page.look.theme.bar(), page.strong());
    let Some(outcome) = snapshot.outcome() else {
        page.say("The last month has not been reached.", bar_style);
        return;
    };
    page.say(&format!("This world became \"{}\":", outcome.title()), strong);
    page.say(&format!("{}.", report::world(outcome)), bar_style);
    if let Some(alone) = snapshot.unmoved_outcome() {
        let told = if alone == outcome { "the same".to_owned() } else { format!("\"{}\"", alone.title()) };
        page.say(&format!("With the same chance and nothing done by you: {told}."), bar_style);
    }
}

/// The month to go back to, with what chooses and what goes.
fn ways_back(page: &mut Page<'_>, enter: &str, back: Month) {
    let (strong, bar, dim) = (page.look.theme.key(), page.look.theme.bar(), page.look.theme.bar_dim());
    let [less, more] = if page.look.ascii() { ["<", ">"] } else { ["◂", "▸"] };
    let go = format!("{enter}  go back to");
    let month = back.label();
    let (from, to) = (text::width(&go) + 1, text::width(&go) + 1 + text::width(&month) + 4);
    page.rows.push(Vec::new());
    let row = page.rows.len();
    page.clicks.push((row, (0, from, Act::Go)));
    page.clicks.push((row, (from, from + 2, Act::By(-1))));
    page.clicks.push((row, (from + 2, to - 2, Act::Go)));
    page.clicks.push((row, (to - 2, to, Act::By(1))));
    page.rows.push(vec![
        (go, strong),
        (format!(" {less} "), bar),
        (month, strong),
        (format!(" {more} "), bar),
        (" and try it another way".to_owned(), dim),
    ]);
}

/// How sure it was.
fn odds(page: &mut Page<'_>, snapshot: &Snapshot, ending: Option<&Ending>) {
    let (bar_style, dim, strong) = (page.look.theme.bar(), page.look.theme.bar_dim(), page.strong());
    let Some(outcome) = snapshot.outcome() else { return };
    page.title("How sure was that?");
    let Some(ending) = ending else {
        page.say("finding out from futures of the opening ...", dim);
        return;
    };
    let [alone, moved] = ending.contrast.odds;
    let told = format!(
        "Of {} from {} on, {} became so under all that you did, and {} with nothing done.",
        text::count(ending.contrast.pairs, "future"),
        ending.contrast.from.label(),
        percent(moved[outcome.index()]),
        percent(alone[outcome.index()]),
    );
    page.say(&told, bar_style);
    let mut worlds = EndWorld::ALL.to_vec();
    worlds.retain(|world| moved[world.index()] > 0.0 || alone[world.index()] > 0.0);
    worlds.sort_by(|a, b| moved[b.index()].total_cmp(&moved[a.index()]));
    // Bars are shorter on a narrow sheet, numbers are whole.
    let cells = usize::from(page.width.saturating_sub(43)).clamp(4, 16);
    for world in worlds {
        let share = moved[world.index()];
        let drawn = bar(share, cells, page.look.ascii());
        let pad = " ".repeat(cells.saturating_sub(usize::from(text::width(&drawn))));
        page.rows.push(vec![
            (format!("  {:<16}", world.title()), if world == outcome { strong } else { bar_style }),
            (format!("{drawn}{pad}"), bar_style),
            (format!(" {:>4}", percent(share)), strong),
            (format!("  nothing done {:>4}", percent(alone[world.index()])), dim),
        ]);
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// Whether the role's goal was reached, target by target, and how often it would have been by doing nothing.
fn goal(page: &mut Page<'_>, snapshot: &Snapshot, ending: Option<&Ending>) {
    let facts = &snapshot.facts;
    let Some(role) = facts.role.as_ref().filter(|role| !role.targets.is_empty()) else { return };
    let met = targets_met(role, &snapshot.played, &facts.setup);
    let (bar_style, strong, dim) = (page.look.theme.bar(), page.strong(), page.look.theme.bar_dim());
    page.title(&format!("The goal of {}", role.title));
    page.say(&role.goal, dim);
    let reached = met.iter().all(|met| *met);
    page.say(if reached { "Reached in this world." } else { "Not reached in this world." }, strong);
    let odds = ending.and_then(|ending| ending.goal.as_ref());
    for (i, (target, met)) in role.targets.iter().zip(&met).enumerate() {
        let odds = odds.and_then(|goal| goal.targets.get(i)).map(often).unwrap_or_default();
        page.item(
            if *met { "  met      " } else { "  not met  " },
            &format!("{}{odds}", wording::target(target, &facts.setup.labs).join(", ")),
            bar_style,
        );
    }
    match odds {
        Some(goal) => {
            let [alone, moved] = goal.reached.map(percent);
            let told = format!(
                "By doing nothing it would have been reached in {alone} of the futures, under all that you did in {moved}."
            );
            page.say(&told, bar_style);
        }
        None => page.say("finding out how often doing nothing would have reached it ...", dim),
    }
}

fn often(odds: &[f64; 2]) -> String {
    format!(" ({} of the futures; by doing nothing {})", percent(odds[1]), percent(odds[0]))
}

/// Columns of the bar of an axis.
const AXIS: usize = 21;
/// Columns of an axis in one row; where there are fewer it takes two.
const WHOLE_AXIS: u16 = 76;

/// Five axes: this world as a mark on each, and the same chance with nothing done.
fn axes(page: &mut Page<'_>, snapshot: &Snapshot) {
    let parameters = &snapshot.facts.setup.parameters;
    let here = axes_of(&snapshot.played, parameters);
    let alone = snapshot.unmoved.as_ref().map(|history| axes_of(history, parameters));
    let (bar_style, strong, dim) = (page.look.theme.bar(), page.strong(), page.look.theme.bar_dim());
    let ascii = page.look.ascii();
    page.title("Five axes, none of them a score");
    let [mark, other] = if ascii { ["O", "o"] } else { ["●", "○"] };
    let note = if alone.is_some() { format!("; {other} with nothing done") } else { String::new() };
    page.say(&format!("{mark} this world in {}{note}", snapshot.facts.setup.end.label()), dim);
    for axis in Axis::ALL {
        let (at, was) = (here[axis.index()], alone.map(|alone| alone[axis.index()]));
        let [low, high] = axis.ends();
        let numbers = match was {
            Some(was) => format!(" {} ({})", hundredths(at), hundredths(was)),
            None => format!(" {}", hundredths(at)),
        };
        let title = (format!("  {:<14}", axis.title()), strong);
        let mut line = vec![
            (format!("{low:>12} "), dim),
            (track(at, was, ascii), bar_style),
            (format!(" {high:<13}"), dim),
        ];
        if page.width < WHOLE_AXIS {
            page.rows.push(vec![title, (numbers, bar_style)]);
            line[0].0.insert_str(0, "  ");
        } else {
            line.insert(0, title);
            line.push((numbers, bar_style));
        }
        page.rows.push(line);
    }
}

fn hundredths(value: f64) -> String {
    if value.is_nan() { "none".to_owned() } else { format!("{value:.2}") }
}

/// A line with a mark for a value from 0 to 1, and a hollow one for another.
fn track(at: f64, was: Option<f64>, ascii: bool) -> String {
    let [line, mark, other] = if ascii { ['-', 'O', 'o'] } else { ['─', '●', '○'] };
    let mut cells = [line; AXIS];
    let column = |value: f64| (value.clamp(0.0, 1.0) * (AXIS - 1) as f64).round() as usize;
    for (value, mark) in [(was.unwrap_or(f64::NAN), other), (at, mark)] {
        if value.is_finite() {
            cells[column(value)] = mark;
        }
    }
    cells.into_iter().collect()
}

/// What each thing done came to, found by leaving it out.
fn turning_points(page: &mut Page<'_>, turnings: &[Turning]) {
    let (bar_style, dim) = (page.look.theme.bar(), page.look.theme.bar_dim());
    page.title("Turning points");
    if turnings.is_empty() {
        page.say("You moved nothing, so there is nothing to leave out.", bar_style);
        return;
    }
    let found = turnings.iter().filter(|turning| turning.contrast.is_some()).count();
    let told = "Each of your moves left out of the same futures, all others kept: what would have been missing. A number, or a click, goes back to before it.";
    page.say(told, dim);
    if found < turnings.len() {
        page.say(&format!("finding out: {found} of {} so far ...", turnings.len()), dim);
    }
    for (at, turning) in turnings.iter().enumerate() {
        let number = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
        let head = format!("{number} {}  ", turning.deed.made.short_label());
        page.clicks.push((page.rows.len(), (0, page.width, Act::Turning(at))));
        page.item(&head, &turning.deed.pieces.join("; "), page.strong());
        let came = match &turning.contrast {
            None => "finding out ...".to_owned(),
            Some(contrast) => most(contrast).map_or("nothing to measure".to_owned(), |most| {
                format!("{}: {}", most.of.title(), measure::at_the_end(most))
            }),
        };
        page.item("          ", &came, bar_style);
    }
}

/// How the predictions came out, one by one and summed up.
fn predictions(page: &mut Page<'_>, snapshot: &Snapshot) {
    let (bar_style, dim) = (page.look.theme.bar(), page.look.theme.bar_dim());
    page.title("Your predictions");
    let made = foresights(&snapshot.journal);
    let scores: Vec<Score> = made.iter().filter_map(|of| reveal::score(snapshot, *of)).collect();
    if scores.len() < made.len() {
        page.say(&format!("finding out: {} of {} so far ...", scores.len(), made.len()), dim);
    }
    if !scores.is_empty() {
        let sum = Calibration::of(&scores);
        let told = format!(
            "Direction right {} of {}, within the band of 10 to 90% {} of {}. When does not count.",
            sum.direction, sum.scored, sum.inside, sum.scored
        );
        page.say(&told, page.strong());
        let said = Direction::ALL.into_iter().zip(sum.by_direction).filter(|(_, (_, of))| *of > 0);
        let said = said.map(|(said, (right, of))| format!("{} {right} of {of}", said.title()));
        page.say(&format!("By what you said: {}.", said.collect::<Vec<_>>().join(", ")), bar_style);
        let errors = sum.errors.iter().map(|(of, error, _)| {
            let unit = of.unit();
            let error = measure::difference(unit, *error);
            format!("{} {} {}", of.title(), error.trim_start_matches('+'), measure::unit(unit))
        });
        page.say(&format!("Off on average: {}.", errors.collect::<Vec<_>>().join(", ")), bar_style);
    }
    for score in &scores {
        page.item("  ", &measure::score(score), dim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_their_values_are() {
        assert_eq!(track(0.0, Some(1.0), true), "O-------------------o");
        assert_eq!(track(0.5, Some(0.5), true), "----------O----------");
        assert_eq!(track(f64::NAN, None, true), "-".repeat(AXIS));
    }
}
