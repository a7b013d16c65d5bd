//! The sheet on which the player says, before moves are applied, what they will do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::bloc::{Access, Bloc};
use crate::playthrough::{
    Command, Finding, Group, HEADLINES, Headline, Inquiry, LeverStudy, Prediction, Snapshot, sizes,
};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, World};
use crate::tui::layout::centred;
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::update::Effect;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::text;
use crate::tui::wording::measure;

/// What can be asked for on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A step towards less.
    Smaller,
    /// A step towards more.
    Larger,
    /// The prediction is about this headline.
    About(Headline),
    /// So many steps up, or down where negative.
    Size(i8),
}

/// A prediction being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Of what.
    pub of: Headline,
    /// Steps up, or down where negative, along [`sizes`].
    pub step: i8,
}

impl Guess {
    /// What is offered first: what the moved lever is known to move most, or else what the chart shows.
    pub fn first(world: &World) -> Self {
        let snapshot = world.snapshot.as_deref();
        let of = snapshot.and_then(known).or_else(|| on_chart(world)).unwrap_or(Headline::ChinaShare);
        Self { of, step: 0 }
    }

    fn about(self, of: Headline) -> Self {
        let most = Self::most(of);
        Self { of, step: self.step.clamp(-most, most) }
    }

    fn sized(self, step: i8) -> Self {
        let most = Self::most(self.of);
        Self { step: step.clamp(-most, most), ..self }
    }

    fn most(of: Headline) -> i8 {
        i8::try_from(sizes(of.unit()).len()).unwrap_or(i8::MAX) - 1
    }

    /// What is said, in the quantity's own unit.
    pub fn prediction(self) -> Prediction {
        let size = sizes(self.of.unit()).get(usize::from(self.step.unsigned_abs())).copied().unwrap_or(0.0);
        Prediction { of: self.of, change: if self.step < 0 { -size } else { size } }
    }
}

/// The largest effect found of a lever that is being tried.
fn known(snapshot: &Snapshot) -> Option<Headline> {
    let study = |lever| match snapshot.findings.get(&Inquiry::Lever(lever)).map(|finding| &**finding) {
        Some(Finding::Lever(study)) => Some(&**study),
        _ => None,
    };
    let known = snapshot.draft.iter().find_map(|step| study(step.lever));
    known.and_then(LeverStudy::most).map(|difference| difference.of)
}

/// The headline that stands for the most prominent line of the chart.
fn on_chart(world: &World) -> Option<Headline> {
    world.lines.iter().find_map(|line| match line.group {
        Group::BlocAccess(Bloc::Us, Access::Open) => Some(Headline::UsOpenShare),
        Group::BlocAccess(Bloc::China, Access::Open) => Some(Headline::ChinaOpenShare),
        Group::BlocAccess(bloc, _) | Group::Bloc(bloc) => match bloc {
            Bloc::Us => Some(Headline::UsShare),
            Bloc::China => Some(Headline::ChinaShare),
            Bloc::Europe => Some(Headline::EuropeShare),
            Bloc::Row => None,
        },
        Group::Access(_) => Some(Headline::OpenShare),
        Group::Lab(_) => Some(Headline::Concentration),
    })
}

/// Carries an action out.
pub fn update(app: &mut App, guess: Guess, action: Action) -> Vec<Effect> {
    let at = guess.of.index();
    let next = match action {
        Action::Confirm => return say(app, guess),
        Action::Back | Action::Predict => {
            app.overlay = None;
            return Vec::new();
        }
        Action::Quit => {
            app.overlay = None;
            return crate::tui::update::update(app, Action::Quit);
        }
        Action::Up => guess.about(Headline::ALL[at.saturating_sub(1)]),
        Action::Down => guess.about(Headline::ALL[(at + 1).min(HEADLINES - 1)]),
        Action::Guess(Act::About(of)) => guess.about(of),
        Action::Guess(Act::Smaller) => guess.sized(guess.step.saturating_sub(1)),
        Action::Guess(Act::Larger) => guess.sized(guess.step.saturating_add(1)),
        Action::Guess(Act::Size(step)) => guess.sized(step),
        _ => guess,
    };
    app.overlay = Some(Overlay::Predict(next));
    Vec::new()
}

/// Writes the prediction down and applies the moves.
fn say(app: &mut App, guess: Guess) -> Vec<Effect> {
    app.overlay = None;
    let Some(world) = app.world_mut() else { return Vec::new() };
    let Some(snapshot) = world.snapshot.clone().filter(|snapshot| !snapshot.draft.is_empty()) else {
        return Vec::new();
    };
    world.draft = None;
    world.reveal.await_next(&snapshot);
    vec![Effect::Game(Command::Predict(guess.prediction())), Effect::Game(Command::Apply)]
}

/// Draws the sheet.
pub fn draw(app: &App, guess: Guess, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let Some(snapshot) = app.world().and_then(|world| world.snapshot.as_ref()) else { return };
    let rule = text::wrap(&measure::rule_of_prediction(guess.of.unit()), 62);
    let below = 6 + rule.len() as u16;
    let sheet = centred(area, 66, (HEADLINES as u16 + below + 5).min(area.height));
    let inner = super::help::sheet(app, sheet, "What will the moves do?", buf, regions);
    let tried: Vec<String> =
        snapshot.draft.iter().map(|step| measure::the_move(step, snapshot.now)).collect();
    text::put(buf, inner.x, inner.y, &tried.join("; "), inner.width, theme.bar());
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(below), ..inner };
    draw_list(app, guess, list, buf, regions);
    let y = list.bottom() + 1;
    draw_sizes(app, guess, Rect { y, height: 1, ..inner }, buf, regions);
    let said = measure::said(guess.of, guess.prediction().change);
    let end = snapshot.facts.setup.end.label();
    let told = format!("I say: {}, {said} in {end}.", guess.of.title());
    text::put(
        buf,
        inner.x,
        y + 1,
        &told,
        inner.width,
        theme.bar().add_modifier(ratatui::style::Modifier::BOLD),
    );
    for (y, line) in (y + 2..inner.bottom()).zip(&rule) {
        text::put(buf, inner.x, y, line, inner.width, theme.bar_dim());
    }
    let y = y + rule.len() as u16;
    let next = footer::hint(app, inner.x, y + 3, "predict and apply", Action::Confirm, buf, regions);
    footer::hint(app, next + 4, y + 3, "cancel", Action::Back, buf, regions);
}

fn draw_list(app: &App, guess: Guess, list: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let at = guess.of.index();
    let first = first_visible(at..at + 1, HEADLINES, usize::from(list.height));
    regions.wheel(list, Action::Up, Action::Down);
    for (y, of) in (list.y..list.bottom()).zip(Headline::ALL.into_iter().skip(first)) {
        regions.click(Rect { y, height: 1, ..list }, Action::Guess(Act::About(of)));
        if of == guess.of {
            text::put(buf, list.x, y, if app.look.ascii() { ">" } else { "▸" }, 1, theme.key());
        }
        let style = if of == guess.of { theme.key() } else { theme.bar() };
        text::put(buf, list.x + 2, y, of.title(), list.width - 2, style);
    }
    let hidden = HEADLINES.saturating_sub(first + usize::from(list.height));
    text::put_right(buf, list.right(), list.bottom(), &text::more(hidden, app.look.ascii()), theme.bar_dim());
}

fn draw_sizes(app: &App, guess: Guess, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let most = Guess::most(guess.of);
    let mut x = area.x;
    for step in -most..=most {
        let change = guess.sized(step).prediction().change;
        let size = measure::difference(guess.of.unit(), change);
        let label = size.strip_suffix(".0").unwrap_or(&size);
        let style = if step == guess.step { theme.badge() } else { theme.bar() };
        let end = text::put(buf, x, area.y, &format!(" {label} "), area.right().saturating_sub(x), style);
        regions.click(Rect::new(x, area.y, end - x, 1), Action::Guess(Act::Size(step)));
        x = end;
    }
    text::put(buf, x + 1, area.y, measure::unit(guess.of.unit()), 12, theme.bar_dim());
}
