//! The releases of the selected lab, the latest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Act, Page, frontier, titled};
use crate::model::decision::{Chooser, Decision};
use crate::model::measure::months_behind;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::lines::bloc_hue;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Draws the list: month, how it came out, months behind, how likely that was, the main reason.
pub fn draw(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let releases = page.releases();
    let subtitle = format!("{}; months behind, odds, main reasons", releases.len());
    let state = page.state();
    let inner = titled(app, "Releases", &subtitle, state.in_releases, area, buf);
    if releases.is_empty() {
        text::put(buf, inner.x, inner.y, "None so far.", inner.width, theme.dim());
        return;
    }
    let leader = frontier::leader(page);
    let selected = state.release.min(releases.len() - 1);
    let first = first_visible(selected..selected + 1, releases.len(), usize::from(inner.height));
    for (y, (i, decision)) in (inner.y..inner.bottom()).zip(releases.iter().enumerate().skip(first)) {
        let row = Rect { y, height: 1, ..inner };
        draw_one(app, page, decision, &leader, row, buf);
        if i == selected {
            buf.set_style(row, theme.selected());
        }
        regions.click(row, Action::Labs(Act::Release(i)));
    }
}

fn draw_one(app: &App, page: &Page<'_>, decision: &Decision, leader: &[f64], area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let y = area.y;
    text::put(buf, area.x, y, &decision.month.short_label(), 6, theme.dim());
    let spec = &page.snapshot.facts.setup.labs[decision.lab];
    let access = if decision.chosen.flagship_open() {
        crate::model::bloc::Access::Open
    } else {
        crate::model::bloc::Access::Closed
    };
    let mark = if app.look.ascii() { "|" } else { "▎" };
    let x = text::put(buf, area.x + 7, y, mark, 1, theme.hue(bloc_hue(spec.bloc, access)));
    text::put(buf, x, y, wording::mode(decision.chosen), 6, theme.text());
    let row = usize::try_from(decision.month - page.snapshot.played.start).unwrap_or(0);
    let (lag, style) = match months_behind(leader, row.min(page.row), decision.capability) {
        months if months < 0.5 => ("lead".to_owned(), theme.accent()),
        months => (format!("{months:.0} mo"), theme.dim()),
    };
    text::put_right(buf, area.x + 21, y, &lag, style);
    let odds = odds(decision.chosen_prospect().probability);
    text::put_right(buf, area.x + 27, y, &odds, theme.strong());
    let room = area.width.saturating_sub(29);
    text::put(buf, area.x + 29, y, &main_reason(decision), room, theme.dim());
}

/// A probability in few characters.
pub fn odds(probability: f64) -> String {
    if probability < 0.01 { "<1%".to_owned() } else { format!("{:.0}%", probability * 100.0) }
}

/// The two reasons that weighed most, for or against.
fn main_reason(decision: &Decision) -> String {
    match decision.chosen_by {
        Chooser::Lab => {}
        Chooser::Scenario => return "as it happened".to_owned(),
        Chooser::Player => return "your decision".to_owned(),
    }
    let most = decision.reasons().into_iter().take(2).filter(|(_, weight)| weight.abs() >= 0.005);
    most.map(|(term, weight)| format!("{} {}", term.title(), wording::signed(weight)))
        .collect::<Vec<_>>()
        .join(", ")
}
