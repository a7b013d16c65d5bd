//! News in sentences: what governments, markets and leading labs did, with the number behind it.

use super::{mode_in_text, months_of, release, sign, times_e, turned, value};
use crate::model::calendar::Month;
use crate::model::decision::{Chooser, Decision};
use crate::model::event::{Because, Event, EventKind};
use crate::model::history::History;
use crate::model::lever::Lever;
use crate::model::setup::ScheduledKind;
use crate::playthrough::Facts;

/// A lever's move, as who did what, with the values.
pub fn policy(lever: Lever, from: f64, to: f64, until: Option<Month>) -> String {
    let (up, down) = deeds(lever);
    let deed = match (to > from, is_ban(lever)) {
        (true, true) if from <= 0.0 => up.replace(" more strictly", ""),
        (false, true) if to <= 0.0 => down.replace("eases", "lifts"),
        (true, _) => up.to_owned(),
        (false, _) => down.to_owned(),
    };
    let by = until.map(|month| format!(" by {}", month.short_label())).unwrap_or_default();
    format!("{deed}, {} → {}{by}", value(lever, from), value(lever, to))
}

/// What it is to move a lever up, and down.
#[rustfmt::skip]
const fn deeds(lever: Lever) -> (&'static str, &'static str) {
    match lever {
        Lever::UsExportControls => ("Washington tightens chip controls", "Washington loosens chip controls"),
        Lever::UsStateRegimes => ("American states pass more AI laws", "American states drop AI laws"),
        Lever::UsFederalPreemption => ("Washington overrides more of the states' AI laws", "Washington leaves the states more of their AI laws"),
        Lever::UsOpenModelProgramme => ("Washington backs open models more", "Washington backs open models less"),
        Lever::UsPublicCompute => ("Washington pays for more compute", "Washington pays for less compute"),
        Lever::UsGovernmentBan => ("Washington bans Chinese models from government more strictly", "Washington eases its ban on Chinese models in government"),
        Lever::UsMarketBan => ("Washington bans Chinese models from the market more strictly", "Washington eases its market ban on Chinese models"),
        Lever::UsOpenWeightLiability => ("Washington makes labs answer more for open weights", "Washington makes labs answer less for open weights"),
        Lever::UsStackExport => ("Washington sells the American stack harder abroad", "Washington sells the American stack less hard abroad"),
        Lever::UsAscendGuidance => ("More countries heed Washington on Ascend chips", "Fewer countries heed Washington on Ascend chips"),
        Lever::UsSovereignPreference => ("American institutions prefer home models more", "American institutions prefer home models less"),
        Lever::ChinaChipProgramme => ("Beijing steps up its chip programme", "Beijing cuts its chip programme"),
        Lever::ChinaOpenModelProgramme => ("Beijing backs open models more", "Beijing backs open models less"),
        Lever::ChinaPublicCompute => ("Beijing pays for more compute", "Beijing pays for less compute"),
        Lever::ChinaStackExport => ("Beijing sells the Chinese stack harder abroad", "Beijing sells the Chinese stack less hard abroad"),
        Lever::ChinaSovereignPreference => ("Chinese institutions prefer home models more", "Chinese institutions prefer home models less"),
        Lever::EuropeAiActBurden => ("Brussels puts more of the AI Act into force", "Brussels takes duties of the AI Act back"),
        Lever::EuropeOpenSourceExemption => ("Brussels exempts open models more", "Brussels exempts open models less"),
        Lever::EuropeOpenModelProgramme => ("Europe backs open models more", "Europe backs open models less"),
        Lever::EuropePublicCompute => ("Europe pays for more compute", "Europe pays for less compute"),
        Lever::EuropeSovereignPreference => ("European institutions prefer home models more", "European institutions prefer home models less"),
        Lever::EuropeGovernmentBan => ("Europe bans Chinese models from government more strictly", "Europe eases its ban on Chinese models in government"),
        Lever::RowOpenModelProgramme => ("Other countries back open models more", "Other countries back open models less"),
        Lever::RowPublicCompute => ("Other countries pay for more compute", "Other countries pay for less compute"),
        Lever::RowSovereignPreference => ("Institutions elsewhere prefer home models more", "Institutions elsewhere prefer home models less"),
        Lever::WorldReactiveGovernments => ("Governments answer each other more", "Governments answer each other less"),
    }
}

/// The market's answer to a surprise.
pub fn market(facts: &Facts, month: Month, lab: usize, change: f64) -> String {
    let name = facts.setup.labs.get(lab).map_or("a lab", |lab| lab.name.as_str());
    let scheduled = facts.setup.events.iter().find(|event| {
        let leap = matches!(event.kind, ScheduledKind::Breakthrough(_) | ScheduledKind::Release(_));
        leap && event.month == month && event.lab == lab && !event.label.is_empty()
    });
    let model =
        scheduled.map_or_else(|| format!("{name}'s new model"), |event| format!("{} by {name}", event.label));
    format!("Markets fall: the AI index loses {} after {model}", loss(change))
}

/// Where the market stands after a surprise.
pub fn market_since(history: &History, month: Month, surprise: f64) -> String {
    let row = usize::try_from(month - history.start).ok().and_then(|row| history.rows.get(row));
    let stands = row.map(|row| (times_e(row.market_index) - 1.0) * 100.0);
    let index =
        stands.map(|at| format!("; the index stands {}{:.1}%", sign(at), at.abs())).unwrap_or_default();
    format!("{surprise:.2} nearer to the best than so little compute promised{index}")
}

/// A loss in percent, to a tenth where it is small.
fn loss(log: f64) -> String {
    let percent = (1.0 - times_e(log)) * 100.0;
    if percent < 2.0 { format!("{percent:.1}%") } else { format!("{percent:.0}%") }
}

/// A lab's release, and whether the leader turned.
pub fn released(lab: &str, decision: &Decision, history: &History) -> String {
    let (before, mode) = (decision.before, decision.chosen);
    let turns = turned(before, mode);
    let leads = turns && is_leader(decision, history);
    let until_now = if turns { format!(", until now {}", mode_in_text(before)) } else { String::new() };
    let who = if leads { format!("{lab}, in the lead,") } else { lab.to_owned() };
    format!("{who} {}{until_now}", release(Some(before), mode))
}

/// Whether an event is a headline at which one would want to stop: a change of the lead or of the kind of world,
/// a fall of the markets, a ban that begins or ends, a leader that turns between open and closed.
pub fn is_important(event: &Event, history: &History) -> bool {
    match &event.kind {
        EventKind::Overtake { .. } | EventKind::World { .. } | EventKind::Shock { .. } => true,
        EventKind::Policy { lever, from, to, .. } => {
            is_ban(*lever) && (*from <= 0.0) != (*to <= 0.0) && event.because != Because::Player
        }
        EventKind::Release { .. } => super::decision(event, history).is_some_and(|decision| {
            turned(decision.before, decision.chosen)
                && is_leader(decision, history)
                && decision.chosen_by != Chooser::Player
        }),
        _ => false,
    }
}

const fn is_ban(lever: Lever) -> bool {
    matches!(lever, Lever::UsGovernmentBan | Lever::UsMarketBan | Lever::EuropeGovernmentBan)
}

/// Whether no model on the market was better at the end of the month.
fn is_leader(decision: &Decision, history: &History) -> bool {
    let row = usize::try_from(decision.month - history.start).ok().filter(|row| *row < history.months());
    row.and_then(|row| history.best_where(row, |_, _| true)).is_some_and(|best| decision.capability >= best)
}

/// A stall.
pub fn stall(lab: &str, months: u32) -> String {
    format!("{lab} stalls for {}", months_of(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lever::LEVERS;

    #[test]
    fn bans_begin_tighten_ease_and_end() {
        let said = |from, to| policy(Lever::UsGovernmentBan, from, to, None);
        assert_eq!(said(0.0, 0.8), "Washington bans Chinese models from government, 0.00 → 0.80");
        assert_eq!(
            said(0.5, 0.8),
            "Washington bans Chinese models from government more strictly, 0.50 → 0.80"
        );
        assert_eq!(said(0.8, 0.5), "Washington eases its ban on Chinese models in government, 0.80 → 0.50");
        assert_eq!(said(0.8, 0.0), "Washington lifts its ban on Chinese models in government, 0.80 → 0.00");
    }

    #[test]
    fn every_lever_has_a_sentence_for_either_way() {
        for spec in &LEVERS {
            let (up, down) = deeds(spec.lever);
            assert!(up != down && up.len() < 64 && down.len() < 64, "{}", spec.name);
        }
        let ramp = policy(Lever::UsExportControls, 0.3, 0.45, Some(Month(20)));
        assert_eq!(ramp, "Washington tightens chip controls, 0.30 → 0.45 by Sep 25");
    }
}
