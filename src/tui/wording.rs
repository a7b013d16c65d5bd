//! Data put into words: names of lines, months, values, events and their reasons.

pub mod measure;
pub mod movers;
mod news;
mod target;

pub use news::is_important;
pub use target::{amount, target};

use std::cmp::Ordering;

use super::widgets::text::fixed;
use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::decision::{Chooser, Decision};
use crate::model::event::{Because, Event, EventKind, Race, Rule};
use crate::model::history::History;
use crate::model::lab::{LabSpec, Mode};
use crate::model::lever::Lever;
use crate::playthrough::{Facts, Group, Grouping, Scope};
use crate::report::wording::origin;

/// The name at the end of a line.
pub fn group(group: Group, labs: &[LabSpec]) -> String {
    match group {
        Group::BlocAccess(bloc, access) => format!("{} {}", bloc.short(), access.key()),
        Group::Bloc(bloc) => bloc.short().to_owned(),
        Group::Access(Access::Closed) => "Closed".to_owned(),
        Group::Access(Access::Open) => "Open".to_owned(),
        Group::Lab(lab) => labs[lab].name.clone(),
    }
}

/// A group's models in running text.
pub fn models(group: Group, labs: &[LabSpec]) -> String {
    match group {
        Group::BlocAccess(bloc, access) => format!("{} {} models", origin(bloc), access.key()),
        Group::Bloc(bloc) => format!("{} models", origin(bloc)),
        Group::Access(access) => format!("{} models", access.key()),
        Group::Lab(lab) => format!("{}'s models", labs[lab].name),
    }
}

/// What the chart's lines stand for.
pub const fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::BlocAccess => "by origin and access",
        Grouping::Bloc => "by origin",
        Grouping::Access => "open and closed",
        Grouping::Lab => "by lab",
    }
}

/// Whose use the chart shows.
pub fn scope(scope: Scope) -> String {
    let place = scope.region.map_or("the world", |region| match region {
        Bloc::Us => "the United States",
        Bloc::Row => "the rest of the world",
        other => other.title(),
    });
    let who = scope.segment.map_or("all adopters", |segment| match segment {
        Segment::Developers => "developers",
        Segment::Enterprises => "enterprises",
        Segment::Government => "government and courts",
        Segment::Education => "education",
        Segment::Health => "health care",
    });
    format!("{who} in {place}")
}

/// How a lab releases, in a word; a star stands for limits.
pub const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Closed => "closed",
        Mode::Dual => "dual",
        Mode::OpenRestricted => "open*",
        Mode::OpenPermissive => "open",
    }
}

/// How a lab releases, in running text.
pub const fn mode_in_text(mode: Mode) -> &'static str {
    match mode {
        Mode::Closed => "closed",
        Mode::Dual => "an open sibling",
        Mode::OpenRestricted => "open with limits",
        Mode::OpenPermissive => "open",
    }
}

/// A lever's value as it is written: whole regimes, hundredths of the rest.
pub fn value(lever: Lever, value: f64) -> String {
    let (low, high) = lever.spec().range;
    if high - low > 1.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// The name of a lever's value, if it has one.
pub fn setting(lever: Lever, value: f64) -> Option<&'static str> {
    let (low, high) = lever.spec().range;
    let near = |at: f64| (at - value).abs() < 1e-6 * (high - low);
    lever.spec().settings.iter().find(|(_, at)| near(*at)).map(|(name, _)| *name)
}

/// Who acts in an event, if a bloc can be named.
pub fn actor(event: &Event, facts: &Facts) -> Option<Bloc> {
    match event.kind {
        EventKind::Release { lab, .. }
        | EventKind::Hold { lab, .. }
        | EventKind::Price { lab, .. }
        | EventKind::Flip { lab, .. }
        | EventKind::Breakthrough { lab, .. }
        | EventKind::Setback { lab, .. }
        | EventKind::Shock { lab, .. } => facts.setup.labs.get(lab).map(|lab| lab.bloc),
        EventKind::Policy { lever, .. } => lever.spec().holder,
        EventKind::Overtake { race: Race::Frontier(leader, _) | Race::OpenDevelopers(leader, _) } => {
            Some(leader)
        }
        EventKind::Overtake { .. } | EventKind::World { .. } => None,
    }
}

/// What happened, in a line.
pub fn headline(event: &Event, facts: &Facts, history: &History) -> String {
    let lab = |i: usize| facts.setup.labs.get(i).map_or("A lab", |lab| lab.name.as_str());
    match &event.kind {
        EventKind::Release { lab: who, mode, .. } => match decision(event, history) {
            Some(decision) => news::released(lab(*who), decision, history),
            None => format!("{} {}", lab(*who), release(None, *mode)),
        },
        EventKind::Hold { lab: who, .. } => format!("{} holds a model back", lab(*who)),
        EventKind::Price { lab: who, to, .. } => {
            format!("{} sells {} its usual price", lab(*who), shaded(*to))
        }
        EventKind::Flip { lab: who, from, to } => {
            format!("{} turns from {} to {}", lab(*who), mode_in_text(*from), mode_in_text(*to))
        }
        EventKind::Breakthrough { lab: who, size } => {
            format!("{}: a leap in efficiency ({:.1}×)", lab(*who), times(*size))
        }
        EventKind::Setback { lab: who, months } => news::stall(lab(*who), *months),
        EventKind::Shock { lab, market, .. } => news::market(facts, event.month, *lab, *market),
        EventKind::Policy { lever, from, to, until } => news::policy(*lever, *from, *to, *until),
        EventKind::Overtake { race } => overtake(*race),
        EventKind::World { to, .. } => format!("The world looks {}", to.title()),
    }
}

fn times(orders: f64) -> f64 {
    10f64.powf(orders)
}

fn times_e(log: f64) -> f64 {
    log.exp()
}

fn months_of(months: u32) -> String {
    if months == 1 { "a month".to_owned() } else { format!("{months} months") }
}

/// How a new model comes out, given how the one before did.
fn release(before: Option<Mode>, mode: Mode) -> &'static str {
    let open_before = before.is_some_and(Mode::flagship_open);
    match mode {
        Mode::Closed => "keeps its new model closed",
        Mode::Dual if before == Some(Mode::Dual) => "brings out a new model with an open sibling",
        Mode::Dual => "adds an open sibling",
        Mode::OpenRestricted if open_before => "brings out a new open model, with limits",
        Mode::OpenRestricted => "opens its flagship, with limits",
        Mode::OpenPermissive if open_before => "brings out a new open model",
        Mode::OpenPermissive => "opens its flagship",
    }
}

fn overtake(race: Race) -> String {
    match race {
        Race::Frontier(leader, other) => {
            format!("{} passes {} at the frontier", leader.short(), other.short())
        }
        Race::AccessFrontier(Access::Open) => "The best model is now an open one".to_owned(),
        Race::AccessFrontier(Access::Closed) => "The best model is now a closed one".to_owned(),
        Race::OpenDevelopers(leader, other) => {
            format!("{} passes {} among developers on open models", leader.short(), other.short())
        }
    }
}

/// Whether a change of mode is a turn between closed and open, of anything or of the flagship.
fn turned(before: Mode, now: Mode) -> bool {
    (before == Mode::Closed) != (now == Mode::Closed) || before.flagship_open() != now.flagship_open()
}

/// The release decision behind an event, if one is.
fn decision<'a>(event: &Event, history: &'a History) -> Option<&'a Decision> {
    match event.because {
        Because::Decision(i) => history.decisions.get(i),
        _ => None,
    }
}

/// Whether an event is news of its own: a turn is told with the release that made it.
pub fn is_news(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Flip { .. })
}

/// Why it happened, in a line; empty where there is nothing to say.
pub fn reason(event: &Event, facts: &Facts, history: &History) -> String {
    match &event.because {
        Because::Decision(_) => match event.kind {
            // The release that shook the market has its own place in the news, with its reasons.
            EventKind::Shock { surprise, .. } => news::market_since(history, event.month, surprise),
            _ => decision(event, history).map(why_released).unwrap_or_default(),
        },
        Because::Scheduled(i) => {
            facts.setup.events.get(*i).map_or_else(String::new, |e| format!("on the record: {}", e.label))
        }
        Because::Path => by_whom(event, facts).to_owned(),
        Because::Player => "your move".to_owned(),
        Because::Chance(p) => format!("by chance, {:.1}% a month", p * 100.0),
        Because::Rule { rule, seen, threshold } => {
            format!("{}: {seen:.2} against {threshold:.2}", self::rule(*rule))
        }
        Because::Outcome(leader, other) => outcome(&event.kind, *leader, *other),
        Because::Shape(shape) => format!(
            "abroad, American models {:.0}%, Chinese {:.0}%, open ones {:.0}%",
            shape.us_abroad * 100.0,
            shape.china_abroad * 100.0,
            shape.open_abroad * 100.0
        ),
    }
}

/// Whether a lever moved by the scenario's path or by the player. Where governments react, values differ
/// from the path's by what they added, so only the month can tell.
fn by_whom(event: &Event, facts: &Facts) -> &'static str {
    let EventKind::Policy { lever, to, .. } = event.kind else { return "" };
    let levers = &facts.setup.levers;
    let reactive = levers.path(Lever::WorldReactiveGovernments).value(event.month) > 0.0;
    match levers.path(lever).move_at(event.month) {
        Some(planned) if planned.to == to || reactive => "as the scenario has it",
        _ => "your move",
    }
}

/// The two values behind an overtaking.
fn outcome(kind: &EventKind, leader: f64, other: f64) -> String {
    match kind {
        EventKind::Overtake { race: Race::OpenDevelopers(..) } => {
            format!("{:.0}% of them against {:.0}%", leader * 100.0, other * 100.0)
        }
        EventKind::Overtake { .. } => {
            format!("with {:.1} times the effective compute", times(leader - other))
        }
        _ => String::new(),
    }
}

/// What a rule of the governments looks at, in words.
pub const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ChinaLeadsOpenDevelopers => "Chinese open models lead among developers",
        Rule::ChinaLeadsAbroad => "Chinese models spread abroad",
        Rule::ChinaFarBehind => "China has fallen far behind",
        Rule::ControlsBite => "export controls bite",
        Rule::ForeignGovernmentUse => "government runs on foreign models",
    }
}

/// A price against the usual one.
fn shaded(shade: f64) -> String {
    let percent = (libm::exp(shade) - 1.0) * 100.0;
    match percent.total_cmp(&0.0) {
        Ordering::Less => format!("{:.0}% below", -percent),
        Ordering::Equal => "at".to_owned(),
        Ordering::Greater => format!("{percent:.0}% above"),
    }
}

/// A probability in words that never say "impossible" of what happened.
pub fn odds(probability: f64) -> String {
    if probability < 0.01 { "under 1%".to_owned() } else { format!("{:.0}%", probability * 100.0) }
}

/// The three terms that weighed most against the next best option, and the odds of the choice.
fn why_released(decision: &Decision) -> String {
    let odds = odds(decision.chosen_prospect().probability);
    match decision.chosen_by {
        Chooser::Lab => {}
        Chooser::Scenario => return format!("as it happened; by the rules here {odds} likely"),
        Chooser::Player => return format!("your decision; left to itself {odds} likely"),
    }
    let terms: Vec<String> = decision
        .reasons()
        .into_iter()
        .take(3)
        .filter(|(_, difference)| difference.abs() >= 0.005)
        .map(|(term, difference)| fixed(&format!("{} {}", term.title(), signed(difference))))
        .collect();
    let over = mode_in_text(decision.next_best());
    if terms.is_empty() {
        format!("{odds} likely")
    } else {
        format!("{odds} likely, against {over}: {}", terms.join(", "))
    }
}

/// A signed number with two digits and a true minus.
pub fn signed(value: f64) -> String {
    signed_with(value, 2)
}

/// A signed number with so many digits and a true minus; what rounds to nothing has no sign. Every signed
/// number of the screen is written by it.
pub fn signed_with(value: f64, digits: usize) -> String {
    let size = format!("{:.digits$}", value.abs());
    let is_nothing = size.chars().all(|c| matches!(c, '0' | '.'));
    if is_nothing { size } else { format!("{}{size}", sign(value)) }
}

const fn sign(value: f64) -> char {
    if value < 0.0 { '−' } else { '+' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_sign() {
        let told = [0.04, -0.04, -0.0, 0.0, -0.06, 3.12, -12.0].map(|value| signed_with(value, 1));
        assert_eq!(told, ["0.0", "0.0", "0.0", "0.0", "−0.1", "+3.1", "−12.0"]);
        assert_eq!([signed(-0.001), signed(-0.126)], ["0.00", "−0.13"]);
    }
}
