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
use crate::tui::overlays::help::{closes, key, sheet};
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

/// Room for the name of a pay-off term, and at most for one column of numbers.
const NAME: u16 = 21;
const COLUMN: u16 = 13;
/// Rows inside the sheet above which the answers and the reasons are set apart by a blank one.
const AIRY: u16 = 14;

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
    let width = area.width.min(NAME + 4 * COLUMN + 6);
    let titles = [
        format!("{} has a new model: how shall it come out?", lab.name),
        format!("{}: how shall the new model come out?", lab.name),
        format!("{}'s new model", lab.name),
    ];
    let title = text::fitting(&titles, width.saturating_sub(7 + text::width(&closes(app))));
    let inner = sheet(app, centred(area, width, area.height.min(26)), title, buf, regions);
    let asides = asides(decision, inner.width);
    let mut y = inner.y;
    for (i, (answer, aside)) in ANSWERS.iter().zip(&asides).enumerate() {
        let place = Rect { y, height: 1, ..inner };
        regions.click(place, Action::Asked(Act::Pick(i)));
        let chosen = i == state.selected;
        let style = if chosen { theme.selected() } else { theme.bar() };
        if chosen {
            buf.set_style(place, style);
            text::put(buf, place.x, y, if app.look.ascii() { ">" } else { "▸" }, 1, style);
        }
        text::put(buf, place.x + 2, y, &name(*answer, decision), inner.width - 2, style);
        text::put_right(buf, place.right() - 1, y, aside, if chosen { style } else { theme.bar_dim() });
        y += 1;
    }
    y += u16::from(inner.height > AIRY);
    let terms = Rect { y, height: inner.bottom().saturating_sub(y + 2), ..inner };
    draw_terms(app, decision, state.scroll, terms, buf);
    regions.wheel(terms, Action::PageUp, Action::PageDown);
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

/// What stands beside every answer, in the fullest wording that has room beside all of them.
fn asides(decision: &Decision, room: u16) -> Vec<String> {
    let worded = |wording: usize| ANSWERS.map(|answer| aside(answer, decision, wording));
    let fits = |asides: &[String; 6]| {
        ANSWERS.iter().zip(asides).all(|(answer, aside)| {
            aside.is_empty() || text::width(&name(*answer, decision)) + text::width(aside) + 5 <= room
        })
    };
    (0..2).map(worded).find(fits).unwrap_or_else(|| worded(2)).to_vec()
}

/// What one way to release is worth to the lab and how likely it is, in one of three wordings.
fn aside(answer: Answer, decision: &Decision, wording: usize) -> String {
    let Answer::Release(mode) = answer else { return String::new() };
    let prospect = &decision.prospects[mode.index()];
    let (worth, odds) = (wording::signed(prospect.payoff()), prospect.probability * 100.0);
    match wording {
        0 => format!("worth {worth} · left alone {odds:.0}% likely"),
        1 => format!("worth {worth} · {odds:.0}% likely"),
        _ => format!("{odds:.0}% likely"),
    }
}

fn price(shade: f64) -> String {
    let percent = (libm::exp(shade) - 1.0) * 100.0;
    match shade {
        0.0 => "as the market has it".to_owned(),
        _ => format!("{percent:+.0}% against the market's price, from this month on"),
    }
}

/// A way to release at the head of a column, in the words of the answers above.
const fn head(mode: Mode) -> &'static str {
    match mode {
        Mode::Closed => "closed",
        Mode::Dual => "sibling",
        Mode::OpenRestricted => "limits",
        Mode::OpenPermissive => "open",
    }
}

/// What speaks for and against each way to release, as the lab foresees it; the sum is always in sight.
fn draw_terms(app: &App, decision: &Decision, scroll: u16, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let theme = &app.look.theme;
    let of = |term: Term| Mode::ALL.map(|mode| decision.prospects[mode.index()].terms[term.index()]);
    let counts = |(_, values): &(Term, [f64; 4])| values.iter().any(|value| *value != 0.0);
    let terms: Vec<_> = Term::ALL.into_iter().map(|term| (term, of(term))).filter(counts).collect();
    let (all, room) = (terms.len() as u16, area.height - 2);
    let first = scroll.min(all.saturating_sub(room));
    let label = match all.saturating_sub(first + room) {
        0 => "worth to the lab by".to_owned(),
        below => format!("worth by · {}", text::more(usize::from(below), app.look.ascii())),
    };
    text::put(buf, area.x, area.y, &label, NAME, theme.bar_dim());
    for (right, mode) in columns(area).zip(Mode::ALL) {
        text::put_right(buf, right, area.y, head(mode), theme.key());
    }
    let mut y = area.y + 1;
    for (term, values) in terms.into_iter().skip(usize::from(first)).take(usize::from(room)) {
        text::put(buf, area.x, y, term.title(), NAME, theme.bar());
        draw_values(app, values, Rect { y, ..area }, buf);
        y += 1;
    }
    text::put(buf, area.x, y, "all together", NAME, theme.key());
    draw_values(
        app,
        Mode::ALL.map(|mode| decision.prospects[mode.index()].payoff()),
        Rect { y, ..area },
        buf,
    );
}

/// Where the columns of numbers end: narrower on a narrow sheet.
fn columns(area: Rect) -> impl Iterator<Item = u16> {
    let column = (area.width.saturating_sub(NAME) / 4).min(COLUMN);
    (1..=4).map(move |i| area.x + NAME + i * column)
}

fn draw_values(app: &App, values: [f64; 4], area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    for (right, value) in columns(area).zip(values) {
        let style = if value == 0.0 { theme.bar_dim() } else { theme.bar() };
        text::put_right(buf, right, area.y, &wording::signed(value), style);
    }
}
