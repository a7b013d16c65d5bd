//! What `weights scenario show` prints: the briefing, then all that the scenario sets.

use crate::cli::text::{bullet, field, heading, paragraph};
use crate::model::lab::LabSpec;
use crate::model::lever::LEVERS;
use crate::model::parameters::{self, Parameters};
use crate::model::setup::{ScheduledEvent, ScheduledKind, Setup};
use crate::scenario::{Scenario, describe_path};

/// Width of the column of names.
const NAME: usize = 29;

/// The scenario as text.
pub fn text(scenario: &Scenario) -> String {
    let mut out = format!("{} ({})\n", scenario.title, scenario.name);
    paragraph(&mut out, &scenario.summary);
    told(&mut out, scenario);
    settings(&mut out, scenario);
    heading(&mut out, "Levers");
    for spec in &LEVERS {
        field(&mut out, spec.name, NAME, &describe_path(scenario.setup.levers.path(spec.lever)));
    }
    events(&mut out, &scenario.setup);
    labs(&mut out, &scenario.setup.labs);
    changed_parameters(&mut out, &scenario.setup.parameters);
    roles(&mut out, scenario);
    dilemmas(&mut out, scenario);
    if !scenario.sources.is_empty() {
        heading(&mut out, "Sources");
    }
    for source in &scenario.sources {
        let address = source.address.as_ref().map_or_else(String::new, |address| format!(" {address}"));
        bullet(&mut out, &format!("{}, {}: {}{address}", source.date, source.title, source.fact));
    }
    out
}

fn told(out: &mut String, scenario: &Scenario) {
    for text in scenario.paragraphs() {
        out.push('\n');
        paragraph(out, &text);
    }
    if !scenario.question.is_empty() {
        heading(out, "Question");
        paragraph(out, &scenario.question);
    }
    for (title, texts) in [("Notice", &scenario.notice), ("Try", &scenario.to_try)] {
        if !texts.is_empty() {
            heading(out, title);
        }
        for text in texts {
            bullet(out, text);
        }
    }
}

fn settings(out: &mut String, scenario: &Scenario) {
    heading(out, "Settings");
    let setup = &scenario.setup;
    if let Some(parent) = &scenario.extends {
        field(out, "extends", NAME, parent);
    }
    field(out, "months", NAME, &format!("{} to {}", setup.start, setup.end));
    field(out, "play from", NAME, &scenario.play_from.to_string());
    let history = match setup.pinned_until {
        Some(month) => format!("pinned until {month}: releases as they happened"),
        None => "runs free".to_owned(),
    };
    field(out, "history", NAME, &history);
    field(out, "adopters", NAME, &setup.adopters.to_string());
}

fn events(out: &mut String, setup: &Setup) {
    if setup.events.is_empty() {
        return;
    }
    heading(out, "Events");
    for event in &setup.events {
        let lab = setup.labs.get(event.lab).map_or("", |lab| lab.name.as_str());
        field(out, &format!("{} {}", event.month, event.id), NAME, &format!("{lab}: {}", what(event)));
    }
}

fn what(event: &ScheduledEvent) -> String {
    match event.kind {
        ScheduledKind::Breakthrough(size) => {
            format!("{}, a breakthrough of {size} orders of magnitude", event.label)
        }
        ScheduledKind::Setback(months) => format!("{}, a set-back of {months} months", event.label),
        ScheduledKind::Release(mode) => format!("{}, {}", event.label, mode.title()),
    }
}

fn labs(out: &mut String, labs: &[LabSpec]) {
    heading(out, "Labs (stylised agents; orders of magnitude in January 2024; licence in brackets)");
    out.push_str(&format!(
        "  {:15} {:6} {:>7} {:>6} {:>6} {:>6} {:>4}  {}\n",
        "id", "bloc", "compute", "effic.", "compl.", "stance", "size", "models"
    ));
    for lab in labs {
        let closed = lab.closed.map(|capability| format!("closed {capability}"));
        let open = lab.open.map(|open| format!("open {} ({})", open.capability, open.licence));
        let models: Vec<String> = closed.into_iter().chain(open).collect();
        out.push_str(&format!(
            "  {:15} {:6} {:>7} {:>6} {:>6} {:>6} {:>4}  {}\n",
            lab.id,
            lab.bloc,
            lab.compute,
            lab.efficiency,
            lab.complement,
            lab.stance,
            lab.size,
            models.join(", ")
        ));
    }
}

fn changed_parameters(out: &mut String, parameters: &Parameters) {
    let changed: Vec<_> =
        parameters::entries().filter(|entry| entry.get(parameters) != entry.default()).collect();
    if changed.is_empty() {
        return;
    }
    heading(out, "Parameters that differ from their defaults");
    for entry in changed {
        let text = format!("{} (default {})", entry.get(parameters), entry.default());
        field(out, &entry.name(), NAME, &text);
    }
}

fn roles(out: &mut String, scenario: &Scenario) {
    for role in &scenario.roles {
        heading(out, &format!("Role: {} ({})", role.title, role.id));
        paragraph(out, &role.goal);
        if let Some(lab) = &role.lab {
            field(out, "lab", 8, &format!("{lab}: how it releases, and its price"));
        }
        if !role.levers.is_empty() {
            let levers: Vec<String> = role
                .levers
                .iter()
                .map(|&lever| format!("{} ({})", lever.name(), role.cost_of(lever)))
                .collect();
            field(out, "levers", 8, &format!("{} (cost of the whole range in brackets)", levers.join(", ")));
            field(out, "capital", 8, &format!("{}, and {} a quarter", role.capital, role.income));
        }
        if !role.reactive {
            field(out, "others", 8, "other governments do not react");
        }
        for target in &role.targets {
            field(out, "target", 8, &target.to_string());
        }
    }
}

/// What may come up, without what the answers do.
fn dilemmas(out: &mut String, scenario: &Scenario) {
    if scenario.dilemmas.is_empty() {
        return;
    }
    heading(out, "Dilemmas (who is asked; from when; if what holds)");
    for dilemma in &scenario.dilemmas {
        let mut text = format!("{}: {}; from {}", dilemma.title, dilemma.roles.join(", "), dilemma.from);
        if let Some(until) = dilemma.until {
            text.push_str(&format!(" until {until}"));
        }
        for condition in &dilemma.when {
            text.push_str(&format!("; {condition}"));
        }
        field(out, &dilemma.id, NAME, &text);
    }
}
