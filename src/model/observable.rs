//! Observables: what the model has that corresponds to a published figure, read off a history over a window.
//!
//! A published figure covers months, people and models of its own choice; an observable says which of the
//! model's it is set beside: which region and segment, which kind of access, use as it stands (a stock) or
//! choices made (a flow), and how the offers are cut off.

mod read;
#[cfg(test)]
mod tests;

use super::bloc::Bloc;
use super::calendar::Month;
use super::measure::{Evaluation, Pair};

/// The lab that plays OpenAI's part; levels of compute and efficiency are relative to it.
pub const REFERENCE_LAB: &str = "openai";

/// Offers that remain where a published series shows the largest alone.
pub const TOP: usize = 9;

/// Months after the window's end at which a crossing counts that has not happened by then.
pub const NOT_CROSSED: u16 = 12;

/// One quantity that can be set beside published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Observable {
    /// China's part of Chinese and American open downloads.
    ChinaDownloads,
    /// China's part of all open downloads.
    ChinaOpenChoices,
    /// When Chinese open models pass American ones.
    ChinaPasses,
    /// Open share of American enterprises.
    OpenUsEnterprises,
    /// Chinese share of developers' choices.
    ChinaRouter,
    /// The same within the largest offers.
    ChinaRouterTop,
    /// Open share of developers' choices within the largest offers.
    OpenRouterTop,
    /// Chinese share of use outside China.
    ChinaAbroad,
    /// American models in American government.
    UsInUsGovernment,
    /// Chinese models in China.
    ChinaAtHome,
    /// Months by which China trails the United States.
    LagChina,
    /// Months by which Europe trails the United States.
    LagEurope,
    /// Months by which open models trail closed ones.
    LagOpen,
    /// Growth of the frontier.
    FrontierGrowth,
    /// Open share of American releases.
    OpenReleasesUs,
    /// Open share of Chinese releases.
    OpenReleasesChina,
    /// Open share of European releases.
    OpenReleasesEurope,
    /// Share of Chinese labs that release openly.
    OpenLabsChina,
    /// Whether the OpenAI-like lab has opened anything.
    OpenAiOpened,
    /// The market index at its lowest.
    MarketLow,
}

/// What is known of an observable.
struct Spec {
    observable: Observable,
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
}

const fn spec(observable: Observable, name: &'static str, unit: &'static str, meaning: &'static str) -> Spec {
    Spec { observable, name, unit, meaning }
}

#[rustfmt::skip]
const SPECS: [Spec; 20] = [
    spec(Observable::ChinaDownloads, "china_downloads", "share",
        "Flow: choices of open models made in the window by developers outside China; China's part of Chinese and American ones."),
    spec(Observable::ChinaOpenChoices, "china_open_choices", "share",
        "Flow: choices of open models made in the window by developers outside China; China's part of all origins."),
    spec(Observable::ChinaPasses, "china_passes", "year",
        "Stock: middle of the first month in which more developers outside China use Chinese open models than American ones. A run in which that has not happened by the window's end counts as twelve months after it, so that the mean over runs also tells how many never cross."),
    spec(Observable::OpenUsEnterprises, "open_us_enterprises", "share",
        "Stock: open share of use by enterprises in the United States, mean over the window; a window before January 2024 reads that month."),
    spec(Observable::ChinaRouter, "china_router", "share",
        "Flow: choices made in the window by developers outside China, of closed and open models; Chinese share. All developers count, not the price-sensitive alone, and a choice counts once, not by its tokens."),
    spec(Observable::ChinaRouterTop, "china_router_top", "share",
        "The same flow within the nine offers chosen most in each month, an offer being a lab's closed or its open model; Chinese share."),
    spec(Observable::OpenRouterTop, "open_router_top", "share",
        "The same flow within the nine offers chosen most in each month; open share."),
    spec(Observable::ChinaAbroad, "china_abroad", "share",
        "Stock: Chinese share of use outside China, all segments, mean over the window. Closed models and open ones both count as hosted, since most of their users reach them through somebody's service; the model has no consumers apart."),
    spec(Observable::UsInUsGovernment, "us_in_us_government", "share",
        "Stock: share of American models, closed and open, in use by government in the United States, mean over the window."),
    spec(Observable::ChinaAtHome, "china_at_home", "share",
        "Stock: share of Chinese models, closed and open, in use in China, all segments, mean over the window."),
    spec(Observable::LagChina, "lag_china", "months",
        "Months since the best American model stood where the best Chinese one stands, closed or open, mean over the window; negative where China leads."),
    spec(Observable::LagEurope, "lag_europe", "months",
        "Months since the best American model stood where the best European one stands, mean over the window."),
    spec(Observable::LagOpen, "lag_open", "months",
        "Months since the best closed model stood where the best open one stands, worldwide, mean over the window; negative where open models lead."),
    spec(Observable::FrontierGrowth, "frontier_growth", "orders of magnitude a month",
        "Rise of the best capability on the market from the window's first month to its last, in effective training compute, by month."),
    spec(Observable::OpenReleasesUs, "open_releases_us", "share",
        "Flow: releases by American labs in the window; share with open weights, of the flagship or of a sibling."),
    spec(Observable::OpenReleasesChina, "open_releases_china", "share",
        "Flow: releases by Chinese labs in the window; share with open weights, of the flagship or of a sibling."),
    spec(Observable::OpenReleasesEurope, "open_releases_europe", "share",
        "Flow: releases by European labs in the window; share with open weights, of the flagship or of a sibling."),
    spec(Observable::OpenLabsChina, "open_labs_china", "share",
        "Stock: share of Chinese labs whose last release opened weights, of the flagship or of a sibling, mean over the window."),
    spec(Observable::OpenAiOpened, "openai_opened", "probability",
        "Whether the OpenAI-like lab has released with open weights, of the flagship or of a sibling, since January 2024 and by the window's end: 0 or 1 in a run, so that the mean over runs is a probability."),
    spec(Observable::MarketLow, "market_low", "log points",
        "Market index of AI hardware and labs at its lowest in the window, relative to calm."),
];

impl Observable {
    /// All observables, in the order of tables.
    pub const ALL: [Self; SPECS.len()] = {
        let mut all = [Self::ChinaDownloads; SPECS.len()];
        let mut i = 0;
        while i < SPECS.len() {
            // A table in another order than the enum would give each observable its neighbour's meaning.
            assert!(SPECS[i].observable as usize == i);
            all[i] = SPECS[i].observable;
            i += 1;
        }
        all
    };

    /// Name in files.
    pub const fn name(self) -> &'static str {
        SPECS[self as usize].name
    }

    /// Which region, segment and access it covers, whether it is a stock or a flow, and how it is cut.
    pub const fn meaning(self) -> &'static str {
        SPECS[self as usize].meaning
    }

    /// Unit.
    pub const fn unit(self) -> &'static str {
        SPECS[self as usize].unit
    }

    /// The observable with this name in files.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|observable| observable.name() == name)
    }

    /// Its value over the months from `from` to `to`; NaN where there is nothing to measure, or where the
    /// history ends before the window does.
    pub fn read(self, evaluation: &Evaluation<'_>, from: Month, to: Month) -> f64 {
        let Some(window) = read::Window::new(evaluation, from, to) else { return f64::NAN };
        match self {
            Self::ChinaDownloads => window.downloads(&[Bloc::China, Bloc::Us]),
            Self::ChinaOpenChoices => window.downloads(&Bloc::ALL),
            Self::ChinaPasses => window.passing(),
            Self::OpenUsEnterprises => window.open_us_enterprises(),
            Self::ChinaRouter => window.choices(usize::MAX, |bloc, _| bloc == Bloc::China),
            Self::ChinaRouterTop => window.choices(TOP, |bloc, _| bloc == Bloc::China),
            Self::OpenRouterTop => window.choices(TOP, |_, open| open),
            Self::ChinaAbroad => window.china_abroad(),
            Self::UsInUsGovernment => window.us_in_us_government(),
            Self::ChinaAtHome => window.china_at_home(),
            Self::LagChina => window.gap(Pair::UsChina),
            Self::LagEurope => window.gap(Pair::UsEurope),
            Self::LagOpen => window.gap(Pair::ClosedOpen),
            Self::FrontierGrowth => window.growth(),
            Self::OpenReleasesUs => window.open_releases(Bloc::Us),
            Self::OpenReleasesChina => window.open_releases(Bloc::China),
            Self::OpenReleasesEurope => window.open_releases(Bloc::Europe),
            Self::OpenLabsChina => window.open_labs(Bloc::China),
            Self::OpenAiOpened => window.has_opened(REFERENCE_LAB),
            Self::MarketLow => window.market_low(),
        }
    }
}
