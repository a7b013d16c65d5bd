//! What actions do to what lies upon the screen: questions, sheets, answers.

use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, Question};
use crate::tui::overlays::{asked, cast, help, predict, why};
use crate::tui::sheet;
use crate::tui::update::{self, Effect, lines, look, returning};

/// Carries an action out upon what lies on the screen.
pub fn update(app: &mut App, overlay: Overlay, action: Action) -> Vec<Effect> {
    if let Overlay::Name(_) | Overlay::Lines(_) | Overlay::Saved = overlay {
        return lines::in_overlay(app, overlay, action);
    }
    if let Overlay::Draft(sheet) = overlay {
        return sheet::update(app, sheet, action);
    }
    let scrolled = |rows: u16| match action {
        Action::Up => Some(rows.saturating_sub(1)),
        Action::Down => Some(rows.saturating_add(1)),
        Action::PageUp => Some(rows.saturating_sub(10)),
        Action::PageDown => Some(rows.saturating_add(10)),
        _ => None,
    };
    match (overlay, action) {
        (Overlay::Question(Question::Tour), _) => return look::answer_offer(app, action),
        (Overlay::Cast(state), _) => return cast::update(app, state, action),
        (Overlay::Asked(_), Action::Quit | Action::Help) => {
            app.overlay = None;
            return update::update(app, action);
        }
        (Overlay::Asked(state), _) => return asked::update(app, state, action),
        (Overlay::Question(Question::Quit), Action::Confirm | Action::Quit) => return vec![Effect::Quit],
        (Overlay::Question(Question::Leave), Action::Quit) => return vec![Effect::Quit],
        (Overlay::Question(Question::Remove(line)), Action::Confirm) => return lines::remove(app, line),
        (Overlay::Question(Question::Remove(_)), Action::Back) => lines::list(app),
        (Overlay::Question(Question::Leave), Action::Confirm) => {
            app.overlay = None;
            return update::leave(app);
        }
        (Overlay::Why(state), action) if !matches!(action, Action::Quit | Action::Help) => {
            why::update(app, state, action);
        }
        (Overlay::Question(_), Action::Back) => app.overlay = None,
        (Overlay::Question(_), _) => {}
        (Overlay::Briefing(rows), _) if scrolled(rows).is_some() => {
            app.overlay = scrolled(rows).map(Overlay::Briefing);
        }
        (Overlay::End(rows), _) if scrolled(rows).is_some() => app.overlay = scrolled(rows).map(Overlay::End),
        (Overlay::End(_), Action::End) => app.overlay = None,
        (Overlay::End(_), Action::Return(act)) => return returning::update(app, act),
        (Overlay::Predict(guess), action) => return predict::update(app, guess, action),
        (_, Action::Back | Action::Open | Action::PlayPause) => app.overlay = None,
        (Overlay::Briefing(_), Action::Briefing) => app.overlay = None,
        (_, Action::Help) => app.overlay = Some(Overlay::Help(help::State::default())),
        (_, Action::Briefing) => app.overlay = Some(Overlay::Briefing(0)),
        (_, Action::Quit) => {
            app.overlay = None;
            return update::update(app, Action::Quit);
        }
        _ => {}
    }
    Vec::new()
}
