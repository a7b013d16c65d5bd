//! One step each way: what moves a lever, and what it moves, each with sign and strength.

use ratatui::style::Style;

use super::rows::{Row, item, paragraph};
use crate::experiment::paired::Paired;
use crate::model::event::{Because, EventKind};
use crate::model::government::{Watch, watches};
use crate::model::lever::Lever;
use crate::playthrough::{By, HopEffect, LeverStudy, Mover, Partner, Snapshot};
use crate::tui::app::{App, World};
use crate::tui::measured;
use crate::tui::widgets::text;
use crate::tui::wording::{self, movers};

/// How many effects are told.
const TOLD: usize = 8;
/// From this width on causes, lever and effects stand side by side.
const COLUMNS: u16 = 74;

/// The rows of the page.
pub fn rows(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let mut rows = if width >= COLUMNS {
        columns(app, world, snapshot, width)
    } else {
        let mut rows = vec![vec![("What moves it".to_owned(), theme.dim())]];
        rows.extend(causes(app, world, snapshot, width));
        rows.push(Vec::new());
        rows.push(vec![("What it moves (in a year, at the end)".to_owned(), theme.dim())]);
        rows.extend(effects(app, world, width));
        rows
    };
    rows.push(Vec::new());
    rows.extend(interplay(app, world, width));
    rows
}

/// What moves it, the lever, what it moves.
fn columns(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let middle = 14;
    let left = (width - middle - 8) * 9 / 20;
    let arrow = if app.look.ascii() { " -> " } else { " ─▶ " };
    let last = width - left - middle - 8;
    let causes = causes(app, world, snapshot, left);
    let effects = effects(app, world, last);
    let title = text::wrap(world.lever.spec().title, middle - 2);
    let height = causes.len().max(effects.len()).max(title.len() + 1);
    let first = (height - title.len() - 1) / 2;
    let name = |i: usize| -> Row {
        let words = match i.checked_sub(first) {
            Some(row) if row < title.len() => title[row].clone(),
            Some(row) if row == title.len() => wording::value(world.lever, world.value(world.lever)),
            _ => String::new(),
        };
        let blanks = usize::from(middle.saturating_sub(text::width(&words)));
        vec![(" ".repeat(blanks / 2) + &words + &" ".repeat(blanks - blanks / 2), theme.strong())]
    };
    let pointed = |row: Option<&Row>| -> (String, Style) {
        let begins = row.is_some_and(|row| row.first().is_some_and(|(sign, _)| !sign.trim().is_empty()));
        (if begins { arrow.to_owned() } else { "    ".to_owned() }, theme.dim())
    };
    let mut rows = vec![head(left, middle, theme.dim())];
    for i in 0..height {
        let mut row = causes.get(i).cloned().unwrap_or_default();
        let used: u16 = row.iter().map(|(piece, _)| text::width(piece)).sum();
        row.push((" ".repeat(usize::from(left.saturating_sub(used))), theme.text()));
        row.push(pointed(causes.get(i)));
        row.extend(name(i));
        row.push(pointed(effects.get(i)));
        row.extend(effects.get(i).cloned().unwrap_or_default());
        rows.push(row);
    }
    rows
}

fn head(left: u16, middle: u16, style: Style) -> Row {
    let blanks = usize::from(left + middle + 8).saturating_sub("What moves it".len());
    vec![(format!("What moves it{}Moves (in a year, at the end)", " ".repeat(blanks)), style)]
}

/// The scenario, the player, and the rules by which governments react.
fn causes(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let lever = world.lever;
    let mut rows = Vec::new();
    let mut tell = |sign: &str, words: &str, style: Style| {
        rows.extend(item((format!("{sign:<4}"), theme.strong()), words, style, width));
    };
    let planned = world.planned(lever).map(|(month, value)| {
        let sign = if value > world.given(lever) { "+" } else { "−" };
        (sign, format!("the scenario: {} from {}", wording::value(lever, value), month.label()))
    });
    let (sign, plan) = planned.unwrap_or(("=", "the scenario: no step to come".to_owned()));
    tell(sign, &plan, theme.text());
    let mine: Vec<_> = snapshot.journal.moves().filter(|(_, step)| step.lever == lever).collect();
    if let Some((_, step)) = mine.last() {
        let value = step.value.map_or_else(|| "the scenario's path".to_owned(), |v| wording::value(lever, v));
        tell("*", &format!("you: {value} from {}", step.from.label()), theme.text());
    }
    let strength = world.value(Lever::WorldReactiveGovernments);
    let rules = rules_on(lever, snapshot);
    if !rules.is_empty() && strength <= 0.0 {
        tell("=", "governments do not react; these rules sleep:", theme.dim());
    }
    let found = super::movers(world);
    for (watch, steps) in &rules {
        let style = if watch.acts && strength > 0.0 { theme.text() } else { theme.dim() };
        match found.and_then(|found| found.of(By::Rule(watch.rule))) {
            Some(mover) => {
                let words = format!("{}: {}", rule(watch, strength), movers::measured(mover, lever));
                tell(movers::strength(mover, lever), &words, style);
            }
            None => tell(if *steps > 0.0 { "+" } else { "−" }, &rule(watch, strength), style),
        }
    }
    if rules.is_empty() {
        tell("=", "no rule of the governments moves it", theme.dim());
    }
    let times = answered(lever, snapshot);
    if times > 0 {
        tell("=", &format!("governments have moved it {times} times so far"), theme.text());
    }
    for (sign, words) in measured_causes(world, snapshot) {
        tell(sign, &words, theme.text());
    }
    rows
}

/// Causes beside single rules, each with sign and strength, and on what these rest.
fn measured_causes(world: &World, snapshot: &Snapshot) -> Vec<(&'static str, String)> {
    let lever = world.lever;
    let Some(found) = super::movers(world) else {
        return if world.at_end() { Vec::new() } else { vec![("", "being measured ...".to_owned())] };
    };
    let told = |mover: &Mover| {
        let name = movers::name(mover, lever, snapshot)?;
        let words = format!("{name}: {}", movers::measured(mover, lever));
        Some((movers::strength(mover, lever), words))
    };
    let others = found.all.iter().filter(|mover| !matches!(mover.by, By::Rule(_)));
    let mut all: Vec<_> = others.filter_map(told).collect();
    if !found.all.is_empty() {
        all.push(("", format!("({})", movers::basis(found))));
    }
    all
}

/// The rules that move a lever, and by how many steps.
fn rules_on(lever: Lever, snapshot: &Snapshot) -> Vec<(Watch, f64)> {
    let steps = |watch: &Watch| watch.moves.iter().find(|(of, _)| *of == lever).map(|(_, steps)| *steps);
    // A lever in the player's hand stays where the player puts it.
    let free = !snapshot.facts.setup.in_hand.contains(&lever);
    let all = watches(&snapshot.played).into_iter().filter(|_| free);
    all.filter_map(|watch| steps(&watch).map(|steps| (watch, steps))).collect()
}

/// How often a rule has moved a lever.
fn answered(lever: Lever, snapshot: &Snapshot) -> usize {
    let by_rule = snapshot.played.events.iter().filter(|event| {
        matches!(event.kind, EventKind::Policy { lever: of, .. } if of == lever)
            && matches!(event.because, Because::Rule { .. })
    });
    by_rule.count()
}

/// A rule, what it sees, where it begins to act, and whether it does.
fn rule(watch: &Watch, strength: f64) -> String {
    let seen = watch.seen.map_or_else(|| "nothing yet".to_owned(), |seen| format!("{seen:.2}"));
    let side = if watch.above { "above" } else { "below" };
    let acts = match (watch.acts, strength > 0.0) {
        (true, true) => ": it acts",
        (true, false) => ": it would act",
        (false, _) => "",
    };
    format!("{} ({seen}; {side} {:.2}){acts}", wording::rule(watch.rule), watch.threshold)
}

/// What the lever's whole range moves, one step on.
fn effects(app: &App, world: &World, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let Some(study) = world.study(world.lever) else {
        return vec![vec![("being measured ...".to_owned(), theme.dim())]];
    };
    let hops = study.strongest_hops();
    if hops.is_empty() {
        return paragraph("nothing that can be told from chance", theme.dim(), width);
    }
    hops.into_iter().take(TOLD).flat_map(|hop| effect(app, study, hop, width)).collect()
}

fn effect(app: &App, study: &LeverStudy, hop: &HopEffect, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let unit = hop.of.unit();
    let told = |paired: &Paired| {
        let clear = paired.pairs > 1 && paired.is_clear();
        if clear { measured::hop(unit, paired) } else { "~0".to_owned() }
    };
    let first = if hop.year.pairs > 1 && hop.year.is_clear() { &hop.year } else { &hop.end };
    let sign = measured::strength(unit.points(first.spread.mean), first.is_clear());
    let both = if study.contrast.differences.first().is_some_and(|d| d.median.len() <= 12) {
        told(&hop.end)
    } else {
        format!("{}, {}", told(&hop.year), told(&hop.end))
    };
    item(
        (format!("{sign:<4}"), theme.strong()),
        &format!("{} {}", hop.of.title(), text::fixed(&both)),
        theme.text(),
        width,
    )
}

/// Which other levers change its effect, once that was asked for.
fn interplay(app: &App, world: &World, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let Some(interplay) = super::interplay(world) else {
        let words = if super::wants_interplay(world) && !world.at_end() {
            "Other levers are being tried beside it ..."
        } else {
            "x measures which other levers change what it does."
        };
        return paragraph(words, theme.dim(), width);
    };
    let head = format!(
        "What changes its effect most, of {} levers put at both ends ({} pairs)",
        interplay.tried, interplay.pairs
    );
    let mut rows = paragraph(&head, theme.dim(), width);
    let clear = |partner: &&Partner| partner.change.is_clear();
    for partner in interplay.partners.iter().filter(clear) {
        rows.extend(item(("- ".to_owned(), theme.dim()), &told(partner), theme.text(), width));
    }
    if !interplay.partners.iter().any(|partner| partner.change.is_clear()) {
        rows.extend(paragraph("None in a way that can be told from chance.", theme.text(), width));
    }
    rows
}

/// What another lever makes of the effect, in a sentence.
pub fn told(partner: &Partner) -> String {
    let unit = partner.of.unit();
    format!(
        "With {} at {} it would move {} by {}, not by {} as things stand.",
        crate::report::wording::lower_first(partner.lever.spec().title),
        wording::value(partner.lever, partner.value),
        partner.of.title(),
        measured::amount(unit, partner.with.spread.mean),
        measured::number(unit, partner.alone.spread.mean),
    )
}
