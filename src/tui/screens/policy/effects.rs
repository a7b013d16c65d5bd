//! What a lever's whole range does: the headlines it moves most, the odds of the end worlds, who gains and
//! who loses; and why, where it does next to nothing.

use super::rows::{Row, item, padded, paragraph, right};
use crate::model::lever::Lever;
use crate::model::measure::EndWorld;
use crate::playthrough::{
    Difference, Gain, Group, Headline, Interplay, LeverStudy, Partner, Snapshot, Unit, points,
};
use crate::tui::app::{App, World};
use crate::tui::measured;
use crate::tui::widgets::bars;
use crate::tui::wording;

/// How many effects are told.
const TOLD: usize = 5;
/// From this width on an effect has one row.
const ONE_ROW: u16 = 74;

/// The rows of the page.
pub fn rows(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let Some(study) = world.study(world.lever) else { return Vec::new() };
    let mut rows = Vec::new();
    if study.is_nearly_inert() {
        rows.extend(reasons(app, world, snapshot, study, width));
        rows.push(Vec::new());
    }
    rows.extend(effects(app, world, snapshot, study, width));
    rows.push(Vec::new());
    if width >= ONE_ROW {
        let odds = odds(app, world, study, 37);
        rows.extend(super::rows::beside(odds, gains(app, snapshot, study, width - 39), 39, theme.text()));
    } else {
        rows.extend(odds(app, world, study, width));
        rows.push(Vec::new());
        rows.extend(gains(app, snapshot, study, width));
    }
    rows
}

fn heading(app: &App, words: &str, width: u16) -> Vec<Row> {
    paragraph(words, app.look.theme.dim(), width)
}

fn effects(app: &App, world: &World, snapshot: &Snapshot, study: &LeverStudy, width: u16) -> Vec<Row> {
    let (low, high) = ends(world.lever);
    let end = snapshot.facts.setup.end.label();
    let pairs = study.contrast.pairs;
    let head = format!("From {low} to {high}, by {end}: median of {pairs} pairs of futures [10 to 90 %]");
    let mut rows = heading(app, &head, width);
    let mut largest = study.contrast.largest();
    let most = largest.first().map_or(1.0, |first| points(first).abs()).max(1e-9);
    largest.truncate(TOLD);
    for difference in &largest {
        rows.extend(effect(app, difference, most, width));
    }
    let shown: Vec<Headline> = largest.iter().map(|difference| difference.of).collect();
    rows.extend(super::standing::rows(app, world, &shown, width));
    rows
}

fn effect(app: &App, of: &Difference, most: f64, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let unit = of.of.unit();
    let size = points(of);
    let clear = of.end.is_clear();
    let sign = format!("{} ", padded(measured::strength(size, clear), 3));
    let cells = if width >= ONE_ROW { 10 } else { 8 };
    let bar = padded(&bars::bar(size.abs() / most, cells, app.look.ascii()), cells as u16);
    let number =
        format!("{} {}", measured::amount(unit, of.end.spread.median), measured::band(unit, &of.end));
    let style = if clear { theme.text() } else { theme.dim() };
    let bar = (format!("{bar} "), theme.accent().remove_modifier(ratatui::style::Modifier::BOLD));
    if width >= ONE_ROW {
        let title = padded(of.of.title(), width.saturating_sub(4 + 11 + 30).min(42));
        return vec![vec![(sign, theme.strong()), bar, (title, style), (format!(" {number}"), style)]];
    }
    let blank = (" ".repeat(4), style);
    vec![vec![(sign, theme.strong()), (of.of.title().to_owned(), style)], vec![blank, bar, (number, style)]]
}

fn ends(lever: Lever) -> (String, String) {
    let (low, high) = lever.spec().range;
    (wording::value(lever, low), wording::value(lever, high))
}

fn odds(app: &App, world: &World, study: &LeverStudy, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let (low, high) = ends(world.lever);
    let name = width.saturating_sub(20).min(17);
    let head = format!(
        "{}{}{}",
        padded("Odds at the end", name),
        right(&format!("at {low}"), 8),
        right(&format!("at {high}"), 8)
    );
    let mut rows = vec![vec![(head, theme.dim())]];
    let [at_low, at_high] = study.contrast.odds;
    let mut worlds: Vec<EndWorld> =
        EndWorld::ALL.into_iter().filter(|w| at_low[w.index()] + at_high[w.index()] > 0.0).collect();
    let change = |world: &EndWorld| at_high[world.index()] - at_low[world.index()];
    worlds.sort_by(|a, b| change(b).abs().total_cmp(&change(a).abs()).then(a.cmp(b)));
    for end in worlds {
        let share = |odds: f64| right(&format!("{:.0}%", odds * 100.0), 8);
        let by = change(&end) * 100.0;
        let by = if by.abs() < 0.5 { String::new() } else { wording::signed_with(by, 0) };
        rows.push(vec![
            (padded(end.title(), name), theme.text()),
            (share(at_low[end.index()]), theme.text()),
            (share(at_high[end.index()]), theme.strong()),
            (right(&by, 4), theme.dim()),
        ]);
    }
    rows
}

/// By origin, then the labs that gain and lose most; those who neither gain nor lose are left out.
fn gains(app: &App, snapshot: &Snapshot, study: &LeverStudy, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let mut rows = heading(app, "Who gains, who loses: shares of the world's use", width);
    let felt = |gain: &&Gain| gain.change.is_clear() && gain.change.spread.mean.abs() >= 0.0005;
    let (origins, labs): (Vec<&Gain>, Vec<&Gain>) =
        study.gains.iter().filter(felt).partition(|gain| matches!(gain.who, Group::Bloc(_)));
    if origins.is_empty() && labs.is_empty() {
        rows.extend(paragraph("Nobody, as far as can be told from chance.", theme.text(), width));
    }
    let by_change = |a: &&Gain, b: &&Gain| b.change.spread.mean.total_cmp(&a.change.spread.mean);
    let (mut origins, mut labs) = (origins, labs);
    origins.sort_by(by_change);
    labs.sort_by(by_change);
    let middle = 3..labs.len().saturating_sub(3).max(3);
    let told = labs.iter().enumerate().filter(|(i, _)| !middle.contains(i)).map(|(_, gain)| *gain);
    let told: Vec<&Gain> = told.collect();
    for (i, gain) in origins.iter().chain(&told).enumerate() {
        if i == origins.len() && i > 0 {
            rows.push(Vec::new());
        }
        rows.push(row_of(app, snapshot, gain, width));
    }
    rows
}

fn row_of(app: &App, snapshot: &Snapshot, gain: &Gain, width: u16) -> Row {
    let theme = &app.look.theme;
    let name = match gain.who {
        Group::Bloc(bloc) => ["American", "Chinese", "European", "Elsewhere"][bloc.index()].to_owned(),
        who => wording::group(who, &snapshot.facts.setup.labs),
    };
    let by = gain.change.spread.mean;
    let sign = padded(measured::strength(by * 100.0, true), 4);
    let [low, high] = gain.shares.map(|share| format!("{:.1}%", share * 100.0));
    let shares = format!("{} → {}", right(&low, 5), right(&high, 5));
    vec![
        (sign, theme.strong()),
        (padded(&name, width.saturating_sub(4 + 20).min(18)), theme.text()),
        (shares, theme.dim()),
        (right(&measured::number(Unit::Share, by), 7), theme.text()),
    ]
}

/// Why a lever does next to nothing, as far as it was measured.
fn reasons(app: &App, world: &World, snapshot: &Snapshot, study: &LeverStudy, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let mut reasons: Vec<String> = Vec::new();
    reasons.extend(by_where_it_stands(world.lever, study));
    reasons.extend(by_who_holds_it(world.lever, snapshot));
    match super::interplay(world) {
        Some(interplay) => reasons.extend(by_interplay(world.lever, interplay)),
        None if world.at_end() => {}
        None => reasons.push("Other levers are being tried beside it ...".to_owned()),
    }
    let head = "Its whole range moves no headline by two points. Measured reasons:";
    let mut rows = paragraph(head, theme.text(), width);
    for reason in reasons {
        rows.extend(item(("- ".to_owned(), theme.dim()), &reason, theme.text(), width));
    }
    rows
}

/// Below this part of the whole a half is next to nothing.
const LITTLE: f64 = 0.2;

fn by_where_it_stands(lever: Lever, study: &LeverStudy) -> Option<String> {
    let [below, above] = measured::halves(study)?;
    let (low, high) = lever.spec().range;
    let whole = below.abs() + above.abs();
    let most = study.most()?;
    let stands = wording::value(lever, study.stands);
    if whole < 0.05 {
        return Some("Neither half of its range moves anything at all.".to_owned());
    }
    let number = |points: f64| measured::amount(most.of.unit(), points * most.of.unit().scale());
    let sentence = if study.stands >= high {
        format!("It already stands at its highest value: all of it ({}) lies below.", number(below))
    } else if study.stands <= low {
        return None;
    } else if above.abs() <= LITTLE * whole {
        format!(
            "It stands at {stands} and is all but used up: what lies above adds {}, what lies below does {}.",
            number(above),
            number(below)
        )
    } else if below.abs() <= LITTLE * whole {
        format!(
            "Up to {stands}, where it stands, it does {}; what lies above adds {}.",
            number(below),
            number(above)
        )
    } else {
        format!("Below {stands}, where it stands, it does {}, above {}.", number(below), number(above))
    };
    Some(sentence)
}

/// Support for labs reaches no further than their models do.
fn by_who_holds_it(lever: Lever, snapshot: &Snapshot) -> Option<String> {
    let supports = matches!(
        lever,
        Lever::UsOpenModelProgramme
            | Lever::ChinaOpenModelProgramme
            | Lever::EuropeOpenModelProgramme
            | Lever::RowOpenModelProgramme
            | Lever::UsPublicCompute
            | Lever::ChinaPublicCompute
            | Lever::EuropePublicCompute
            | Lever::RowPublicCompute
    );
    let holder = lever.spec().holder.filter(|_| supports)?;
    let labs: Vec<usize> = (0..snapshot.facts.setup.labs.len())
        .filter(|lab| snapshot.facts.setup.labs[*lab].bloc == holder)
        .collect();
    let shares = snapshot.shares(crate::playthrough::Scope::default(), crate::playthrough::Grouping::Bloc);
    let use_now = shares.last().map_or(f64::NAN, |month| month[holder.index()]);
    (use_now < 0.1).then(|| {
        format!(
            "It helps {} lab{} whose models have {:.1}% of the world's use.",
            labs.len(),
            if labs.len() == 1 { "" } else { "s" },
            use_now * 100.0
        )
    })
}

fn by_interplay(lever: Lever, interplay: &Interplay) -> Vec<String> {
    let mut reasons = Vec::new();
    let (whole, tenth) = (interplay.whole.spread.mean, interplay.tenth.spread.mean);
    let part = tenth / whole;
    if whole != 0.0 && interplay.whole.is_clear() && part >= 0.3 {
        let (low, high) = lever.spec().range;
        let end = wording::value(lever, low + (high - low) / 10.0);
        reasons.push(format!(
            "Its first tenth, up to {end}, does {:.0}% of what it does.",
            part.min(1.0) * 100.0
        ));
    }
    let lifts = |partner: &&Partner| {
        let scale = partner.of.unit().scale();
        partner.change.is_clear() && (partner.with.spread.mean / scale).abs() >= 1.0
    };
    match interplay.partners.iter().find(lifts) {
        Some(partner) => reasons.push(super::links::told(partner)),
        None => reasons.push(format!(
            "None of the {} other levers, put at either end of its range, lifts it to a point.",
            interplay.tried
        )),
    }
    reasons
}
