//! What every screen and panel shows, and what its terms mean: one table, read by help and explanations.

mod parts;

use super::action::{Panel, Place, Tab};
use super::app::App;

/// A term of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it is written on the screen.
    pub name: &'static str,
    /// In a sentence.
    pub meaning: &'static str,
}

/// What a part of the screen shows.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it is called.
    pub title: &'static str,
    /// What is seen, in a sentence or two.
    pub seen: &'static str,
    /// Terms met here first.
    pub terms: &'static [Term],
}

const fn term(name: &'static str, meaning: &'static str) -> Term {
    Term { name, meaning }
}

/// The list of scenarios.
const START: Part = Part {
    title: "Scenarios",
    seen: "Each scenario is a world to play: where history is handed over to you, what is asked, what to watch and what to try.",
    terms: &[term(
        "scenario",
        "A set of assumptions: labs, policies over time, and events. What comes out holds only if they do.",
    )],
};

/// The chart of the World screen.
const CHART: Part = Part {
    title: "Who runs on what",
    seen: "Each line is the share of adopters whose main model comes from there: as played up to now, and after it the middle one of many futures. A faint line is the world without your moves.",
    terms: &[
        term("adopter", "A developer, company, agency, school or clinic that picks one model to run on."),
        term(
            "open, closed",
            "An open model's weights can be downloaded and run by anybody; a closed one is used through its maker's service only.",
        ),
        term(
            "futures",
            "The same world run on many times with other chances, and with other values of parameters that published figures leave open. They begin at now, with the policies as they stand.",
        ),
        term(
            "band",
            "The shade around a line holds eight of ten futures; it says how much chance and those parameters may change, not whether the assumptions are right.",
        ),
        term(
            "observed",
            "A published figure of the very share that a line draws, over months gone by. The Evidence screen has its source, and all other figures.",
        ),
    ],
};

const LEVERS: Part = Part {
    title: "Levers",
    seen: "What governments can do, with where each lever stands. A lever moved is being tried until it is applied: the futures answer at once.",
    terms: &[
        term(
            "trying",
            "A move that only the futures follow; it is applied, or dropped, before time goes on.",
        ),
        term("planned", "What the scenario has in mind for a lever later on; your move replaces it."),
    ],
};

const WORLDS: Part = Part {
    title: "Which world?",
    seen: "How many of the futures end in each kind of world, the likeliest first. The number after it is the change that your moves make.",
    terms: &[
        term(
            "end world",
            "What kind of world the last month is; what each kind means is said below the odds where there is room.",
        ),
        term("open models prevail", "More of the use abroad is of open models than of closed ones."),
    ],
};

const LABS: Part = Part {
    title: "Labs",
    seen: "Every lab: where it is from, how it releases, how its best model has grown, how far it is behind, and its share of use. They are stylised agents, not forecasts of companies.",
    terms: &[
        term("dual", "The best model stays closed and a weaker open sibling stands beside it."),
        term("open*, open with limits", "The weights are open under a licence that limits their use."),
        term(
            "mo, months behind",
            "How many months ago the best model of all was as good as this lab's best is now; \"lead\" is the best.",
        ),
        term(
            "cut off",
            "Use of a foreign closed model can be switched off from abroad; of an open one it cannot.",
        ),
    ],
};

const NEWS: Part = Part {
    title: "News",
    seen: "What happened, the latest first, each with its reason: what weighed in a lab's choice, which rule fired, or chance.",
    terms: &[
        term("% likely", "The odds that the lab would choose so, given what it gains and loses by it."),
        term("soft power", "What a lab's government values in models that are used abroad."),
        term("know-how given away", "What rivals can learn from open weights."),
        term("compliance", "What the rules of regions cost a model that is opened there."),
    ],
};

const ADOPTERS: Part = Part {
    title: "Adopters",
    seen: "Who runs whose models: regions against kinds of adopters, courts, schools and clinics included.",
    terms: &[term(
        "values exposure",
        "How much public institutions run on foreign models, weighed by how far those models' values are from home.",
    )],
};

const LABS_SCREEN: Part = Part {
    title: "Labs",
    seen: "The frontier over time, and every lab with its releases and the reasons for them.",
    terms: &[term(
        "frontier",
        "The best model on the market; each lab is measured by the months it is behind.",
    )],
};

const POLICY: Part = Part {
    title: "Policy",
    seen: "Every lever over time, as the scenario has it and as you moved it, and what it sets in motion.",
    terms: &[],
};

const COMPARE: Part = Part {
    title: "Compare",
    seen: "Two lines of play side by side, run with the same chances, so that what differs comes from the moves.",
    terms: &[term(
        "line of play",
        "A course of the game with its own moves; going back to an earlier month begins a new one.",
    )],
};

const WORLD: Part = Part {
    title: "World",
    seen: "The world as it is played: move a lever, watch the futures, apply, let time run, and read why.",
    terms: &[term(
        "under the model's assumptions",
        "All numbers follow from the scenario and the model's rules; they say what would follow, not what will happen.",
    )],
};

const EVIDENCE: Part = Part {
    title: "Evidence",
    seen: "How far the numbers can be trusted: the model run from January 2024 on beside published figures, simple rivals on the same figures, and every parameter with its source.",
    terms: &[
        term(
            "published figure",
            "What somebody counted, of certain people in certain months; the model has something near to it, never the same.",
        ),
        term("rival", "A rule that knows a series' own past and no theory: its last value, or its trend."),
    ],
};

/// What a panel of the World screen shows.
pub const fn panel(panel: Panel) -> &'static Part {
    match panel {
        Panel::Levers => &LEVERS,
        Panel::Worlds => &WORLDS,
        Panel::Labs => &LABS,
        Panel::News => &NEWS,
    }
}

/// What a screen of a game shows as a whole.
pub const fn tab(tab: Tab) -> &'static Part {
    match tab {
        Tab::World => &WORLD,
        Tab::Adopters => &ADOPTERS,
        Tab::Labs => &LABS_SCREEN,
        Tab::Policy => &POLICY,
        Tab::Compare => &COMPARE,
        Tab::Evidence => &EVIDENCE,
    }
}

/// What is seen now, the part in focus first.
pub fn seen(app: &App) -> Vec<&'static Part> {
    let Some(world) = app.world() else { return vec![&START] };
    if world.tab != Tab::World {
        let (focused, others) = parts::of(world);
        return std::iter::once(focused).chain([tab(world.tab)]).chain(others).collect();
    }
    let others = Panel::ALL.into_iter().filter(|other| *other != world.panel);
    let role = world.snapshot.as_ref().and_then(|snapshot| snapshot.facts.role.as_ref());
    let role = role.map(|_| [&parts::GOAL, &parts::CAPITAL]).into_iter().flatten();
    let first = [panel(world.panel), &CHART].into_iter().chain(others.map(panel)).chain(role);
    first.chain([&parts::HEADER, tab(world.tab)]).collect()
}

/// Where the keys of a place hold.
pub const fn place(place: Place) -> &'static str {
    match place {
        Place::Anywhere => "Everywhere",
        Place::Start => "In the list of scenarios",
        Place::Game => "In a game",
        Place::World => "On the World screen",
        Place::Adopters => "On the Adopters screen",
        Place::Labs => "On the Labs screen",
        Place::Policy => "On the Policy screen",
        Place::Compare => "On the Compare screen",
        Place::Evidence => "On the Evidence screen",
        Place::Cast => "When a part is chosen",
        Place::Asked => "When something waits for an answer",
        Place::Why => "In an answer to \"Why?\"",
        Place::Draft => "When moves are being tried",
        Place::End => "On the sheet at the end",
        Place::Cursor => "When a month is looked at",
        Place::Lines => "In the list of lines",
        Place::Name => "When a name is written",
        Place::Predict => "When a prediction is made",
        Place::Question => "In a question",
        Place::Tour => "In the tour",
        Place::Help => "In the help",
        Place::Palette => "In the palette",
        Place::Save => "When the screen is saved",
    }
}
