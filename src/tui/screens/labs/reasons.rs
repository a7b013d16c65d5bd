//! Why the selected release came out as it did: the chosen option against the next best, term by term.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Page, releases, titled};
use crate::model::decision::Chooser;
use crate::tui::app::App;
use crate::tui::lines::origin_hue;
use crate::tui::widgets::{bars, text};
use crate::tui::wording;

/// Draws the terms that weighed, the heaviest first.
pub fn draw(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let Some(decision) = page.release() else {
        titled(app, "Why", "nothing has been released", false, area, buf);
        return;
    };
    let chosen = wording::mode(decision.chosen);
    let title = format!("Why {chosen} in {}", decision.month.short_label());
    let against = wording::mode(decision.next_best());
    let inner = titled(app, &title, &format!("against {against}, the next best"), false, area, buf);
    let chances: Vec<String> = crate::model::lab::Mode::ALL
        .into_iter()
        .map(|mode| {
            let odds = releases::odds(decision.prospects[mode.index()].probability);
            format!("{} {odds}", wording::mode(mode))
        })
        .collect();
    let by_rules = match decision.chosen_by {
        Chooser::Lab => "Odds: ",
        Chooser::Scenario => "As it happened; by the rules: ",
        Chooser::Player => "Your decision; left to itself: ",
    };
    let line = format!("{by_rules}{}", chances.join(", "));
    text::put(buf, inner.x, inner.y, &line, inner.width, theme.text());
    let reasons: Vec<_> =
        decision.reasons().into_iter().filter(|(_, weight)| weight.abs() >= 0.005).collect();
    let top = reasons.first().map_or(1.0, |(_, weight)| weight.abs());
    let half = inner.width.saturating_sub(NAME + 8) / 2;
    let middle = inner.x + NAME + half;
    let hue = theme.hue(origin_hue(page.snapshot.facts.setup.labs[decision.lab].bloc));
    for (y, (term, weight)) in (inner.y + 1..inner.bottom()).zip(reasons) {
        text::put(buf, inner.x, y, term.title(), NAME - 1, theme.text());
        let (share, ascii) = (weight.abs() / top, app.look.ascii());
        text::put(buf, middle, y, if ascii { "|" } else { "│" }, 1, theme.faint());
        if weight < 0.0 {
            text::put_right(buf, middle, y, &bars::bar_left(share, usize::from(half), ascii), theme.dim());
        } else {
            text::put(buf, middle + 1, y, &bars::bar(share, usize::from(half), ascii), half, hue);
        }
        text::put_right(buf, inner.right(), y, &wording::signed(weight), theme.strong());
    }
}

/// Room for the names of the terms.
const NAME: u16 = 20;
