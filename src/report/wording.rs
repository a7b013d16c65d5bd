//! What happens in an ensemble, in plain words.

use crate::experiment::milestone::{Cause, What};
use crate::model::bloc::{Access, Bloc};
use crate::model::decision::Term;
use crate::model::event::{Race, Rule};
use crate::model::measure::EndWorld;
use crate::model::setup::Setup;

/// What happened, as a clause.
pub fn headline(what: &What, setup: &Setup) -> String {
    let lab = what.lab().and_then(|i| setup.labs.get(i)).map_or("a lab", |lab| lab.name.as_str());
    match *what {
        What::Opens { sibling: true, .. } => format!("{lab} sets an open model beside its closed one"),
        What::Opens { sibling: false, .. } => format!("{lab} publishes its best model with open weights"),
        What::Retreats { .. } => format!("{lab} keeps its best model closed and opens a lesser one"),
        What::Closes { .. } => format!("{lab} publishes a new model without weights"),
        What::Breakthrough { .. } => format!("{lab} makes a leap in efficiency"),
        What::Setback { .. } => format!("{lab} stalls"),
        What::Shock { .. } => format!("{lab}'s new model takes the market by surprise"),
        What::Policy { lever, up } => {
            let spec = lever.spec();
            let holder = spec.holder.map_or("World", Bloc::title);
            let verb = if up { "raised" } else { "lowered" };
            format!("{holder}: {} {verb}", lower_first(spec.title))
        }
        What::Overtake { race } => overtake(race),
        What::World { class } => format!("the world is \"{}\" for half a year", class.title()),
    }
}

/// A title inside a sentence, where only an acronym keeps its first capital.
pub fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    let acronym = title.chars().take(2).filter(|letter| letter.is_uppercase()).count() == 2;
    match letters.next() {
        Some(first) if !acronym => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn overtake(race: Race) -> String {
    match race {
        Race::Frontier(now, before) => {
            format!("the best model is {} and no longer {}", origin(now), origin(before))
        }
        Race::AccessFrontier(Access::Open) => "the best model is one with open weights".to_owned(),
        Race::AccessFrontier(Access::Closed) => "the best model is a closed one again".to_owned(),
        Race::OpenDevelopers(now, before) => {
            format!("developers on open models use {} ones more than {} ones", origin(now), origin(before))
        }
    }
}

/// Where a model comes from, before a noun.
pub const fn origin(bloc: Bloc) -> &'static str {
    match bloc {
        Bloc::Us => "American",
        Bloc::China => "Chinese",
        Bloc::Europe => "European",
        Bloc::Row => "other countries'",
    }
}

/// Why, as a clause, where there is more to say than that labs and users did what they did.
pub fn cause(cause: &Cause, setup: &Setup) -> Option<String> {
    match *cause {
        Cause::Scheduled(i) => {
            let label = setup.events.get(i).map_or("", |event| event.label.as_str());
            Some(format!("given by the scenario: {label}"))
        }
        Cause::Path => Some("given by the scenario's policies".to_owned()),
        Cause::Player => Some("decided by the player".to_owned()),
        Cause::Chance => Some("by chance".to_owned()),
        Cause::Term(term) => Some(format!("main reason: {}", reason(term))),
        Cause::Rule(rule) => Some(format!("an answer: {}", self::rule(rule))),
        Cause::Unexpected => Some("nearer to the best than so little compute promised".to_owned()),
        Cause::Outcome => None,
    }
}

/// What a pay-off term stands for.
pub const fn reason(term: Term) -> &'static str {
    match term {
        Term::Rent => "revenue",
        Term::Ecosystem => "developers who build on it",
        Term::Complement => "other business that gains",
        Term::SoftPower => "influence among the world's developers",
        Term::Leak => "keeping know-how",
        Term::Stance => "the lab's mission",
        Term::Compliance => "lower cost of regulation",
        Term::Liability => "lower liability",
        Term::Subsidy => "the public open-model programme",
        Term::Resilience => "independence from foreign chips",
        Term::Inertia => "habit",
    }
}

const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ChinaLeadsOpenDevelopers => "Chinese open models lead among developers",
        Rule::ChinaLeadsAbroad => "Chinese models spread abroad",
        Rule::ChinaFarBehind => "China has fallen far behind",
        Rule::ControlsBite => "export controls bite",
        Rule::ForeignGovernmentUse => "European government runs on foreign models",
    }
}

/// What a class of the world means.
pub const fn world(class: EndWorld) -> &'static str {
    match class {
        EndWorld::Sovereign => "every region runs mostly on models made at home",
        EndWorld::ChineseOpen => "open models prevail, and Chinese ones lead among them",
        EndWorld::AmericanOpen => "open models prevail, and American ones lead among them",
        EndWorld::ChineseSphere => "abroad, Chinese models lead American ones",
        EndWorld::AmericanClosed => {
            "abroad, half of the use or more is of American models; few open models in use"
        }
        EndWorld::AmericanMixed => {
            "abroad, half of the use or more is of American models; closed and open models in use"
        }
        EndWorld::Contested => "none of the other descriptions fits",
    }
}
