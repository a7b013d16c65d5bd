//! Every structural parameter: its value in its range, how much outcomes depend on it, and where it comes from.

use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{Act, State};
use crate::model::calendar::Month;
use crate::model::parameters::{Entry, Family, Parameters, entries};
use crate::playthrough::Headline;
use crate::report::screening::{Measured, Screening};
use crate::scenario::series_name;
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::region::Regions;
use crate::tui::screens::policy::rows::{self, Row, item, padded, paragraph, right};
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::slider::Slider;
use crate::tui::widgets::{bars, text};

/// Cells of the bar that says how much outcomes depend on a parameter.
const BAR: u16 = 8;

/// What is known of the parameters, by their place in the table of all.
struct Kept {
    screening: Screening,
    /// The largest effect on any measure, in points.
    points: Vec<f64>,
    /// The largest of these.
    most: f64,
}

static KEPT: LazyLock<Result<Kept, String>> = LazyLock::new(|| {
    let screening = Screening::kept().map_err(|error| error.to_string())?;
    let largest = |name: &str| {
        let found = screening.parameters.iter().find(|parameter| parameter.name == name);
        let effects =
            found.into_iter().flat_map(|parameter| parameter.mu_star.iter().zip(&screening.measures));
        effects.map(|(effect, measure)| effect / scale(&measure.unit)).fold(0.0, f64::max)
    };
    let points: Vec<f64> = entries().map(|entry| largest(&entry.name())).collect();
    let most = points.iter().copied().fold(1e-9, f64::max);
    Ok(Kept { screening, points, most })
});

/// What counts as much as one percentage point of a share, as among the turning points of a game.
fn scale(unit: &str) -> f64 {
    if unit == "months" { 0.25 } else { 0.01 }
}

/// A row of the table.
#[derive(Clone, Copy)]
enum Item {
    Family(&'static Family),
    Entry(usize, Entry),
}

/// The rows that are shown: those that the filter leaves, in the order asked for.
fn items(state: &State) -> Vec<Item> {
    let wanted = state.filter.to_lowercase();
    let holds = |entry: &Entry| {
        let told = format!("{} {}", entry.name(), entry.family.meaning).to_lowercase();
        wanted.split_whitespace().all(|word| told.contains(word))
    };
    let mut all: Vec<(usize, Entry)> = entries().enumerate().filter(|(_, entry)| holds(entry)).collect();
    if let (true, Ok(kept)) = (state.strongest, &*KEPT) {
        all.sort_by(|a, b| kept.points[b.0].total_cmp(&kept.points[a.0]));
        return all.into_iter().map(|(place, entry)| Item::Entry(place, entry)).collect();
    }
    let mut items = Vec::new();
    let mut last = "";
    for (place, entry) in all {
        if entry.family.axes.len() > 1 && entry.family.name != last {
            items.push(Item::Family(entry.family));
        }
        last = entry.family.name;
        items.push(Item::Entry(place, entry));
    }
    items
}

/// The places of the parameters that are shown, in order.
fn shown(state: &State) -> Vec<usize> {
    let place = |item: Item| match item {
        Item::Entry(place, _) => Some(place),
        Item::Family(_) => None,
    };
    items(state).into_iter().filter_map(place).collect()
}

/// The selected parameter, or the first one shown where it is not among them.
fn selected(state: &State, shown: &[usize]) -> Option<usize> {
    shown.contains(&state.parameter).then_some(state.parameter).or_else(|| shown.first().copied())
}

/// Moves the selection by so many rows.
pub fn select(state: &mut State, steps: isize) {
    let shown = shown(state);
    let Some(now) = selected(state, &shown) else { return };
    let at = shown.iter().position(|place| *place == now).unwrap_or(0);
    state.parameter = shown[at.saturating_add_signed(steps).min(shown.len() - 1)];
}

/// The strongest parameters first, the very first selected; or the order of the table again.
pub fn reorder(state: &mut State) {
    state.strongest = !state.strongest;
    if let (true, Some(first)) = (state.strongest, shown(state).first()) {
        state.parameter = *first;
    }
}

/// Draws the table, and the selected parameter beside it or below.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let state = &world.evidence;
    let defaults = Parameters::default();
    let now = world.snapshot.as_ref().map_or(&defaults, |snapshot| &snapshot.facts.setup.parameters);
    let shown = shown(state);
    let (table, detail) = if area.width >= 110 {
        let columns =
            [Constraint::Fill(3), Constraint::Length(2), Constraint::Length((area.width * 2 / 5).min(70))];
        let [left, _, right] = Layout::horizontal(columns).areas(area);
        (left, right)
    } else {
        let below = (area.height / 2).min(13);
        let [top, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
        (top, below)
    };
    let place = selected(state, &shown);
    draw_table(app, state, now, place, table, buf, regions);
    let Some((place, entry)) = place.and_then(|place| entries().nth(place).map(|entry| (place, entry)))
    else {
        text::put(
            buf,
            table.x,
            table.y + 2,
            "No parameter holds these words.",
            table.width,
            app.look.theme.dim(),
        );
        return;
    };
    draw_detail(app, place, entry, now, detail, buf);
}

fn heading(app: &App, state: &State, count: usize) -> String {
    let typed = |end: &str| format!("/ {}{end}  {count} left", state.filter);
    match state {
        State { typing: true, .. } => typed(if app.look.ascii() { "_" } else { "▏" }),
        state if !state.filter.is_empty() => typed(""),
        State { strongest: true, .. } => format!("{count}, those first on which most depends"),
        _ => format!("{count}, by what they are about"),
    }
}

fn draw_table(
    app: &App,
    state: &State,
    now: &Parameters,
    selected: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let items = items(state);
    let count = items.iter().filter(|item| matches!(item, Item::Entry(..))).count();
    Rule {
        title: "Structural parameters",
        subtitle: &heading(app, state, count),
        title_style: theme.focus(),
        subtitle_style: if state.typing { theme.accent() } else { theme.dim() },
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    let columns = Columns::of(area.width);
    columns.head(app, Rect { y: area.y + 1, height: 1, ..area }, buf);
    let place = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let is_it = |item: &Item| matches!(item, Item::Entry(place, _) if Some(*place) == selected);
    let at = items.iter().position(is_it).unwrap_or(0);
    let first = first_visible(at..at + 1, items.len(), usize::from(place.height));
    regions.wheel(area, Action::Up, Action::Down);
    for (y, item) in (place.y..place.bottom()).zip(items.iter().skip(first)) {
        let row = Rect { y, height: 1, ..place };
        match item {
            Item::Family(family) => {
                let x = text::put(buf, row.x, y, family.name, row.width, theme.strong()) + 2;
                text::put(buf, x, y, family.meaning, row.right().saturating_sub(x), theme.dim());
            }
            Item::Entry(place, entry) => {
                if Some(*place) == selected {
                    buf.set_style(row, theme.selected());
                }
                let grouped = entry.family.axes.len() > 1 && !state.strongest;
                columns.draw(app, (*place, *entry), grouped, now, row, buf);
                if Some(*place) == selected {
                    buf.set_style(row, theme.selected());
                }
                regions.click(row, Action::Evidence(Act::Parameter(*place)));
            }
        }
    }
    let more = text::more(items.len().saturating_sub(first + usize::from(place.height)), app.look.ascii());
    text::put_right(buf, area.right(), place.bottom(), &more, theme.dim());
}

/// Widths of the columns of the table.
struct Columns {
    value: u16,
    default: u16,
    gauge: u16,
    bar: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        Self {
            value: 9,
            default: if width >= 66 { 9 } else { 0 },
            gauge: if width >= 100 { 21 } else { 13 },
            bar: BAR,
        }
    }

    fn rest(&self) -> u16 {
        self.value + self.default + 2 + self.gauge + 2 + self.bar
    }

    fn head(&self, app: &App, row: Rect, buf: &mut Buffer) {
        let default = if self.default > 0 { right("default", self.default) } else { String::new() };
        let head = format!(
            "{}{default}  {}  {}",
            right("now", self.value),
            padded("range", self.gauge),
            padded("matters", self.bar)
        );
        text::put_right(buf, row.right(), row.y, &head, app.look.theme.dim());
    }

    fn draw(
        &self,
        app: &App,
        (place, entry): (usize, Entry),
        grouped: bool,
        now: &Parameters,
        row: Rect,
        buf: &mut Buffer,
    ) {
        let theme = &app.look.theme;
        let name = match grouped {
            true => format!("  {}", entry.family.axes.suffix(entry.index).trim_start_matches('.')),
            false => entry.name(),
        };
        let room = row.width.saturating_sub(self.rest() + 1);
        text::put(buf, row.x, row.y, &name, room, theme.text());
        let (value, default) = (entry.get(now), entry.default());
        let mut x = row.right() - self.rest();
        let style = if value == default { theme.text() } else { theme.accent() };
        x = text::put(buf, x, row.y, &right(&number(value), self.value), self.value, style);
        if self.default > 0 {
            x = text::put(buf, x, row.y, &right(&number(default), self.default), self.default, theme.dim());
        }
        let (low, high) = entry.bounds();
        let ratio = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
        Slider {
            ratio: ratio(value),
            was: (value != default).then(|| ratio(default)),
            filled: theme.dim(),
            track: theme.faint(),
            handle: theme.accent(),
            ascii: app.look.ascii(),
        }
        .draw(Rect { x: x + 2, width: self.gauge, ..row }, buf);
        if let Ok(kept) = &*KEPT {
            let share = kept.points[place] / kept.most;
            let bar = bars::bar(share, usize::from(self.bar), app.look.ascii());
            text::put(buf, row.right() - self.bar, row.y, &bar, self.bar, theme.accent());
        }
    }
}

/// A number with as many digits as help.
fn number(value: f64) -> String {
    let digits = if value.abs() >= 100.0 { 0 } else { 4 };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

fn draw_detail(app: &App, place: usize, entry: Entry, now: &Parameters, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let name = entry.name();
    Rule {
        title: &name,
        subtitle: &format!("{} in the model's equations", entry.family.symbol),
        title_style: theme.strong(),
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (low, high) = entry.bounds();
    let mut rows = paragraph(entry.family.meaning, theme.text(), area.width);
    let here = format!(
        "Here {}, by default {}; allowed {} to {} ({}).",
        number(entry.get(now)),
        number(entry.default()),
        number(low),
        number(high),
        entry.family.unit
    );
    rows.extend(paragraph(&here, theme.strong(), area.width));
    rows.extend(item(("Source: ".to_owned(), theme.dim()), entry.family.source, theme.text(), area.width));
    if inner.height > 16 {
        rows.push(Vec::new());
    }
    rows.extend(dependence(app, place, inner.height > 16, area.width));
    rows::draw(&rows, 0, inner, buf);
}

/// How much outcomes depend on a parameter, measure by measure, the largest effect first.
fn dependence(app: &App, place: usize, in_rows: bool, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let kept = match &*KEPT {
        Ok(kept) => kept,
        Err(error) => {
            return paragraph(&format!("The kept screening cannot be read: {error}"), theme.text(), width);
        }
    };
    let Screening { scenario, month, measures, parameters, .. } = &kept.screening;
    let Some(own) = parameters.get(place) else { return Vec::new() };
    let month = month.parse::<Month>().map_or_else(|_| month.clone(), Month::label);
    let mut effects: Vec<(&Measured, f64, f64)> = measures
        .iter()
        .enumerate()
        .map(|(i, measure)| (measure, own.mu_star[i], own.half_width[i]))
        .collect();
    effects.sort_by(|a, b| (b.1 / scale(&b.0.unit)).total_cmp(&(a.1 / scale(&a.0.unit))));
    let plus_minus = if app.look.ascii() { "+-" } else { "±" };
    let told = |(measure, effect, half): &(&Measured, f64, f64)| {
        let (times, noun) = if measure.unit == "months" { (1.0, "months") } else { (100.0, "points") };
        format!("{:.1} {plus_minus} {:.1} {noun}", effect * times, half * times)
    };
    if effects.first().is_none_or(|(_, effect, _)| *effect == 0.0) {
        return paragraph("No outcome that was looked at depends on it.", theme.text(), width);
    }
    let (low, high) = (number(own.range.0), number(own.range.1));
    if !in_rows {
        let first: Vec<String> =
            effects.iter().take(4).map(|one| format!("{} {}", title(&one.0.name), told(one))).collect();
        let text = format!("From {low} to {high} it moves (mean size) {}.", first.join("; "));
        return paragraph(&text, theme.text(), width);
    }
    let head = format!(
        "By how much it moves outcomes of {month} in {scenario} when it goes from {low} to {high}, all other parameters \
         anywhere in theirs: mean size, with its 95 % interval"
    );
    let mut rows = paragraph(&head, theme.dim(), width);
    for one in &effects {
        let share = one.1 / scale(&one.0.unit) / kept.most;
        let bar = padded(&bars::bar(share, usize::from(BAR), app.look.ascii()), BAR);
        let number = told(one);
        let room = width.saturating_sub(BAR + 2 + text::width(&number));
        rows.push(vec![
            (format!("{bar} "), theme.accent()),
            (padded(&title(&one.0.name), room), theme.text()),
            (format!(" {number}"), theme.text()),
        ]);
    }
    rows
}

/// A measure in words.
fn title(name: &str) -> String {
    let headline = Headline::ALL.into_iter().find(|headline| series_name(&headline.series(), &[]) == name);
    match (headline, name) {
        (Some(headline), _) => headline.title().to_owned(),
        (None, "adoption_share__bloc_china__region_europe") => "Chinese models in Europe".to_owned(),
        (None, name) => name.replace("__", " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_of_the_screening_has_a_name_for_people() {
        let kept = KEPT.as_ref().expect("a screening");
        for measure in &kept.screening.measures {
            assert!(!title(&measure.name).contains('_'), "{}", measure.name);
        }
        assert_eq!(kept.points.len(), entries().count());
        assert!(kept.most > 5.0 && kept.points.contains(&0.0), "{}", kept.most);
    }

    #[test]
    fn the_filter_leaves_what_holds_all_words_and_the_strongest_may_come_first() {
        let mut state = State { filter: "trust china".into(), ..State::default() };
        let left = shown(&state);
        assert!(!left.is_empty() && left.len() < 40, "{}", left.len());
        assert_eq!(selected(&state, &left), left.first().copied());
        select(&mut state, 1);
        assert_eq!(state.parameter, left[1]);
        state.filter = "no such thing".into();
        select(&mut state, 1);
        assert_eq!(selected(&state, &shown(&state)), None);
        let state = State { strongest: true, ..State::default() };
        let kept = KEPT.as_ref().expect("a screening");
        let order = shown(&state);
        assert!(
            order.is_sorted_by(|a, b| kept.points[*a] >= kept.points[*b]) && order.len() == kept.points.len()
        );
        assert!(matches!(items(&State::default())[0], Item::Family(_)));
    }

    #[test]
    fn numbers_have_as_many_digits_as_help() {
        assert_eq!([number(0.35), number(-2.8), number(1e6), number(-0.0)], ["0.35", "−2.8", "1000000", "0"]);
    }
}
