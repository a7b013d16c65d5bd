//! The end: which world it became and how sure that was, five axes, turning points, predictions, the goal.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::calendar::Month;
use crate::playthrough::{Cause, Contrast, Difference, Finding, Inquiry, Snapshot, foresights};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, World};
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::text;
use crate::tui::wording::measure::{self, Deed};

/// What can be asked for on the sheet: ways back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Choose a month so many months later, or earlier where negative.
    By(i32),
    /// Go to the chosen month.
    Go,
    /// Go to the month of this turning point, counted from 0.
    Turning(usize),
}

/// The month that one goes back to: the chosen one, else that of the strongest turning point, else the first
/// month of play; none before there is a game.
pub fn month_of_return(world: &World) -> Option<Month> {
    let snapshot = world.snapshot.as_deref()?;
    world.back_to.or_else(|| turning(snapshot, 0)).or(Some(snapshot.facts.play_from))
}

/// The month of a turning point, in the order of the sheet.
pub fn turning(snapshot: &Snapshot, at: usize) -> Option<Month> {
    turnings(snapshot).get(at).map(|turning| turning.deed.made)
}

/// A row of the sheet: pieces of text, each with its style.
type Row = Vec<(String, Style)>;

/// What has come of something that was done.
struct Turning {
    deed: Deed,
    /// None as long as it is not found out.
    contrast: Option<Contrast>,
}

/// Opens the sheet the first time that the last month has been run.
pub fn open_once(app: &mut App) {
    let free = app.overlay.is_none();
    let Some(world) = app.world_mut().filter(|world| free && world.at_end() && !world.end_seen) else {
        return;
    };
    world.end_seen = true;
    app.overlay = Some(Overlay::End(0));
}

/// What the sheet shows that takes simulations to find: first the odds, then everything that was done, left
/// out in turn.
pub fn wants(world: &World) -> Vec<Inquiry> {
    let Some(snapshot) = world.snapshot.as_ref().filter(|snapshot| snapshot.at_end()) else {
        return Vec::new();
    };
    let deeds = measure::deeds(&snapshot.journal, &snapshot.facts);
    let without = deeds.into_iter().map(|deed| Inquiry::Without(Cause::Moves(deed.entry)));
    std::iter::once(Inquiry::Ending).chain(without).collect()
}

/// All that was done, what moved its headline most first; what is not found out yet comes last.
fn turnings(snapshot: &Snapshot) -> Vec<Turning> {
    let found = |deed: Deed| {
        let inquiry = Inquiry::Without(Cause::Moves(deed.entry));
        let contrast = match snapshot.findings.get(&inquiry).map(|finding| &**finding) {
            Some(Finding::Contrast(contrast)) => Some(contrast.clone()),
            _ => None,
        };
        Turning { deed, contrast }
    };
    let deeds = measure::deeds(&snapshot.journal, &snapshot.facts);
    let mut all: Vec<Turning> = deeds.into_iter().map(found).collect();
    all.sort_by(|a, b| {
        let (a, b) = (weight(a), weight(b));
        b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    all
}

/// What something moved most: of what can be told from nothing, or else of all.
fn most(contrast: &Contrast) -> Option<&Difference> {
    let largest = contrast.largest();
    largest.iter().find(|difference| difference.is_distinguishable()).or(largest.first()).copied()
}

/// Whether something can be told from nothing, and how much it moved what it moved most.
fn weight(turning: &Turning) -> (bool, f64) {
    let most = turning.contrast.as_ref().and_then(most);
    let size = |most: &Difference| (most.end.spread.median / most.of.unit().scale()).abs();
    (most.is_some_and(Difference::is_distinguishable), most.map_or(-1.0, size))
}

/// Draws the sheet, `scroll` rows further down.
pub fn draw(app: &App, scroll: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(world) = app.world() else { return };
    let (Some(snapshot), Some(back)) = (world.snapshot.as_deref(), month_of_return(world)) else { return };
    let width = area.width.min(104);
    let rows::Sheet { rows, clicks } = rows::all(app, snapshot, back, width.saturating_sub(4));
    let height = (rows.len() as u16 + 4).min(area.height);
    let inner = super::help::sheet(app, centred(area, width, height), "The end", buf, regions);
    let scroll = scroll.min((rows.len() as u16).saturating_sub(inner.height));
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        let mut x = inner.x;
        for (piece, style) in row {
            x = text::put(buf, x, y, piece, inner.right().saturating_sub(x), *style);
        }
        let at = usize::from(y - inner.y + scroll);
        for (from, to, act) in clicks.iter().filter(|(row, ..)| *row == at).map(|(_, click)| *click) {
            regions.click(Rect::new(inner.x + from, y, to - from, 1), Action::Return(act));
        }
    }
    super::help::more(app, inner, scroll, rows.len() as u16, buf);
    regions.wheel(inner, Action::Up, Action::Down);
}

/// Whether predictions were made.
fn has_predictions(snapshot: &Snapshot) -> bool {
    !foresights(&snapshot.journal).is_empty()
}
