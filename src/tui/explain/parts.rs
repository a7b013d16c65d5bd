//! What the parts of the screens beside the World's panels show, and which of them is in focus.

use super::{Part, term};
use crate::tui::action::Tab;
use crate::tui::app::World;
use crate::tui::screens::adopters::Level;
use crate::tui::screens::compare::Focus;
use crate::tui::screens::evidence;
use crate::tui::screens::policy::View;

const fn part(title: &'static str, seen: &'static str) -> Part {
    Part { title, seen, terms: &[] }
}

/// The first row.
pub const HEADER: Part = Part {
    title: "First row",
    seen: "The scenario, the month to be decided on, whether time runs and how fast, and on what the numbers rest. A click on the speed lets time run or holds it.",
    terms: &[
        term(
            "seed",
            "The number from which all chance of the played world comes; the same seed brings the same chance.",
        ),
        term(
            "2×",
            "How fast time runs: two seconds a month; 1× is four seconds, each step further twice as fast. It stops at important news.",
        ),
    ],
};

/// What the role wants.
pub const GOAL: Part = part(
    "Your goal",
    "What your part wants, target by target: the value now, the value wanted, and a mark where it would hold if the end were now.",
);

/// What the role can spend.
pub const CAPITAL: Part = Part {
    title: "Capital",
    seen: "What your government can spend on moves and on answers. A move costs in proportion to how far it takes the lever.",
    terms: &[term(
        "what a month costs",
        "The net change against what stood before the month began: a lever put back in the same month costs nothing, and what was paid for it comes back.",
    )],
};

const MATRIX: Part = part(
    "Regions and kinds of adopters",
    "In each cell the origin that leads there, its share of use, and a bar of all. Beside a row: how foreign its public institutions' values are, and what share of use could be cut off from abroad.",
);
const MAP: Part = part("Map", "Each region shaded and labelled by the origin that leads there.");
const GAUGE: Part = part(
    "Two worlds",
    "The picture of May 2025, followed since: the world's use, the United States included, of American open models and of Chinese ones.",
);
const CELL: Part = part(
    "A cell",
    "The labs that its adopters use, now and a year ago, its way so far, and its adopters, of whom each can be opened.",
);
const ADOPTER: Part = part(
    "An adopter",
    "What it likes beside others of its kind, what it used, and every look it took at the market, with what each offer was worth to it, term by term, and the odds by which it drew.",
);
const LAB_LIST: Part = part(
    "Labs and the selected one",
    "Compute, efficiency and stance of the selected lab, beside the best. Effective compute is compute times efficiency.",
);
const FRONTIER: Part = part(
    "Frontier",
    "The best model of each lab on the market, as a multiple of the best one at the start; each line of the grid is ten times the one below.",
);
const BEHIND: Part = part(
    "Months behind",
    "How many months ago the best model of all was as good as the best one of an origin, or the best open one, is now.",
);
const RELEASES: Part = part(
    "Releases",
    "The selected lab's releases, the latest first: how each came out, how far behind it was, how likely that way was, and what weighed most against the next best.",
);
const LIST: Part = part("List of levers", "All levers by who holds them, with where each stands.");
const PATH: Part = part(
    "Path",
    "The lever over time: as it was, as it will be, and as the scenario has it where that differs.",
);
const EFFECTS: Part = Part {
    title: "Effects",
    seen: "What the lever's whole range would do from now on, by pairs of futures with the same chance: medians with the band of eight in ten pairs, the odds of the end worlds, who gains and who loses.",
    terms: &[term(
        "4/5, worldviews",
        "In how many worldviews, sets of assumptions of schools of thought, the same is found; and which assumption breaks it in the others. It was measured once, in history and from 2026 on, and is kept: it is no result of your game.",
    )],
};
const LINKS: Part = part(
    "Causes and effects",
    "One step each way. What moves the lever, by futures with each cause switched off and on: how often and how far. And what the lever moves first. One to three signs tell the strength, a tilde what chance may have done.",
);
const ABOUT: Part =
    part("What it is", "The lever's definition, a real example with its source, and how it acts.");
const SIDES: Part = part(
    "A and B",
    "The two sides that are compared: a line of play, another one, or the scenario with nothing moved.",
);
const DIFFERENCE: Part = part(
    "Difference",
    "A less B over time, pair by pair with the same chance: the median as a line, and the band of eight in ten pairs. From the marked month on it can be told from nothing.",
);
const MEASURES: Part = part(
    "Measures at the end",
    "Every measure: its mean on either side, the mean difference, A less B, and the band of eight in ten pairs. Shares are in per cent, their differences in points; lags in months; indices in hundredths. What stands in brackets cannot be told from nothing.",
);
const PARTS: Part = part(
    "What makes it up",
    "The mean difference of the measure divided by offers and by cells. What is listed adds up to the total; all others stand in one row.",
);
const MOVES: Part = part("Moves", "What only one of the two sides did, in order of time.");

const SERIES: Part = Part {
    title: "Against published figures",
    seen: "Each series with the model's verdict. The chart has every figure in the months that it covers, with the tolerance that was judged, over the median of the model's runs and the range of eight in ten.",
    terms: &[
        term(
            "tolerance",
            "What would still agree with the figure, as judged from how it was measured; no confidence interval.",
        ),
        term("error", "The mean of the runs less the figure, in the series' own unit."),
        term(
            "CRPS",
            "A score of a forecast with its spread, in the series' own unit: near and narrow is good, and less is better.",
        ),
        term(
            "mean squared distance",
            "How far the means of the runs lie from the figures, in tolerances; 1 is as far as a tolerance allows for.",
        ),
    ],
};
const PARAMETERS: Part = Part {
    title: "Structural parameters",
    seen: "How the world works, in numbers: each with its value in this game and by default, its place in the range allowed, and what the value rests on.",
    terms: &[
        term(
            "matters",
            "How far the parameter moves the outcome that it moves most, against all others; one point of a share counts as much as a quarter of a month. Measured once in history, by elementary effects, and kept.",
        ),
        term("assumption", "A stated guess, of no source: most are."),
    ],
};

/// The part in focus on a screen beside the World, and the others.
pub fn of(world: &World) -> (&'static Part, Vec<&'static Part>) {
    let all: Vec<&'static Part> = match world.tab {
        Tab::World => vec![&HEADER],
        Tab::Adopters => match world.adopters.level {
            Level::Matrix => vec![&MATRIX, &MAP, &GAUGE],
            Level::Cell => vec![&CELL],
            Level::Adopter => vec![&ADOPTER],
        },
        Tab::Labs if world.labs_screen.in_releases => vec![&RELEASES, &LAB_LIST, &FRONTIER],
        Tab::Labs if world.labs_screen.frontier => vec![&BEHIND, &LAB_LIST],
        Tab::Labs => vec![&LAB_LIST, &FRONTIER, &RELEASES],
        Tab::Policy => match world.policy.view {
            View::Effects => vec![&EFFECTS, &PATH, &LINKS, &ABOUT, &LIST],
            View::Links => vec![&LINKS, &PATH, &EFFECTS, &ABOUT, &LIST],
            View::About => vec![&ABOUT, &PATH, &EFFECTS, &LINKS, &LIST],
        },
        Tab::Compare => compare(world.compare.focus()),
        Tab::Evidence => match world.evidence.view {
            evidence::View::Series => vec![&SERIES, &PARAMETERS],
            evidence::View::Parameters => vec![&PARAMETERS, &SERIES],
        },
    };
    (all[0], all[1..].to_vec())
}

fn compare(focus: Focus) -> Vec<&'static Part> {
    let focused = match focus {
        Focus::A | Focus::B => &SIDES,
        Focus::Measures => &MEASURES,
        Focus::Parts => &PARTS,
        Focus::Moves => &MOVES,
    };
    let mut all = vec![&SIDES, &DIFFERENCE, &MEASURES, &PARTS, &MOVES];
    all.sort_by_key(|part| part.title != focused.title);
    all
}
