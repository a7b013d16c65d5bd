//! Kinds of labs in the place of company names: what the screen reads of a game is renamed as a whole, so
//! that no panel can forget it.

use std::sync::Arc;

use crate::model::lab::LabSpec;
use crate::model::setup::ScheduledKind;
use crate::playthrough::{Facts, Snapshot};

/// The snapshot with every lab named by its archetype.
pub fn renamed(snapshot: &Arc<Snapshot>) -> Arc<Snapshot> {
    let facts = Arc::new(facts(&snapshot.facts));
    Arc::new(Snapshot { facts, ..Snapshot::clone(snapshot) })
}

/// The facts of a game with every lab named by its archetype, in names, texts and labels.
fn facts(own: &Facts) -> Facts {
    let names = names(&own.setup.labs);
    let mut facts = own.clone();
    for text in [&mut facts.briefing, &mut facts.question] {
        for (lab, name) in own.setup.labs.iter().zip(&names) {
            *text = text.replace(&lab.name, name);
        }
    }
    for (lab, name) in facts.setup.labs.iter_mut().zip(names) {
        lab.name = name;
    }
    for event in &mut facts.setup.events {
        // Labels are names of models, by which everybody knows the company.
        event.label = label(event.kind).to_owned();
    }
    facts
}

/// A name for every lab; of labs of one kind the later ones carry a number.
fn names(labs: &[LabSpec]) -> Vec<String> {
    let name = |(i, lab): (usize, &LabSpec)| {
        let before = labs[..i].iter().filter(|other| other.archetype == lab.archetype).count();
        if before == 0 { lab.archetype.clone() } else { format!("{} {}", lab.archetype, before + 1) }
    };
    labs.iter().enumerate().map(name).collect()
}

const fn label(kind: ScheduledKind) -> &'static str {
    match kind {
        ScheduledKind::Breakthrough(_) => "leap",
        ScheduledKind::Setback(_) => "set-back",
        ScheduledKind::Release(_) => "release",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::fixture;

    #[test]
    fn names_of_one_kind_are_numbered_and_texts_are_renamed() {
        let mut own = fixture::facts();
        for (lab, archetype) in own.setup.labs.iter_mut().zip(["a lab", "a lab", "another", "a lab", "last"])
        {
            lab.archetype = archetype.into();
        }
        own.briefing = "DeepSeek passes Mistral.".into();
        let facts = facts(&own);
        let found: Vec<&str> = facts.setup.labs.iter().map(|lab| lab.name.as_str()).collect();
        assert_eq!(found, ["a lab", "a lab 2", "another", "a lab 3", "last"]);
        assert_eq!(facts.briefing, "another passes last.");
        assert_eq!(facts.setup.events[0].label, "leap");
        // The world itself is the same: random numbers are keyed by the names in files.
        assert!(facts.setup.labs.iter().zip(&own.setup.labs).all(|(a, b)| a.id == b.id));
    }
}
