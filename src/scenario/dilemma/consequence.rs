//! What an answer brings about in terms of the model: changes of lever paths, and events.

use super::{Act, Dilemma, Effect};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::lever::LeverChange;
use crate::model::random::{Draws, Seed, Stream, name_key, uniform};
use crate::model::setup::{ScheduledEvent, ScheduledKind, Setup};

/// All that an answer brings about, to be put upon a setup.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Consequences {
    /// Changes of levers, in the order of the file.
    pub levers: Vec<LeverChange>,
    /// Events, in the order of the file.
    pub events: Vec<ScheduledEvent>,
    /// Which of the answer's blowback strikes, by its place in the file.
    pub struck: Vec<bool>,
}

/// Where and when an answer is given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The labs of the game.
    pub labs: &'a [LabSpec],
    /// The month from which it has effect: the first one not yet run.
    pub month: Month,
    /// The last month of the game.
    pub end: Month,
    /// The game's seed, by which is drawn what strikes.
    pub seed: Seed,
}

impl Dilemma {
    /// What an answer brings about, by its place; nothing where there is no such answer. The same dilemma, answer and
    /// seed strike alike whenever they come.
    pub fn consequences(&self, option: usize, given: &Given<'_>) -> Consequences {
        let mut all = Consequences::default();
        let Some(answer) = self.options.get(option) else { return all };
        for effect in &answer.effects {
            self.put(effect, given, &mut all);
        }
        for (place, effect) in answer.blowback.iter().enumerate() {
            let strikes = self.strikes(option, place, effect.chance, given.seed);
            all.struck.push(strikes);
            if strikes {
                self.put(effect, given, &mut all);
            }
        }
        all
    }

    /// Whether a blowback strikes in a game of this seed.
    pub fn strikes(&self, option: usize, place: usize, chance: f64, seed: Seed) -> bool {
        let key = name_key(&format!("{} {option} {place}", self.id));
        uniform(Draws::new(seed, Stream::Dilemmas, Month::FIRST).word(key)) < chance
    }

    fn put(&self, effect: &Effect, given: &Given<'_>, all: &mut Consequences) {
        let Given { labs, month, end, .. } = *given;
        let from = month + effect.after;
        if from > end {
            return;
        }
        match &effect.act {
            Act::Lever { lever, change, months } => {
                let last = end + 1;
                let until = months.map_or(last, |months| (from + months).min(last));
                all.levers.push(LeverChange { lever: *lever, from, until, change: *change });
            }
            Act::Event { lab, kind } => {
                let Some(lab) = labs.iter().position(|spec| spec.id == *lab) else { return };
                let id = format!("{}-{}", self.id, all.events.len() + 1);
                let label = self.title.clone();
                all.events.push(ScheduledEvent { id, month: from, lab, kind: *kind, label });
            }
        }
    }
}

impl Consequences {
    /// The setup with all of it put upon it. Events of months that have been run keep their places.
    pub fn applied(&self, setup: &Setup) -> Setup {
        let mut setup = setup.clone();
        for change in &self.levers {
            setup.levers.change(change);
        }
        for event in &self.events {
            add(&mut setup.events, event);
        }
        setup
    }
}

/// Adds an event behind those of its month. A release takes the place of another that was due at the same lab then: a
/// lab releases at most once a month.
fn add(events: &mut Vec<ScheduledEvent>, event: &ScheduledEvent) {
    let is_release = |kind: &ScheduledKind| matches!(kind, ScheduledKind::Release(_));
    let clashes = |other: &ScheduledEvent| {
        is_release(&other.kind)
            && is_release(&event.kind)
            && (other.month, other.lab) == (event.month, event.lab)
    };
    events.retain(|other| !clashes(other));
    let place = events.partition_point(|other| other.month <= event.month);
    events.insert(place, event.clone());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lab::Mode;
    use crate::model::lever::{Change, Lever};
    use crate::scenario::dilemma::Answer;
    use crate::scenario::{Reference, Scenario};

    fn lever(change: Change, after: u16, months: Option<u16>) -> Effect {
        Effect { act: Act::Lever { lever: Lever::UsStateRegimes, change, months }, after, chance: 1.0 }
    }

    fn event(lab: &str, kind: ScheduledKind, after: u16, chance: f64) -> Effect {
        Effect { act: Act::Event { lab: lab.to_owned(), kind }, after, chance }
    }

    fn dilemma(effects: Vec<Effect>, blowback: Vec<Effect>) -> Dilemma {
        let text = String::new;
        let source = Reference { title: text(), date: text(), fact: text(), address: None };
        let answer = Answer { label: text(), text: text(), cost: 0.0, effects, blowback };
        Dilemma {
            id: "one".to_owned(),
            title: "One".to_owned(),
            text: text(),
            roles: Vec::new(),
            when: Vec::new(),
            from: Month(0),
            until: None,
            precedent: source,
            options: vec![answer],
        }
    }

    fn given(setup: &Setup, seed: u64) -> Given<'_> {
        Given { labs: &setup.labs, month: Month(30), end: setup.end, seed: Seed(seed) }
    }

    fn history() -> Setup {
        Scenario::built_in("history").unwrap().setup
    }

    #[test]
    fn levers_change_by_and_to_from_a_month_for_a_time() {
        let setup = history();
        let effects = vec![lever(Change::By(3.0), 2, Some(4)), lever(Change::To(20.0), 10, None)];
        let after = dilemma(effects, Vec::new()).consequences(0, &given(&setup, 1)).applied(&setup);
        for m in 0..=setup.end.0 {
            let before = setup.levers.path(Lever::UsStateRegimes).value(Month(m));
            let expected = match m {
                32..36 => before + 3.0,
                40.. => 20.0,
                _ => before,
            };
            assert_eq!(after.levers.path(Lever::UsStateRegimes).value(Month(m)), expected, "{m}");
        }
        assert_eq!(after.events, setup.events);
    }

    #[test]
    fn events_come_in_their_month_behind_what_has_happened() {
        let setup = history();
        let effects = vec![
            event("mistral", ScheduledKind::Setback(3), 5, 1.0),
            event("mistral", ScheduledKind::Release(Mode::Closed), 1, 1.0),
            event("nobody", ScheduledKind::Setback(3), 5, 1.0),
            event("mistral", ScheduledKind::Release(Mode::OpenPermissive), 1, 1.0),
            event("mistral", ScheduledKind::Setback(3), 60, 1.0),
        ];
        let after = dilemma(effects, Vec::new()).consequences(0, &given(&setup, 1)).applied(&setup);
        let past = setup.events.iter().filter(|event| event.month < Month(30)).count();
        assert_eq!(after.events[..past], setup.events[..past]);
        let own: Vec<_> = after.events.iter().filter(|event| event.id.starts_with("one-")).collect();
        let facts: Vec<_> = own.iter().map(|event| (event.month, event.kind)).collect();
        let expected = [
            (Month(31), ScheduledKind::Release(Mode::OpenPermissive)),
            (Month(35), ScheduledKind::Setback(3)),
        ];
        assert_eq!(facts, expected);
        assert!(after.events.is_sorted_by_key(|event| event.month));
    }

    #[test]
    fn blowback_strikes_as_often_as_its_chance_says_and_alike_for_one_seed() {
        let setup = history();
        let blowback =
            vec![event("meta", ScheduledKind::Setback(2), 1, 0.3), lever(Change::By(1.0), 0, None)];
        let dilemma = dilemma(Vec::new(), blowback);
        let runs = 4000;
        let mut often = 0;
        for seed in 0..runs {
            let one = dilemma.consequences(0, &given(&setup, seed));
            assert_eq!(one, dilemma.consequences(0, &given(&setup, seed)));
            assert_eq!(one.events.len(), usize::from(one.struck[0]));
            assert!(one.struck[1] && one.levers.len() == 1, "what has no chance given is certain");
            often += one.events.len();
        }
        // Four standard errors of a share of 0.3 in 4000 draws are 0.029.
        assert!((often as f64 / runs as f64 - 0.3).abs() < 0.029, "{often}");
    }

    #[test]
    fn an_answer_that_is_not_there_brings_nothing() {
        let setup = history();
        let none = dilemma(Vec::new(), Vec::new()).consequences(7, &given(&setup, 1));
        assert_eq!(none.applied(&setup), setup);
    }
}
