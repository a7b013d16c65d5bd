//! Why? What led to a release, what moved a share of use, what a policy or an event has done.

mod movers;
mod page;
mod policy;
mod release;
mod share;
mod subject;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::model::event::{Because, EventKind};
use crate::playthrough::{Inquiry, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, World};
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::update::asking;
use crate::tui::widgets::text;
use crate::tui::wording;
use page::{Page, Span, Tone};

pub use subject::{Subject, of_largest, of_lever, of_selected};

/// Columns of the widest answer.
const MOST_COLUMNS: u16 = 112;

/// What is asked, and how far its answer is scrolled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// What is asked.
    pub subject: Subject,
    /// How many rows are scrolled away.
    pub scroll: u16,
}

impl State {
    /// The question, its answer at the top.
    pub const fn of(subject: Subject) -> Self {
        Self { subject, scroll: 0 }
    }
}

/// What the answer takes simulations to find.
pub fn wants(state: State, world: &World) -> Vec<Inquiry> {
    let Some(snapshot) = &world.snapshot else { return Vec::new() };
    let inquiry = match subject::resolved(state.subject, snapshot) {
        Subject::Release(decision) => release::wants(decision),
        Subject::Share { scope, group, month } => share::wants(scope, group, month),
        Subject::Cause(cause) => Inquiry::Without(cause),
        Subject::Lever(lever) => Inquiry::Lever(lever),
        Subject::Event(_) => return Vec::new(),
    };
    let lever = subject::lever(state.subject, snapshot).filter(|_| !snapshot.at_end());
    std::iter::once(inquiry).chain(lever.map(Inquiry::Movers)).collect()
}

/// Carries out an action upon the answer; those that are none of its own close it.
pub fn update(app: &mut App, state: State, action: Action) {
    let scroll = match action {
        Action::Up => state.scroll.saturating_sub(1),
        Action::Down => state.scroll.saturating_add(1),
        Action::PageUp => state.scroll.saturating_sub(10),
        Action::PageDown => state.scroll.saturating_add(10),
        Action::WhyOf(subject) => {
            app.overlay = Some(Overlay::Why(State::of(subject)));
            return;
        }
        Action::WhyNext | Action::WhyBefore => {
            let next = app
                .world()
                .and_then(|world| subject::beside(state.subject, world, action == Action::WhyNext));
            if let (Some(next), Some(world)) = (next, app.world_mut()) {
                asking::follow(world, next);
            }
            app.overlay = Some(Overlay::Why(next.map_or(state, State::of)));
            return;
        }
        _ => {
            app.overlay = None;
            return;
        }
    };
    app.overlay = Some(Overlay::Why(State { scroll, ..state }));
}

/// Draws the answer.
pub fn draw(app: &App, state: State, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(snapshot) = app.world().and_then(|world| world.snapshot.as_ref()) else { return };
    // Where only a few columns would be left on either side, what shows of the panels there tells nothing.
    let width = if area.width < MOST_COLUMNS + 40 { area.width } else { MOST_COLUMNS };
    let columns = width.min(MOST_COLUMNS).saturating_sub(4);
    let page = answer(state.subject, snapshot, columns, app.look.ascii());
    let rows = page.rows.len() as u16;
    let inner = super::help::sheet(app, centred(area, width, rows + 4), "Why?", buf, regions);
    let scroll = state.scroll.min(rows.saturating_sub(inner.height));
    for (y, row) in (inner.y..inner.bottom()).zip(page.rows.iter().skip(usize::from(scroll))) {
        for span in row {
            let x = inner.x + span.x;
            text::put(buf, x, y, &span.text, inner.right().saturating_sub(x), style(app, span));
        }
    }
    super::help::more(app, inner, scroll, rows, buf);
    regions.wheel(inner, Action::Up, Action::Down);
}

fn style(app: &App, span: &Span) -> Style {
    let theme = &app.look.theme;
    let bar = theme.bar();
    match span.tone {
        Tone::Text => bar,
        Tone::Strong => bar.add_modifier(Modifier::BOLD),
        Tone::Heading => theme.key(),
        Tone::Quiet => theme.bar_dim(),
        Tone::Hue(hue) => Style { bg: bar.bg, ..theme.hue(hue) },
    }
}

/// The page that answers a question.
fn answer(asked: Subject, snapshot: &Snapshot, width: u16, ascii: bool) -> Page {
    let mut page = Page::new(width, ascii);
    let resolved = subject::resolved(asked, snapshot);
    if let Subject::Event(at) = asked {
        news(&mut page, snapshot, at, resolved == asked);
    }
    match resolved {
        Subject::Release(decision) => release::write(&mut page, snapshot, decision),
        Subject::Share { scope, group, month } => share::write(&mut page, snapshot, (scope, group, month)),
        Subject::Cause(cause) => policy::write(&mut page, snapshot, cause),
        Subject::Lever(lever) => policy::write_lever(&mut page, snapshot, lever),
        Subject::Event(_) => {}
    }
    if let Some(lever) = subject::lever(asked, snapshot) {
        movers::write(&mut page, snapshot, lever);
    }
    page
}

/// The piece of news that led here, where the answer does not tell it by itself.
fn news(page: &mut Page, snapshot: &Snapshot, at: usize, alone: bool) {
    let Some(event) = snapshot.played.events.get(at) else {
        page.say("This is not in the line in play.", Tone::Quiet);
        return;
    };
    if matches!(event.kind, EventKind::Release { .. }) {
        return;
    }
    let headline = wording::headline(event, &snapshot.facts, &snapshot.played);
    let reason = wording::reason(event, &snapshot.facts, &snapshot.played);
    page.say(&format!("{}: {headline}", event.month.label()), if alone { Tone::Strong } else { Tone::Text });
    page.say(&reason, Tone::Quiet);
    if alone {
        page.gap();
        page.say(by_itself(&event.because), Tone::Text);
    } else {
        page.gap();
    }
}

/// Why there is nothing to be taken away to see what would have been.
const fn by_itself(because: &Because) -> &'static str {
    match because {
        Because::Chance(_) => {
            "Chance brought it, by the odds above. What chance brings is part of every future, so there are no futures without it to compare with."
        }
        _ => {
            "It is the sum of what all labs and adopters did; nothing single can be taken away to see what would have been."
        }
    }
}
