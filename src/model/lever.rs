//! Policy levers: ONE table of what may be moved, and the path of a lever's value over the months.

mod change;

pub use change::{Change, LeverChange, Move};

use super::bloc::Bloc;
use super::calendar::Month;

/// A lever's position in [`LEVERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "each lever's meaning stands in the table LEVERS")]
pub enum Lever {
    UsExportControls,
    UsStateRegimes,
    UsFederalPreemption,
    UsOpenModelProgramme,
    UsPublicCompute,
    UsGovernmentBan,
    UsMarketBan,
    UsOpenWeightLiability,
    UsStackExport,
    UsAscendGuidance,
    UsSovereignPreference,
    ChinaChipProgramme,
    ChinaOpenModelProgramme,
    ChinaPublicCompute,
    ChinaStackExport,
    ChinaSovereignPreference,
    EuropeAiActBurden,
    EuropeOpenSourceExemption,
    EuropeOpenModelProgramme,
    EuropePublicCompute,
    EuropeSovereignPreference,
    EuropeGovernmentBan,
    RowOpenModelProgramme,
    RowPublicCompute,
    RowSovereignPreference,
    WorldReactiveGovernments,
}

/// Number of levers.
pub const LEVER_COUNT: usize = 26;

/// Values of all levers in one month, by [`Lever::index`].
pub type LeverValues = [f64; LEVER_COUNT];

/// What is known of one lever.
#[derive(Clone, Copy, Debug)]
pub struct LeverSpec {
    /// The lever.
    pub lever: Lever,
    /// Name in files: `us.export_controls`.
    pub name: &'static str,
    /// Name for people, without its holder.
    pub title: &'static str,
    /// Who holds it; none for the world as a whole.
    pub holder: Option<Bloc>,
    /// What one unit of it means.
    pub meaning: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Value where a scenario says nothing: that of January 2024.
    pub default: f64,
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// Where default and scale come from.
    pub source: &'static str,
    /// Values with a name.
    pub settings: &'static [(&'static str, f64)],
    /// A real example.
    pub example: &'static str,
    /// Date of the example.
    pub example_date: &'static str,
    /// Source of the example.
    pub example_source: &'static str,
    /// What it sets in motion, in two sentences.
    pub dynamics: &'static str,
}

impl Lever {
    /// All levers, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        LEVERS.iter().map(|spec| spec.lever)
    }

    /// Position in the table.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its entry in the table.
    pub const fn spec(self) -> &'static LeverSpec {
        &LEVERS[self.index()]
    }

    /// Name in files.
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// The lever with this name in files.
    pub fn find(name: &str) -> Option<Self> {
        LEVERS.iter().find(|spec| spec.name == name).map(|spec| spec.lever)
    }
}

/// How a path goes from one step to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shape {
    /// Each value holds until the next.
    #[default]
    Step,
    /// Straight lines between the values; the last holds.
    Linear,
}

/// Values of a lever over time. Before the first month given, the lever's default holds.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverPath {
    segments: Vec<Knot>,
    default: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    from: Month,
    value: f64,
    /// Whether the way from this knot to the next is a straight line.
    ramp: bool,
}

impl LeverPath {
    /// The path that holds one value for ever.
    pub fn constant(value: f64) -> Self {
        Self { segments: Vec::new(), default: value }
    }

    /// A path through the given values, in order of month.
    pub fn through(default: f64, shape: Shape, steps: &[(Month, f64)]) -> Self {
        let ramp = shape == Shape::Linear;
        let segments = steps.iter().map(|&(from, value)| Knot { from, value, ramp }).collect();
        Self { segments, default }
    }

    /// Value in a month.
    pub fn value(&self, month: Month) -> f64 {
        let after = self.segments.partition_point(|knot| knot.from <= month);
        let Some(knot) = after.checked_sub(1).map(|i| self.segments[i]) else { return self.default };
        match self.segments.get(after) {
            Some(next) if knot.ramp => {
                let way = f64::from(month - knot.from) / f64::from(next.from - knot.from);
                knot.value + way * (next.value - knot.value)
            }
            _ => knot.value,
        }
    }

    /// Sets one value from a month on; later steps drop out. A ramp that was under way keeps its slope
    /// until the month before.
    pub fn set_from(&mut self, month: Month, value: f64) {
        self.continue_with(&Self::through(value, Shape::Step, &[(month, value)]));
    }

    /// Replaces this path by another from the other's first month on.
    pub fn continue_with(&mut self, later: &Self) {
        let Some(first) = later.segments.first().map(|knot| knot.from) else {
            self.clone_from(later);
            return;
        };
        self.cut(first);
        self.segments.extend_from_slice(&later.segments);
    }

    /// The move that begins in a month: a step, or a ramp's way to its goal; none where the path holds, or
    /// goes on as it was going.
    pub fn move_at(&self, month: Month) -> Option<Move> {
        let i = self.segments.iter().position(|knot| knot.from == month)?;
        let before = if month.0 == 0 { self.default } else { self.value(Month(month.0 - 1)) };
        let goal = self.segments.get(i + 1).filter(|_| self.segments[i].ramp);
        let (to, until) = match goal {
            Some(goal) => (goal.value, Some(goal.from)),
            // The end of a ramp is no move of its own.
            None if i > 0 && self.segments[i - 1].ramp => return None,
            None => (self.segments[i].value, None),
        };
        (before != to).then_some(Move { from: before, to, until })
    }

    /// Steps of the path: month and value, in order.
    pub fn steps(&self) -> impl Iterator<Item = (Month, f64)> + '_ {
        self.segments.iter().map(|knot| (knot.from, knot.value))
    }

    /// Ends the path before `month`, with ramps under way kept as monthly steps.
    fn cut(&mut self, month: Month) {
        let kept = self.segments.partition_point(|knot| knot.from < month);
        let ramp = kept.checked_sub(1).map(|i| self.segments[i]).filter(|knot| knot.ramp);
        let under_way = ramp
            .filter(|_| kept < self.segments.len())
            .map(|knot| (knot.from.0..month.0).map(Month).map(|m| (m, self.value(m))).collect::<Vec<_>>());
        self.segments.truncate(kept);
        match (under_way, self.segments.last_mut()) {
            (Some(months), _) => {
                self.segments.pop();
                self.segments.extend(months.into_iter().map(|(from, value)| Knot {
                    from,
                    value,
                    ramp: false,
                }));
            }
            (None, Some(last)) => last.ramp = false,
            (None, None) => {}
        }
    }
}

/// One path for every lever.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverPaths(pub Vec<LeverPath>);

impl Default for LeverPaths {
    fn default() -> Self {
        Self(LEVERS.iter().map(|spec| LeverPath::constant(spec.default)).collect())
    }
}

impl LeverPaths {
    /// The path of a lever.
    pub fn path(&self, lever: Lever) -> &LeverPath {
        &self.0[lever.index()]
    }

    /// The path of a lever, to change.
    pub fn path_mut(&mut self, lever: Lever) -> &mut LeverPath {
        &mut self.0[lever.index()]
    }

    /// Values of all levers in a month.
    pub fn values(&self, month: Month) -> LeverValues {
        std::array::from_fn(|i| self.0[i].value(month))
    }
}

const SHARE: (f64, f64) = (0.0, 1.0);
const NONE_HALF_FULL: &[(&str, f64)] = &[("none", 0.0), ("half", 0.5), ("full", 1.0)];

/// The table of levers.
#[rustfmt::skip]
pub const LEVERS: [LeverSpec; LEVER_COUNT] = [
    LeverSpec { lever: Lever::UsExportControls, name: "us.export_controls", title: "Chip export controls", holder: Some(Bloc::Us),
        meaning: "Share of the advanced chips that Chinese labs would buy and cannot, by American controls.",
        unit: "share", default: 0.30, range: SHARE,
        source: "level 0.30 set so that Chinese compute grows 3 times a year against 5 elsewhere (Epoch AI); later steps assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.35), ("tight", 0.75), ("total", 1.0)],
        example: "On 9 April 2025 Nvidia was told that H20 chips need a licence for China; sales were licensed again from July.",
        example_date: "2025-04", example_source: "Tom's Hardware, Nvidia writes off $5.5 billion in GPUs",
        dynamics: "Fewer chips slow Chinese compute, push Chinese labs to efficiency and speed up home-made chips. What they publish is learned from abroad as well." },
    LeverSpec { lever: Lever::UsStateRegimes, name: "us.state_regimes", title: "State AI laws", holder: Some(Bloc::Us),
        meaning: "Number of American states whose law binds developers of AI models.",
        unit: "regimes", default: 0.0, range: (0.0, 60.0),
        source: "assumption: count of laws aimed at developers, not of all state laws that mention AI",
        settings: &[("none", 0.0), ("as in 2025", 4.0), ("25 states", 25.0), ("50 states", 50.0)],
        example: "California signed SB 53 in September 2025; New York's legislature passed the RAISE Act in June 2025.",
        example_date: "2025-09", example_source: "Latham & Watkins, California assumes role as lead US regulator of AI",
        dynamics: "Each regime delays releases and costs compliance, more for small labs and for open weights. Foreign open weights are barely reached." },
    LeverSpec { lever: Lever::UsFederalPreemption, name: "us.federal_preemption", title: "Federal pre-emption", holder: Some(Bloc::Us),
        meaning: "Share of state AI laws that federal law sets aside.",
        unit: "share", default: 0.0, range: SHARE,
        source: "the moratorium was struck from the budget bill 99 to 1 in July 2025",
        settings: &[("none", 0.0), ("half", 0.5), ("full", 1.0)],
        example: "A ten-year moratorium on state AI laws passed the House and was struck by the Senate, 99 to 1.",
        example_date: "2025-07", example_source: "Mondaq, Executive order on national AI policy framework",
        dynamics: "It removes the burden of state laws in proportion: full pre-emption equals no state laws. It does nothing where there are none." },
    LeverSpec { lever: Lever::UsOpenModelProgramme, name: "us.open_model_programme", title: "Open-model programme", holder: Some(Bloc::Us),
        meaning: "Strength of public support for open American models: grants, compute, procurement.",
        unit: "strength", default: 0.0, range: SHARE,
        source: "assumption for the scale; 0.35 from July 2025 after the AI Action Plan",
        settings: &[("none", 0.0), ("as in 2025", 0.35), ("strong", 0.7), ("full", 1.0)],
        example: "The AI Action Plan asked for leading American open models; NSF and Nvidia gave Ai2 152 million dollars in August 2025.",
        example_date: "2025-07", example_source: "America's AI Action Plan; Ai2, NSF OMAI",
        dynamics: "It pays American labs for opening weights, so more of them open. Open rivals lower the price of closed models everywhere." },
    LeverSpec { lever: Lever::UsPublicCompute, name: "us.public_compute", title: "Public compute", holder: Some(Bloc::Us),
        meaning: "Strength of public support for American labs' training compute.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption",
        settings: NONE_HALF_FULL,
        example: "Executive orders of July 2025 sped up permits for data centres and power.",
        example_date: "2025-07", example_source: "Freshfields, US government releases AI Action Plan",
        dynamics: "It raises American compute growth by up to 15 %. The frontier moves away from everybody else's labs." },
    LeverSpec { lever: Lever::UsGovernmentBan, name: "us.government_ban", title: "Government ban on Chinese models", holder: Some(Bloc::Us),
        meaning: "How strictly American government bodies bar Chinese models, from a first warning to a full ban; small values already deter most.",
        unit: "strength", default: 0.0, range: SHARE,
        source: "assumption for the scale; Commerce, NASA, the Navy and several states in 2025",
        settings: &[("none", 0.0), ("as in 2025", 0.8), ("full", 1.0)],
        example: "The Commerce Department banned DeepSeek from its devices in March 2025.",
        example_date: "2025-03", example_source: "EconoTimes, US bans Chinese AI model DeepSeek on government devices",
        dynamics: "American government bodies drop Chinese models. Little changes beyond, as few of them used any." },
    LeverSpec { lever: Lever::UsMarketBan, name: "us.market_ban", title: "Market ban on Chinese models", holder: Some(Bloc::Us),
        meaning: "How strictly Chinese models are barred from the whole American market, from a first warning to a full ban; small values already deter most.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption: no such ban stood in October 2025",
        settings: NONE_HALF_FULL,
        example: "21 state attorneys general asked for a nation-wide ban in March 2025.",
        example_date: "2025-03", example_source: "EconoTimes, US bans Chinese AI model DeepSeek on government devices",
        dynamics: "Chinese models leave the American market, developers included. Abroad nothing changes, except through American developers' popularity effect." },
    LeverSpec { lever: Lever::UsOpenWeightLiability, name: "us.open_weight_liability", title: "Open-weight liability", holder: Some(Bloc::Us),
        meaning: "Strength of licensing or liability for American labs that publish weights.",
        unit: "strength", default: 0.05, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.05), ("half", 0.5), ("full", 1.0)],
        example: "California's SB 1047, vetoed in September 2024, would have made developers answer for derivatives of large models.",
        example_date: "2024-09", example_source: "LegalClarity, SB 1047",
        dynamics: "American labs keep weights closed. Foreign open models fill the place." },
    LeverSpec { lever: Lever::UsStackExport, name: "us.stack_export", title: "Export of the American stack", holder: Some(Bloc::Us),
        meaning: "Strength of support for selling American chips, cloud and models abroad as a package.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption; the export programme of July 2025",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("strong", 0.6), ("full", 1.0)],
        example: "An executive order of July 2025 set up full-stack AI export packages for allies.",
        example_date: "2025-07", example_source: "Freshfields, US government releases AI Action Plan",
        dynamics: "American models become cheaper in the rest of the world, and a little in Europe. It matters most where price does." },
    LeverSpec { lever: Lever::UsAscendGuidance, name: "us.ascend_guidance", title: "Guidance against Ascend chips", holder: Some(Bloc::Us),
        meaning: "How far third countries follow American guidance against Huawei's Ascend chips.",
        unit: "share", default: 0.0, range: SHARE, source: "assumption for the scale; guidance of May 2025",
        settings: &[("none", 0.0), ("as in 2025", 0.5), ("everywhere", 1.0)],
        example: "On 13 May 2025 the Commerce Department warned that using Ascend chips risks breaking American export rules.",
        example_date: "2025-05", example_source: "Mondaq, Reversal of certain AI export control rules",
        dynamics: "It undoes up to 70 % of Chinese stack exports. Without such exports it does nothing." },
    LeverSpec { lever: Lever::UsSovereignPreference, name: "us.sovereign_preference", title: "Sovereign preference", holder: Some(Bloc::Us),
        meaning: "How much American public institutions prefer models made at home.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("strong", 0.6), ("full", 1.0)],
        example: "The No Adversarial AI Act of June 2025 would keep federal agencies to trusted suppliers.",
        example_date: "2025-06", example_source: "House Select Committee on the CCP (Democrats)",
        dynamics: "Courts, schools and clinics choose home models, and open ones a little more. Most American institutions do so already." },
    LeverSpec { lever: Lever::ChinaChipProgramme, name: "china.chip_programme", title: "Chip programme", holder: Some(Bloc::China),
        meaning: "Strength of China's programme to replace foreign chips.",
        unit: "strength", default: 0.6, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("half", 0.5), ("as in 2025", 0.8), ("full", 1.0)],
        example: "In September 2025 Chinese firms were told to stop ordering Nvidia's RTX Pro 6000D.",
        example_date: "2025-09", example_source: "Financial Times, as quoted",
        dynamics: "Home-made chips replace missing ones over years, faster under controls. The harder the controls, the more it matters." },
    LeverSpec { lever: Lever::ChinaOpenModelProgramme, name: "china.open_model_programme", title: "Open-model programme", holder: Some(Bloc::China),
        meaning: "Strength of public support for open Chinese models.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption; the AI+ Opinions of August 2025 favour open source",
        settings: &[("none", 0.0), ("as in 2025", 0.35), ("strong", 0.7), ("full", 1.0)],
        example: "The State Council's AI+ Opinions of August 2025 call for a thriving open-source ecosystem.",
        example_date: "2025-08", example_source: "CSET, translation of the AI+ Opinions",
        dynamics: "It pays Chinese labs for opening weights. Developers abroad gain good open models and Chinese labs their habits." },
    LeverSpec { lever: Lever::ChinaPublicCompute, name: "china.public_compute", title: "Public compute", holder: Some(Bloc::China),
        meaning: "Strength of public support for Chinese labs' training compute.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption",
        settings: NONE_HALF_FULL,
        example: "The AI+ Opinions of August 2025 ask for shared national computing power.",
        example_date: "2025-08", example_source: "CSET, translation of the AI+ Opinions",
        dynamics: "It raises Chinese compute growth by up to 15 %. The lag behind American labs shrinks." },
    LeverSpec { lever: Lever::ChinaStackExport, name: "china.stack_export", title: "Export of the Chinese stack", holder: Some(Bloc::China),
        meaning: "Strength of support for selling Chinese chips, cloud and models abroad as a package.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("strong", 0.6), ("full", 1.0)],
        example: "Chinese firms offered Ascend-based clouds in the Gulf and South-East Asia in 2025.",
        example_date: "2025-05", example_source: "Mondaq, Reversal of certain AI export control rules (the American answer)",
        dynamics: "Chinese models become cheaper in the rest of the world. Guidance against Ascend chips undoes most of it." },
    LeverSpec { lever: Lever::ChinaSovereignPreference, name: "china.sovereign_preference", title: "Sovereign preference", holder: Some(Bloc::China),
        meaning: "How much Chinese public institutions prefer models made at home.",
        unit: "strength", default: 1.0, range: SHARE, source: "assumption: foreign services are unavailable as it is",
        settings: &[("none", 0.0), ("half", 0.5), ("as in 2025", 1.0)],
        example: "Public bodies in China use licensed home-made models; foreign services are unavailable there.",
        example_date: "2024-01", example_source: "assumption",
        dynamics: "Chinese institutions choose home models. Little moves, as foreign closed models are absent in any case." },
    LeverSpec { lever: Lever::EuropeAiActBurden, name: "europe.ai_act_burden", title: "AI Act burden", holder: Some(Bloc::Europe),
        meaning: "Share of the AI Act's duties for model makers that is in force and enforced.",
        unit: "share", default: 0.0, range: SHARE, source: "AI Act in force August 2024, duties of general-purpose models August 2025; scale assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.6), ("full", 1.0)],
        example: "Duties for general-purpose models apply from 2 August 2025.",
        example_date: "2025-08", example_source: "People of Internet, Brussels at a crossroads",
        dynamics: "It delays and taxes releases, European ones most, by size of lab. Open models are partly exempt." },
    LeverSpec { lever: Lever::EuropeOpenSourceExemption, name: "europe.open_source_exemption", title: "Open-source exemption", holder: Some(Bloc::Europe),
        meaning: "Share of the AI Act's cost from which an open release is exempt.",
        unit: "share", default: 0.5, range: SHARE, source: "AI Act, article 53(2); share assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.5), ("full", 1.0)],
        example: "Free and open models are exempt from the documentation duties unless they pose systemic risk.",
        example_date: "2025-08", example_source: "AI Act, article 53(2)",
        dynamics: "It makes opening cheaper than closing for labs that sell in Europe. The effect grows with the Act's burden." },
    LeverSpec { lever: Lever::EuropeOpenModelProgramme, name: "europe.open_model_programme", title: "Open-model programme", holder: Some(Bloc::Europe),
        meaning: "Strength of public support for open European models.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.4), ("strong", 0.7), ("full", 1.0)],
        example: "Apertus, an open model of Swiss public institutes, came out in September 2025.",
        example_date: "2025-09", example_source: "Swiss AI Initiative",
        dynamics: "It pays European labs for opening weights. With one lab of size the effect on the world is small." },
    LeverSpec { lever: Lever::EuropePublicCompute, name: "europe.public_compute", title: "Public compute", holder: Some(Bloc::Europe),
        meaning: "Strength of public support for European labs' training compute.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption; 0.2 from March 2025 after InvestAI",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("half", 0.5), ("full", 1.0)],
        example: "InvestAI of February 2025 set aside 20 billion euros for four to five AI gigafactories.",
        example_date: "2025-02", example_source: "European Economics, InvestAI initiative and the AI Gigafactories call",
        dynamics: "It raises European compute growth by up to 15 %. European models come closer to the frontier and win home users." },
    LeverSpec { lever: Lever::EuropeSovereignPreference, name: "europe.sovereign_preference", title: "Sovereign preference", holder: Some(Bloc::Europe),
        meaning: "How much European public institutions prefer models made at home.",
        unit: "strength", default: 0.1, range: SHARE, source: "assumption; 0.3 from March 2025",
        settings: &[("none", 0.0), ("as in 2025", 0.3), ("strong", 0.6), ("full", 1.0)],
        example: "France worked with Mistral on 18,000 chips for a home-made cloud in June 2025.",
        example_date: "2025-06", example_source: "NewsBytes, NVIDIA's new lucrative market: governments",
        dynamics: "European institutions move to European models and values exposure falls. Without good home models the price is quality." },
    LeverSpec { lever: Lever::EuropeGovernmentBan, name: "europe.government_ban", title: "Government ban on Chinese models", holder: Some(Bloc::Europe),
        meaning: "How strictly European government bodies bar Chinese models, from a first warning to a full ban; small values already deter most.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption for the scale; Italy, Denmark and Czechia in 2025",
        settings: &[("none", 0.0), ("as in 2025", 0.3), ("full", 1.0)],
        example: "Italy's data protection authority blocked the DeepSeek app in January 2025.",
        example_date: "2025-01", example_source: "aiboom, DeepSeek: countries and agencies that have banned its AI",
        dynamics: "European government bodies drop Chinese models. Few used any, so little moves." },
    LeverSpec { lever: Lever::RowOpenModelProgramme, name: "row.open_model_programme", title: "Open-model programme", holder: Some(Bloc::Row),
        meaning: "Strength of public support for open models made in the rest of the world.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("strong", 0.6), ("full", 1.0)],
        example: "The Emirates' Technology Innovation Institute has published its Falcon models since 2023.",
        example_date: "2023-03", example_source: "Epoch AI, notable AI models",
        dynamics: "It pays the sovereign consortium for opening weights. It holds little of the market, so little moves." },
    LeverSpec { lever: Lever::RowPublicCompute, name: "row.public_compute", title: "Public compute", holder: Some(Bloc::Row),
        meaning: "Strength of public support for training compute in the rest of the world.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption",
        settings: NONE_HALF_FULL,
        example: "Saudi Arabia's HUMAIN agreed in May 2025 to buy several hundred thousand Nvidia chips.",
        example_date: "2025-05", example_source: "MarketDash, HUMAIN plans 600,000-chip buildout",
        dynamics: "It raises compute growth of home labs by up to 15 %. They start far behind." },
    LeverSpec { lever: Lever::RowSovereignPreference, name: "row.sovereign_preference", title: "Sovereign preference", holder: Some(Bloc::Row),
        meaning: "How much public institutions in the rest of the world prefer models made at home.",
        unit: "strength", default: 0.2, range: SHARE, source: "assumption",
        settings: &[("none", 0.0), ("as in 2025", 0.2), ("strong", 0.6), ("full", 1.0)],
        example: "The Gulf states built Arabic models on home-owned compute in 2025.",
        example_date: "2025-05", example_source: "MarketDash, HUMAIN plans 600,000-chip buildout",
        dynamics: "Institutions move to home and to open models. Without good home models the price is quality." },
    LeverSpec { lever: Lever::WorldReactiveGovernments, name: "world.reactive_governments", title: "Governments react", holder: None,
        meaning: "How strongly governments answer shares and controls with moves of their own.",
        unit: "strength", default: 0.0, range: SHARE, source: "assumption",
        settings: &[("off", 0.0), ("half", 0.5), ("full", 1.0)],
        example: "Washington's guidance on Ascend chips and Beijing's on Nvidia's H20 followed each other within months of 2025.",
        example_date: "2025-07", example_source: "GMTEight, NVIDIA suspends H20 production",
        dynamics: "Twice a year the American, Chinese and European governments move their levers by simple rules. What one does moves the others." },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lever_stands_at_its_place_and_lacks_nothing() {
        for (i, spec) in LEVERS.iter().enumerate() {
            assert_eq!(spec.lever.index(), i, "{}", spec.name);
            assert_eq!(Lever::find(spec.name), Some(spec.lever));
            let holder = spec.holder.map_or("world", Bloc::key);
            assert!(spec.name.starts_with(&format!("{holder}.")), "{}", spec.name);
            let texts = [spec.title, spec.meaning, spec.unit, spec.source, spec.example, spec.example_date];
            for text in texts.into_iter().chain([spec.example_source, spec.dynamics]) {
                assert!(!text.trim().is_empty(), "{} lacks a field", spec.name);
            }
            let (low, high) = spec.range;
            assert!(low < high && (low..=high).contains(&spec.default), "{}", spec.name);
            assert!(!spec.settings.is_empty(), "{} has no named settings", spec.name);
            for (name, value) in spec.settings {
                assert!((low..=high).contains(value), "{}: {name}", spec.name);
            }
        }
    }

    fn path(shape: Shape) -> LeverPath {
        LeverPath::through(0.1, shape, &[(Month(4), 0.2), (Month(8), 0.6)])
    }

    #[test]
    fn steps_hold_and_ramps_rise() {
        let (step, ramp) = (path(Shape::Step), path(Shape::Linear));
        let at = |p: &LeverPath, m| p.value(Month(m));
        assert_eq!(
            [at(&step, 0), at(&step, 4), at(&step, 7), at(&step, 8), at(&step, 99)],
            [0.1, 0.2, 0.2, 0.6, 0.6]
        );
        assert_eq!([at(&ramp, 3), at(&ramp, 4), at(&ramp, 8), at(&ramp, 99)], [0.1, 0.2, 0.6, 0.6]);
        assert!((at(&ramp, 6) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn moves_are_steps_and_whole_ramps() {
        let (step, ramp) = (path(Shape::Step), path(Shape::Linear));
        assert_eq!(step.move_at(Month(4)), Some(Move { from: 0.1, to: 0.2, until: None }));
        assert_eq!(step.move_at(Month(8)), Some(Move { from: 0.2, to: 0.6, until: None }));
        assert_eq!(ramp.move_at(Month(4)), Some(Move { from: 0.1, to: 0.6, until: Some(Month(8)) }));
        for month in [0, 5, 8, 20] {
            assert_eq!(ramp.move_at(Month(month)), None, "month {month}");
        }
        // Two equal steps in neighbouring months are two moves.
        let stairs = LeverPath::through(0.0, Shape::Step, &[(Month(3), 0.1), (Month(4), 0.2)]);
        assert!(stairs.move_at(Month(3)).is_some() && stairs.move_at(Month(4)).is_some());
    }

    #[test]
    fn a_later_setting_drops_what_follows_and_keeps_what_was() {
        let mut ramp = path(Shape::Linear);
        let before = ramp.clone();
        ramp.set_from(Month(6), 0.9);
        for m in 0..6 {
            assert_eq!(ramp.value(Month(m)), before.value(Month(m)), "month {m}");
        }
        assert!((6..20).all(|m| ramp.value(Month(m)) == 0.9));
        let mut step = path(Shape::Step);
        step.set_from(Month(0), 0.5);
        assert!((0..20).all(|m| step.value(Month(m)) == 0.5));
    }
}
