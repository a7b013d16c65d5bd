//! What came of a prediction, told once the paired futures are in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::{Cause, Entry, Finding, Foresight, Inquiry, Score, Snapshot, foresights};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::overlays::help::closes;
use crate::tui::region::Regions;
use crate::tui::widgets::cover::cover;
use crate::tui::widgets::text;
use crate::tui::wording::measure;

/// The prediction that waits for its outcome, and the outcome once it is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reveal {
    /// So many predictions must stand in the journal before the last one made is there.
    awaited: Option<usize>,
    of: Option<Foresight>,
    /// The outcome as it was when it was found; what is done later does not change it any more.
    score: Option<Score>,
}

fn predictions(snapshot: &Snapshot) -> usize {
    snapshot.journal.done().iter().filter(|entry| matches!(entry, Entry::Prediction(_))).count()
}

impl Reveal {
    /// A prediction is being asked for: the next one will be shown.
    pub fn await_next(&mut self, snapshot: &Snapshot) {
        *self = Self { awaited: Some(predictions(snapshot) + 1), of: None, score: None };
    }

    /// Takes a new state of the game.
    pub fn take(&mut self, snapshot: &Snapshot) {
        let made = foresights(&snapshot.journal);
        if self.of.is_some_and(|of| !made.contains(&of)) {
            *self = Self::default();
        }
        if self.awaited.is_some_and(|awaited| made.len() >= awaited && predictions(snapshot) >= awaited) {
            (self.awaited, self.of) = (None, made.last().copied());
        }
        if let (Some(of), None) = (self.of, self.score) {
            self.score = score(snapshot, of);
        }
    }

    /// What it takes simulations to find.
    pub fn wants(&self) -> Vec<Inquiry> {
        let of = self.of.filter(|_| self.score.is_none());
        of.map(|of| Inquiry::Without(Cause::Moves(of.moves))).into_iter().collect()
    }

    /// Whether something is shown.
    pub fn is_open(&self) -> bool {
        self.of.is_some()
    }

    /// Shows nothing any more.
    pub fn close(&mut self) {
        *self = Self::default();
    }
}

/// A prediction held against its outcome, once that is found.
pub fn score(snapshot: &Snapshot, of: Foresight) -> Option<Score> {
    match snapshot.findings.get(&Inquiry::Without(Cause::Moves(of.moves))).map(|finding| &**finding) {
        Some(Finding::Contrast(contrast)) => Score::of(of.prediction, contrast.of(of.prediction.of)),
        _ => None,
    }
}

/// Draws the notice over the last rows of the screen.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(reveal) = app.world().map(|world| &world.reveal) else { return };
    let Some(of) = reveal.of else { return };
    let theme = &app.look.theme;
    let told = match &reveal.score {
        Some(score) => measure::score(score),
        None => {
            let said = measure::said(of.prediction.of, of.prediction.change);
            format!("You said {said} of {}; finding out what the futures say ...", of.prediction.of.title())
        }
    };
    let lines = text::wrap(&told, area.width.saturating_sub(4));
    let height = (lines.len() as u16 + 2).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    cover(place, theme.bar(), buf);
    regions.shield(place);
    regions.click(place, Action::Back);
    let rows = place.y..place.bottom();
    let head = text::put(buf, place.x + 2, place.y, "Your prediction", place.width, theme.key());
    text::put(buf, head + 2, place.y, &closes(app), 20, theme.bar_dim());
    for (y, line) in rows.skip(1).zip(&lines) {
        text::put(buf, place.x + 2, y, line, place.width.saturating_sub(4), theme.bar());
    }
}
