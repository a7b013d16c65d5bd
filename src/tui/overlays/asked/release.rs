//! A release of the player's lab: the four ways to release, what speaks for each, and the other answers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dilemma::hint;
use super::{Act, State, shade_of};
use crate::model::decision::{Decision, Term};
use crate::model::lab::Mode;
use crate::playthrough::Snapshot;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::overlays::help::{key, sheet};
use crate::tui::region::Regions;
use crate::tui::widgets::text;
use crate::tui::wording;

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Release so.
    Release(Mode),
    /// Hold the model back this month.
    Hold,
    /// Let the lab decide by itself.
    Leave,
}

/// The answers, in order.
pub const ANSWERS: [Answer; 6] = [
    Answer::Release(Mode::ALL[0]),
    Answer::Release(Mode::ALL[1]),
    Answer::Release(Mode::ALL[2]),
    Answer::Release(Mode::ALL[3]),
    Answer::Hold,
    Answer::Leave,
];

/// Room for the name of a pay-off term, and for one column of numbers.
const NAME: u16 = 21;
const COLUMN: u16 = 13;

/// Draws the sheet.
pub fn draw(
    app: &App,
    snapshot: &Snapshot,
    decision: &Decision,
    state: &State,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let lab = &snapshot.facts.setup.labs[decision.lab];
    let title = format!("{} has a new model: how shall it come out?", lab.name);
    let width = area.width.min(NAME + 4 * COLUMN + 6);
    let inner = sheet(app, centred(area, width, area.height.min(26)), &title, buf, regions);
    let mut y = inner.y;
    for (i, answer) in ANSWERS.iter().enumerate() {
        let place = Rect { y, height: 1, ..inner };
        regions.click(place, Action::Asked(Act::Pick(i)));
        let chosen = i == state.selected;
        let style = if chosen { theme.selected() } else { theme.bar() };
        if chosen {
            buf.set_style(place, style);
            text::put(buf, place.x, y, if app.look.ascii() { ">" } else { "▸" }, 1, style);
        }
        let end = text::put(buf, place.x + 2, y, &name(*answer, decision), inner.width, style);
        let right = aside(*answer, decision);
        if end + text::width(&right) + 2 < place.right() {
            text::put_right(buf, place.right() - 1, y, &right, if chosen { style } else { theme.bar_dim() });
        }
        y += 1;
    }
    y += 1;
    draw_terms(app, decision, Rect { y, height: inner.bottom().saturating_sub(y + 2), ..inner }, buf);
    let shade = shade_of(snapshot).unwrap_or(0.0);
    let (cheaper, dearer) = (key(app, Action::Asked(Act::Cheaper)), key(app, Action::Asked(Act::Dearer)));
    let keys = if cheaper == dearer { cheaper } else { format!("{cheaper} {dearer}") };
    let price = format!("{keys} price of your closed model: {}", price(shade));
    text::put(buf, inner.x, inner.bottom() - 2, &price, inner.width, theme.bar());
    let never = key(app, Action::Asked(Act::LeaveAll));
    let hints = [
        format!("{} · {never} leaves all releases to the lab", hint(app)),
        format!("{} · {never} never asks", hint(app)),
        hint(app),
    ];
    let fits = text::fitting(&hints, inner.width);
    text::put(buf, inner.x, inner.bottom() - 1, fits, inner.width, theme.bar_dim());
}

fn name(answer: Answer, decision: &Decision) -> String {
    match answer {
        Answer::Release(Mode::Closed) => "keep it closed: paid use only".to_owned(),
        Answer::Release(Mode::Dual) => "closed, with a weaker open sibling".to_owned(),
        Answer::Release(Mode::OpenRestricted) => "open it, with limits on its use".to_owned(),
        Answer::Release(Mode::OpenPermissive) => "open it, for any use".to_owned(),
        Answer::Hold => "hold it back this month".to_owned(),
        Answer::Leave => {
            format!("let the lab decide (it would choose: {})", wording::mode_in_text(decision.chosen))
        }
    }
}

fn aside(answer: Answer, decision: &Decision) -> String {
    let Answer::Release(mode) = answer else { return String::new() };
    let prospect = &decision.prospects[mode.index()];
    let odds = prospect.probability * 100.0;
    format!("worth {} · left alone {odds:.0}% likely", wording::signed(prospect.payoff()))
}

fn price(shade: f64) -> String {
    let percent = (libm::exp(shade) - 1.0) * 100.0;
    match shade {
        0.0 => "as the market has it".to_owned(),
        _ => format!("{percent:+.0}% against the market's price, from this month on"),
    }
}

/// What speaks for and against each way to release, as the lab foresees it.
fn draw_terms(app: &App, decision: &Decision, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let mut y = area.y;
    if y >= area.bottom() {
        return;
    }
    text::put(buf, area.x, y, "worth to the lab by", NAME, theme.bar_dim());
    for (i, mode) in Mode::ALL.into_iter().enumerate() {
        let right = area.x + NAME + (i as u16 + 1) * COLUMN;
        text::put_right(
            buf,
            right.min(area.right()),
            y,
            &text::clip(wording::mode(mode), COLUMN - 1),
            theme.key(),
        );
    }
    y += 1;
    for term in Term::ALL {
        let values = Mode::ALL.map(|mode| decision.prospects[mode.index()].terms[term.index()]);
        if values.iter().all(|value| *value == 0.0) {
            continue;
        }
        if y >= area.bottom() {
            return;
        }
        text::put(buf, area.x, y, term.title(), NAME, theme.bar());
        draw_values(app, values, Rect { y, ..area }, buf);
        y += 1;
    }
    if y < area.bottom() {
        text::put(buf, area.x, y, "all together", NAME, theme.key());
        draw_values(
            app,
            Mode::ALL.map(|mode| decision.prospects[mode.index()].payoff()),
            Rect { y, ..area },
            buf,
        );
    }
}

fn draw_values(app: &App, values: [f64; 4], area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    for (i, value) in values.into_iter().enumerate() {
        let right = (area.x + NAME + (i as u16 + 1) * COLUMN).min(area.right());
        let style = if value == 0.0 { theme.bar_dim() } else { theme.bar() };
        text::put_right(buf, right, area.y, &wording::signed(value), style);
    }
}
