//! What moves a lever from now on: how often and how far, with each cause and without it.

use super::page::{Page, Tone};
use crate::model::lever::Lever;
use crate::playthrough::{Finding, Inquiry, Snapshot};
use crate::tui::wording::movers;

/// Writes the causes below the answer about a lever.
pub fn write(page: &mut Page, snapshot: &Snapshot, lever: Lever) {
    if snapshot.at_end() {
        return;
    }
    page.heading("What moves it from now on");
    let Some(Finding::Movers(found)) = snapshot.findings.get(&Inquiry::Movers(lever)).map(AsRef::as_ref)
    else {
        page.say("Finding out (24 pairs of futures, each cause off and on) ...", Tone::Quiet);
        return;
    };
    if found.all.is_empty() {
        page.say(
            "Nobody but who plays: the scenario has no step of it to come, and no rule moves it.",
            Tone::Text,
        );
        return;
    }
    for mover in &found.all {
        let Some(name) = movers::name(mover, lever, snapshot) else { continue };
        let told = movers::measured(mover, lever);
        page.say(&format!("{} {name}: {told}", movers::strength(mover, lever)), Tone::Text);
    }
    page.say(&format!("{}.", movers::basis(found)), Tone::Quiet);
}
