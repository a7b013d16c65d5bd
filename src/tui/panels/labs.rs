//! The labs: how they release, how far they are behind, who uses them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::{Grouping, Snapshot};
use crate::tui::action::{Action, Panel};
use crate::tui::app::{App, World};
use crate::tui::lines::origin_hue;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::{bars, text};
use crate::tui::wording;

/// Months shown by the small picture of a lab's capability.
const SPARK_MONTHS: usize = 36;

/// The labs with their shares in the scope that is shown, the most used first.
fn order(world: &World, snapshot: &Snapshot) -> Vec<(usize, f64)> {
    let shares = snapshot.shares(world.scope, Grouping::Lab);
    let Some(shares) = shares.last() else { return Vec::new() };
    let share = |lab: usize| if shares[lab].is_finite() { shares[lab] } else { 0.0 };
    let mut order: Vec<(usize, f64)> = (0..shares.len()).map(|lab| (lab, share(lab))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order
}

/// The selected lab.
pub fn selected(world: &World) -> Option<usize> {
    let order = order(world, world.snapshot.as_ref()?);
    order.get(world.labs.min(order.len().saturating_sub(1))).map(|(lab, _)| *lab)
}

/// Draws the table, the most used lab first.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = &world.snapshot else { return };
    let order = order(world, snapshot);
    let cut = order.len() > usize::from(area.height);
    let list = Rect { height: area.height.saturating_sub(u16::from(cut)), ..area };
    let chosen = world.labs.min(order.len().saturating_sub(1));
    let first = first_visible(chosen..chosen + 1, order.len(), usize::from(list.height));
    let more = text::more(order.len().saturating_sub(first + usize::from(list.height)), app.look.ascii());
    text::put_right(buf, list.right(), list.bottom(), &more, app.look.theme.dim());
    for (y, (at, (lab, share))) in (list.y..list.bottom()).zip(order.into_iter().enumerate().skip(first)) {
        let place = Rect { y, height: 1, ..area };
        row(app, snapshot, lab, share, place, buf);
        regions.click(place, Action::PickLab(at));
        if world.panel == Panel::Labs && at == chosen {
            let mark = if app.look.ascii() { ">" } else { "▸" };
            text::put(buf, place.x, y, mark, 1, app.look.theme.accent());
        }
    }
}

fn row(app: &App, snapshot: &Snapshot, lab: usize, share: f64, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let spec = &snapshot.facts.setup.labs[lab];
    let Some(mode) = snapshot.played.rows.last().map(|row| row.mode[lab]) else { return };
    let (y, right) = (area.y, area.right());
    let hue = theme.hue(origin_hue(spec.bloc));
    let mark = if app.look.ascii() { "|" } else { "▎" };
    let x = text::put(buf, area.x, y, mark, 1, hue);
    // Mark, origin, release, lag and share have their columns; name and picture share the rest.
    let rest = area.width.saturating_sub(1 + 1 + 3 + 7 + 7 + 5);
    let name = rest.saturating_sub((rest / 3).max(4)).min(24);
    let spark = rest.saturating_sub(name);
    text::put(buf, x, y, &spec.name, name, theme.text());
    let mut x = x + name + 1;
    text::put(buf, x, y, origin(spec.bloc), 2, theme.dim());
    x += 3;
    text::put(buf, x, y, wording::mode(mode), 6, theme.dim());
    x += 7;
    if !app.look.accessible {
        let picture = capability(snapshot, lab, usize::from(spark), app.look.ascii());
        text::put(buf, x, y, &picture, spark, hue);
    }
    let (gap, style) = match snapshot.months_behind(lab) {
        None => (String::new(), theme.dim()),
        Some(months) if months < 0.5 => ("lead".to_owned(), theme.accent()),
        Some(months) => (format!("{months:.0} mo"), theme.dim()),
    };
    text::put_right(buf, right.saturating_sub(5), y, &gap, style);
    text::put_right(buf, right, y, &format!("{:.0}%", share * 100.0), theme.strong());
}

const fn origin(bloc: crate::model::bloc::Bloc) -> &'static str {
    ["US", "CN", "EU", "RW"][bloc.index()]
}

/// The lab's best model over the last years, between the lowest of all labs then and the best now.
fn capability(snapshot: &Snapshot, lab: usize, width: usize, ascii: bool) -> String {
    let last_years = |lab: usize| {
        let best = snapshot.best_of(lab);
        best[best.len().saturating_sub(SPARK_MONTHS)..].to_vec()
    };
    let all = (0..snapshot.facts.setup.labs.len()).flat_map(last_years).filter(|best| best.is_finite());
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), best| (low.min(best), high.max(best)));
    bars::sparkline(&last_years(lab), low, high, width, ascii)
}
