//! The chart of adoption shares.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::lab::Mode;
use crate::model::setup::{ScheduledKind, Setup};
use crate::playthrough::{Entry, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::capability::Glyphs;
use crate::tui::lines::Line;
use crate::tui::overlays::draft;
use crate::tui::region::Regions;
use crate::tui::theme::Theme;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;
use crate::tui::widgets::time_chart::{ChartStyle, Looked, Mark, Series, TimeChart};
use crate::tui::wording;

/// Draws the chart under its rule.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let (title, subtitle) = titles(world);
    let rule = Rule {
        title: &title,
        subtitle: &subtitle,
        title_style: if world.replay.is_some() { theme.badge() } else { theme.strong() },
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    };
    regions.click(rule.draw(area, buf), Action::Grouping);
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let Some(snapshot) = &world.snapshot else {
        text::put(buf, inner.x, inner.y + 1, "History is being run ...", inner.width, theme.dim());
        return;
    };
    if world.lines.is_empty() {
        text::put(buf, inner.x, inner.y + 1, "Nobody here uses a model yet.", inner.width, theme.dim());
    }
    let plot = draw_lines(app, world, snapshot, inner, buf);
    let ghosts = world.lines.iter().any(|line| !line.ghost.is_empty());
    if ghosts && !label_ghost(app, world, snapshot, plot, buf) {
        // Where the plot is too full the name stands at the end of the rule.
        let label = format!("{}{GHOST}", if app.look.ascii() { " ' " } else { " ┄ " });
        let left = Rect { width: area.width.saturating_sub(text::width(&label)), ..area };
        text::put(buf, left.x, left.y, &" ".repeat(usize::from(left.width)), left.width, theme.text());
        rule.draw(left, buf);
        text::put_right(buf, area.right(), area.y, &label, theme.dim());
    }
    let setup = &snapshot.facts.setup;
    regions.time(plot, setup.start, setup.end);
}

/// What is shown, and of whom: in a replay which side, while a move is being tried which one.
fn titles(world: &World) -> (String, String) {
    let whose = format!("{} · {}", wording::scope(world.scope), wording::grouping(world.grouping));
    let side = |before: bool| if before { " Before " } else { " After " };
    if let Some(replay) = world.replay {
        let month = world.snapshot.as_ref().and_then(|s| s.before.as_ref()).map(|before| before.from.label());
        let seen = month.map(|month| format!(", as seen in {month}")).filter(|_| replay.before);
        return (
            side(replay.before).to_owned(),
            format!("the last change{} · {whose}", seen.unwrap_or_default()),
        );
    }
    let tried = world.snapshot.as_ref().and_then(|snapshot| snapshot.draft.last());
    match tried {
        Some(step) => {
            let change = draft::sentence(world, step);
            ("Trying".to_owned(), format!("{}: {change} · {whose}", step.lever.spec().title))
        }
        None => ("Who runs on what".to_owned(), whose),
    }
}

/// What the dashed lines are called.
const GHOST: &str = "without your moves";

/// Writes at the dashed line that lies furthest from its own what it is, where nothing else is drawn; false
/// where there is no room.
fn label_ghost(app: &App, world: &World, snapshot: &Snapshot, plot: Rect, buf: &mut Buffer) -> bool {
    let width = text::width(GHOST);
    let played = snapshot.played.months();
    let steps = snapshot.facts.setup.months();
    if plot.width < width + 8 || plot.height < 4 {
        return false;
    }
    let row = |value: f64| {
        let at = (1.0 - (value / world.top).clamp(0.0, 1.0)) * f64::from(plot.height);
        plot.y + (at as u16).min(plot.height - 1)
    };
    let ghosts = world.lines.iter().filter(|line| !line.ghost.is_empty());
    let apart = |line: &&Line| {
        let last = |values: &[f64]| values.get(steps - 1).copied().filter(|value| value.is_finite());
        let apart = last(&line.ghost).zip(last(&line.points)).map(|(ghost, own)| (ghost - own).abs());
        apart.unwrap_or(0.0)
    };
    let Some(line) = ghosts.max_by(|a, b| apart(a).total_cmp(&apart(b))) else {
        return false;
    };
    let style = ratatui::style::Style::new()
        .fg(app.look.theme.shades(line.hue).ghost)
        .bg(app.look.theme.ground())
        .add_modifier(ratatui::style::Modifier::ITALIC);
    let step_at = |x: u16| usize::from(x - plot.x) * (steps - 1) / usize::from(plot.width - 1).max(1);
    for x in (plot.x..plot.right() - width).rev().take_while(|x| step_at(*x) + 6 > played) {
        let middle = step_at(x + width / 2).min(steps - 1);
        let (Some(ghost), Some(own)) = (line.ghost.get(middle), line.points.get(middle)) else { continue };
        if !ghost.is_finite() {
            continue;
        }
        // On the side that looks away from the line itself.
        let at = row(*ghost);
        let sides = if ghost > own { [at.wrapping_sub(1), at + 1] } else { [at + 1, at.wrapping_sub(1)] };
        for y in sides.into_iter().filter(|y| (plot.y..plot.bottom()).contains(y)) {
            let free = |x: u16| matches!(buf[(x, y)].symbol(), " " | "·" | ".");
            if (x.saturating_sub(1)..x + width + 1).all(free) {
                text::put(buf, x, y, GHOST, width, style);
                return true;
            }
        }
    }
    false
}

fn draw_lines(app: &App, world: &World, snapshot: &Snapshot, area: Rect, buf: &mut Buffer) -> Rect {
    let theme = &app.look.theme;
    let series: Vec<Series> = world.lines.iter().map(|line| coloured(line, theme)).collect();
    let facts = &snapshot.facts.setup;
    let played = snapshot.played.months();
    let now_label = if snapshot.at_end() { facts.end.label() } else { snapshot.now.label() };
    let step = |month: crate::model::calendar::Month| usize::try_from(month - facts.start).unwrap_or(0);
    let ticks: Vec<(usize, String)> = (facts.start.year()..=facts.end.year())
        .filter_map(|year| crate::model::calendar::Month::new(year, 1))
        .filter(|month| *month >= facts.start)
        .map(|month| (step(month), month.year().to_string()))
        .collect();
    let marks = marks(facts);
    let cursor = world.cursor.map(|month| (step(month), month.label()));
    let observed = world.observed.as_ref().filter(|_| world.replay.is_none());
    let [name, sentence] = observed.map_or_else(Default::default, |one| [one.name(), one.sentence()]);
    let looked = Looked {
        cursor: cursor.as_ref().map(|(step, label)| (*step, label.as_str())),
        acts: &acts(snapshot),
        figures: observed.map_or(&[], |observed| &observed.points),
        figures_name: &name,
        figures_told: &sentence,
        figures_style: theme.strong(),
        style: theme.accent(),
    };
    TimeChart {
        series: &series,
        marks: &marks,
        steps: step(facts.end) + 1,
        now: played.saturating_sub(1),
        now_label: &now_label,
        end_label: &facts.end.label(),
        ticks: &ticks,
        top: world.top,
        braille: app.look.glyphs == Glyphs::Braille,
        ascii: app.look.ascii(),
        marked: theme.is_mono() || app.look.glyphs != Glyphs::Braille,
        words: app.look.accessible,
        style: style(theme),
    }
    .draw_looked(&looked, area, buf)
}

/// The steps in which the player acted, in order.
fn acts(snapshot: &Snapshot) -> Vec<usize> {
    let facts = &snapshot.facts;
    let first = usize::try_from(facts.play_from - facts.setup.start).unwrap_or(0);
    let mut months = 0;
    let mut acts = Vec::new();
    for entry in snapshot.journal.done() {
        if *entry == Entry::Month {
            months += 1;
        } else if entry.is_act() {
            // What is done in a month is felt in that very month.
            acts.push(first + months);
        }
    }
    acts.dedup();
    acts
}

/// What the scenario says will happen: leaps and set-backs first, then releases by which a lab opened up, of
/// the largest lab first and the latest among equals, so that the same ones win at every width.
fn marks(setup: &Setup) -> Vec<Mark> {
    let mut opened: Vec<bool> = setup.labs.iter().map(|lab| lab.open.is_some()).collect();
    let mut marks = Vec::new();
    for event in setup.events.iter().filter(|event| event.month <= setup.end) {
        let weight = match event.kind {
            ScheduledKind::Breakthrough(_) => 0,
            ScheduledKind::Setback(_) => 1,
            ScheduledKind::Release(Mode::Closed) => continue,
            ScheduledKind::Release(_) if std::mem::replace(&mut opened[event.lab], true) => continue,
            ScheduledKind::Release(_) => 2,
        };
        let at = usize::try_from(event.month - setup.start);
        if let (Ok(at), false) = (at, event.label.is_empty()) {
            let size = setup.labs.get(event.lab).map_or(0.0, |lab| lab.size);
            marks.push((weight, size, Mark { at, label: event.label.clone() }));
        }
    }
    marks.sort_by(|(a_weight, a_size, a), (b_weight, b_size, b): &(u8, f64, Mark)| {
        let importance = a_weight.cmp(b_weight);
        match *a_weight {
            2 => importance.then(b_size.total_cmp(a_size)).then(b.at.cmp(&a.at)),
            _ => importance.then(a.at.cmp(&b.at)),
        }
    });
    marks.into_iter().map(|(_, _, mark)| mark).collect()
}

fn style(theme: &Theme) -> ChartStyle {
    ChartStyle {
        ground: theme.ground(),
        value: theme.strong(),
        dim: theme.dim(),
        faint: theme.faint(),
        now: theme.accent().remove_modifier(ratatui::style::Modifier::BOLD),
        badge: theme.badge(),
    }
}

fn coloured(line: &Line, theme: &Theme) -> Series {
    let shades = theme.shades(line.hue);
    Series {
        name: line.name.clone(),
        marker: line.marker,
        line: shades.line,
        ghost_colour: shades.ghost,
        band_colour: shades.band,
        points: line.points.clone(),
        band: line.band.clone(),
        ghost: line.ghost.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::setup::ScheduledEvent;
    use crate::playthrough::fixture;

    #[test]
    fn leaps_come_first_then_the_largest_lab_to_open_up() {
        let mut setup = fixture::facts().setup;
        setup.labs[0].size = 0.3;
        let opens = |lab: usize, month: u16, label: &str| ScheduledEvent {
            id: label.into(),
            month: Month(month),
            lab,
            kind: ScheduledKind::Release(Mode::OpenPermissive),
            label: label.into(),
        };
        // Mistral has been open all along, so its release is no opening.
        setup.events.extend([opens(0, 5, "small"), opens(3, 9, "large"), opens(4, 7, "old")]);
        let labels: Vec<String> = marks(&setup).into_iter().map(|mark| mark.label).collect();
        assert_eq!(labels, ["R1", "large", "small"]);
    }
}
