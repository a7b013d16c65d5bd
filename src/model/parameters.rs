//! Structural parameters: ONE table with meaning, unit, default, range and source of each.

mod marked;

pub use marked::Marked;

use super::bloc::{BLOCS, Bloc, SEGMENTS, Segment};

/// What the values of a family are indexed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axes {
    /// One number.
    Scalar,
    /// One number a segment.
    Segment,
    /// One number a region.
    Region,
    /// One number a bloc of origin.
    Bloc,
    /// One number a region (row) and bloc of origin (column).
    RegionBloc,
    /// One number a bloc of origin (row) and region (column).
    BlocRegion,
}

impl Axes {
    /// Number of values of a family with these axes.
    pub const fn len(self) -> usize {
        match self {
            Self::Scalar => 1,
            Self::Segment => SEGMENTS,
            Self::Region | Self::Bloc => BLOCS,
            Self::RegionBloc | Self::BlocRegion => BLOCS * BLOCS,
        }
    }

    /// Never: every family has at least one value.
    pub const fn is_empty(self) -> bool {
        false
    }

    /// What follows the family's name for its `i`-th value: `""`, `".enterprises"`, `".us.china"`.
    pub fn suffix(self, i: usize) -> String {
        match self {
            Self::Scalar => String::new(),
            Self::Segment => format!(".{}", Segment::ALL[i]),
            Self::Region | Self::Bloc => format!(".{}", Bloc::ALL[i]),
            Self::RegionBloc | Self::BlocRegion => {
                format!(".{}.{}", Bloc::ALL[i / BLOCS], Bloc::ALL[i % BLOCS])
            }
        }
    }
}

/// One family of structural parameters (a scalar is a family of one).
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Name in files; members add their labels: `trust`, `trust.us.china`.
    pub name: &'static str,
    /// Symbol in `docs/model.md`.
    pub symbol: &'static str,
    /// What it stands for.
    pub meaning: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What its values are indexed by.
    pub axes: Axes,
    /// Default values, row by row.
    pub defaults: &'static [f64],
    /// Lowest and highest value allowed, for each of its values.
    pub range: (f64, f64),
    /// Where the default comes from; `assumption` where it is a stated guess.
    pub source: &'static str,
    values: fn(&Parameters) -> &[f64],
    values_mut: fn(&mut Parameters) -> &mut [f64],
}

/// One structural parameter: a member of a family.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The family.
    pub family: &'static Family,
    /// Which of its values.
    pub index: usize,
}

impl Entry {
    /// Full name, as in files: `quality_sensitivity.enterprises`.
    pub fn name(&self) -> String {
        format!("{}{}", self.family.name, self.family.axes.suffix(self.index))
    }

    /// Default value.
    pub fn default(&self) -> f64 {
        self.family.defaults[self.index]
    }

    /// Lowest and highest value allowed.
    pub fn bounds(&self) -> (f64, f64) {
        self.family.range
    }

    /// Its value in a set of parameters.
    pub fn get(&self, parameters: &Parameters) -> f64 {
        (self.family.values)(parameters)[self.index]
    }

    /// Sets it, range unchecked (callers that read files check against [`Entry::bounds`] first).
    pub fn set(&self, parameters: &mut Parameters, value: f64) {
        (self.family.values_mut)(parameters)[self.index] = value;
    }
}

/// Every structural parameter, in the order of the table.
pub fn entries() -> impl Iterator<Item = Entry> {
    FAMILIES.iter().flat_map(|family| (0..family.axes.len()).map(move |index| Entry { family, index }))
}

/// The parameter with this full name.
pub fn find(name: &str) -> Option<Entry> {
    entries().find(|entry| entry.name() == name)
}

trait Values {
    fn of(&self) -> &[f64];
    fn of_mut(&mut self) -> &mut [f64];
    fn from_table(values: &[f64]) -> Self;
}

impl Values for f64 {
    fn of(&self) -> &[f64] {
        std::slice::from_ref(self)
    }
    fn of_mut(&mut self) -> &mut [f64] {
        std::slice::from_mut(self)
    }
    fn from_table(values: &[f64]) -> Self {
        values[0]
    }
}

impl<const N: usize> Values for [f64; N] {
    fn of(&self) -> &[f64] {
        self
    }
    fn of_mut(&mut self) -> &mut [f64] {
        self
    }
    fn from_table(values: &[f64]) -> Self {
        std::array::from_fn(|i| values[i])
    }
}

impl<const N: usize, const M: usize> Values for [[f64; N]; M] {
    fn of(&self) -> &[f64] {
        self.as_flattened()
    }
    fn of_mut(&mut self) -> &mut [f64] {
        self.as_flattened_mut()
    }
    fn from_table(values: &[f64]) -> Self {
        std::array::from_fn(|row| std::array::from_fn(|column| values[row * N + column]))
    }
}

macro_rules! shape {
    (Scalar) => {
        f64
    };
    (Segment) => {
        [f64; SEGMENTS]
    };
    (Region) => {
        [f64; BLOCS]
    };
    (Bloc) => {
        [f64; BLOCS]
    };
    (RegionBloc) => {
        [[f64; BLOCS]; BLOCS]
    };
    (BlocRegion) => {
        [[f64; BLOCS]; BLOCS]
    };
}

/// Writes the struct and the table from one listing, so that they cannot part.
macro_rules! parameters {
    ($( $name:ident $axes:ident $symbol:literal = [$($default:expr),+ $(,)?], $unit:literal, $range:expr,
        $meaning:literal, $source:literal; )+) => {
        /// A set of structural parameters, typed for the model's use. Matrices are row by row as their
        /// axes say (`trust[region][bloc]`).
        #[derive(Clone, Debug, PartialEq)]
        pub struct Parameters {
            $( #[doc = $meaning] pub $name: shape!($axes), )+
        }

        impl Default for Parameters {
            fn default() -> Self {
                Self { $( $name: Values::from_table(&[$($default),+]), )+ }
            }
        }

        /// The table of structural parameters, family by family.
        pub const FAMILIES: &[Family] = &[ $( Family {
            name: stringify!($name),
            symbol: $symbol,
            meaning: $meaning,
            unit: $unit,
            axes: Axes::$axes,
            defaults: &[$($default),+],
            range: $range,
            source: $source,
            values: |p| p.$name.of(),
            values_mut: |p| p.$name.of_mut(),
        }, )+ ];
    };
}

#[rustfmt::skip]
parameters! {
    // Who adopts.
    region_weight Region "reg_w" = [0.32, 0.25, 0.20, 0.23], "share of use", (0.01, 0.97),
        "Share of the world's potential use in each region; the shares are scaled to sum to one.", "assumption";
    segment_weight Segment "seg_w" = [0.30, 0.35, 0.10, 0.15, 0.10], "share of use", (0.01, 0.96),
        "Share of potential use in each segment; the shares are scaled to sum to one.", "assumption";
    willingness_to_pay Region "wtp" = [1.0, 0.35, 0.8, 0.35], "relative revenue", (0.2, 1.0),
        "Revenue that one adopter of a region brings a lab, relative to the United States.", "assumption";
    adopted_start Segment "F0" = [0.40, 0.20, 0.06, 0.12, 0.05], "share of adopters", (0.0, 1.0),
        "Share of each segment that already uses a model in January 2024.", "assumption";
    adopted_start_multiplier Region "f0mult" = [1.0, 1.0, 1.0, 0.5], "multiple", (0.0, 1.0),
        "Multiplies the share that has adopted at the start, by region.", "assumption";
    open_share_start Segment "open0" = [0.25, 0.19, 0.05, 0.10, 0.08], "share of use", (0.01, 0.99),
        "Open share of each segment's use in January 2024, outside China.",
        "Menlo Ventures, State of generative AI in the enterprise 2024: 19 to 20 % of enterprise use; other segments assumption";
    adoption_innovation Segment "bass p" = [0.010, 0.006, 0.004, 0.006, 0.003], "per month", (0.0, 0.1),
        "Chance a month that a non-adopter starts using a model of its own accord (coefficient of innovation).",
        "assumption, within the range of diffusion studies after Bass 1969";
    adoption_imitation Segment "bass q" = [0.10, 0.09, 0.07, 0.08, 0.07], "per month", (0.0, 0.5),
        "Chance a month that a non-adopter starts because its cell has adopted, times the adopted share (coefficient of imitation).",
        "assumption, within the range of diffusion studies after Bass 1969";
    adoption_multiplier Region "bm" = [1.0, 1.0, 1.0, 0.7], "multiple", (0.1, 2.0),
        "Multiplies the speed of first adoption, by region.", "assumption";

    // What adopters value.
    quality_sensitivity Segment "beta_q" = [2.8, 2.56, 2.5, 1.5, 3.0], "utils per order of magnitude", (0.0, 10.8),
        "Utility lost for each order of magnitude of effective compute by which a model trails the frontier.",
        "enterprises fitted (calibration/observed-until-2025-10.toml; judged: 3.6); others judged on government use and assumption";
    demand_shift Segment "g_q" = [0.0, 0.652, 0.0, 0.0, 0.0], "share a year", (-1.0, 3.0),
        "Growth of a segment's quality sensitivity each year since January 2024, as use shifts towards demanding work (coding, agents); the sensitivity never falls below 0.",
        "enterprises fitted (calibration/observed-until-2025-10.toml; judged: 0, which leaves it out) to the fall of their open share from 19 to 13 % (Menlo Ventures, mid-2025); others assumption";
    satiation Scalar "theta" = [0.0], "share", (0.0, 1.0),
        "Share of the worth of capability that ends where a model is good enough for the segment's needs.",
        "assumption: 0 leaves it out, and every order of magnitude counts alike";
    need Segment "need" = [1.0, 0.5, 0.5, 0.0, 0.5], "orders of magnitude", (-2.0, 10.0),
        "Capability that is good enough for a segment's work in January 2024, relative to the OpenAI-like lab's; without effect where satiation is 0.",
        "assumption";
    need_growth Scalar "g_n" = [0.5], "orders of magnitude a year", (0.0, 3.0),
        "Growth of what is good enough, in every segment; without effect where satiation is 0.",
        "assumption: about half the pace of the frontier";
    price_sensitivity Segment "beta_p" = [0.537, 0.25, 0.15, 0.60, 0.20], "utils per log price", (0.0, 3.0),
        "Utility lost for each unit of the logarithm of price.",
        "developers fitted (calibration/observed-until-2025-10.toml; judged: 0.6); others assumption. OpenRouter and a16z, State of AI 2025: a 10 % price cut raised use by 0.5 to 0.7 %, so these are on the high side";
    price_sensitivity_multiplier Region "pm" = [1.0, 1.0, 1.0, 1.6], "multiple", (0.5, 2.5),
        "Multiplies price sensitivity, by region.",
        "Microsoft AI diffusion report 2025: free access drives use in the global South; size assumption";
    openness_taste Segment "beta_o" = [-1.18, 0.15, -0.30, -0.10, -0.20], "utils", (-2.0, 2.0),
        "Mean taste for open weights as such: control and customisation less the work of hosting.",
        "developers fitted (calibration/observed-until-2025-10.toml; judged: -0.15); others judged on enterprise surveys";
    openness_taste_sd Scalar "sd_o" = [1.0], "utils", (0.0, 3.0),
        "Standard deviation over adopters of the taste for open weights.", "assumption";
    bloc_affinity_sd Scalar "sd_b" = [0.4], "utils", (0.0, 2.0),
        "Standard deviation over adopters of the personal affinity for each bloc's models.", "assumption";
    trust_weight Segment "omega" = [0.20, 0.90, 1.0, 0.60, 0.95], "multiple", (0.0, 2.0),
        "How much a segment cares about trust in the model's country of origin.",
        "assumption; developers low: most open-model start-ups in the US were reported to use Chinese models (Casado, a16z, 2025)";
    trust RegionBloc "T" = [0.5, -2.8, -0.2, -0.6, -3.0, 1.5, -1.5, -1.0, -0.2, -2.0, 0.7, -0.6, 0.1, -0.3, -0.1, 0.5],
        "utils", (-6.0, 6.0),
        "Trust that adopters of a region (row) have in models of a bloc (column); negative is distrust.",
        "assumption; signs after the CAISI evaluation of September 2025 and the bans of 2025";
    distrust_relief Scalar "m_o" = [0.55], "share", (0.0, 1.0),
        "Share of distrust that open weights remove, since data need not leave the house; positive trust is untouched.",
        "assumption";
    regulation_trust Segment "tau" = [0.0, 0.0, 0.0, 0.0, 0.0], "utils per log regime", (-2.0, 2.0),
        "Trust that models of a bloc gain by the regimes under which its labs stand, times ln(1 + regimes); negative where adopters see regulation as a harm.",
        "assumption: 0 leaves it out, and regulation has costs alone";
    licence_aversion Scalar "beta_L" = [2.0], "utils per licence unit", (0.0, 5.0),
        "Utility lost for each unit by which an open model's licence falls short of permissive (1).",
        "assumption; restrictive American licences were named as a drawback in 2025";
    institution Segment "inst" = [0.0, 0.0, 1.0, 1.0, 1.0], "multiple", (0.0, 1.0),
        "Whether a segment follows its region's sovereign preference (public institutions do).", "assumption";
    sovereign_utility Scalar "Psi" = [1.5], "utils", (0.0, 5.0),
        "Utility of a home model to an institution at full sovereign preference.", "assumption";
    sovereign_open_utility Scalar "Psi_o" = [0.4], "utils", (0.0, 5.0),
        "Utility of open weights to an institution at full sovereign preference, whoever made them.", "assumption";
    stack_discount Scalar "stack_u" = [0.8], "log price", (0.0, 2.0),
        "Cut of the log price at home-stack export programmes' full strength.", "assumption";
    ban_disutility Scalar "ban_u" = [8.0], "utils", (0.0, 1e6),
        "Utility lost by an offer that is fully banned for an adopter.", "assumption: large enough to deter nearly all";
    network_strength Scalar "nu" = [1.64], "utils per share", (0.0, 6.0),
        "Utility of an offer's popularity: tools, skills and examples grow with use.",
        "fitted (calibration/observed-until-2025-10.toml; judged: 2.4), weakly identified";
    world_network_share Scalar "chi" = [0.4], "share", (0.0, 1.0),
        "Share of the popularity effect that comes from the world's developers rather than the adopter's own cell.",
        "assumption";
    nest_dissimilarity Scalar "lambda_n" = [0.6], "share", (0.3, 1.0),
        "How unlike the two offers of one lab are: 1 treats them as unrelated, small values as near copies (dissimilarity parameter of the nested logit).",
        "assumption; nested logit after McFadden, and Train, Discrete Choice Methods with Simulation";

    // How adopters move.
    reconsideration_rate Segment "h" = [0.16, 0.06, 0.03, 0.05, 0.03], "per month", (0.0, 1.0),
        "Chance a month that an adopter looks at the market again.",
        "Menlo Ventures mid-2025: 11 % of enterprises changed vendor in a year, 66 % upgraded inside one";
    switching_cost Segment "kappa" = [0.5, 1.1, 1.3, 0.8, 1.3], "utils", (0.0, 5.0),
        "Utility of staying with the present offer.", "assumption; Farrell and Klemperer 2007 on switching costs";
    awareness_start RegionBloc "w0" = [1.0, 0.10, 0.6, 0.3, 0.6, 1.0, 0.3, 0.2, 1.0, 0.10, 1.0, 0.3, 1.0, 0.20, 0.5, 1.0],
        "share", (0.001, 1.0),
        "Share of a region's market (row) that knows of a bloc's models (column) in January 2024.",
        "judged on the timing of Chinese open models' rise in downloads";
    awareness_growth Scalar "g_w" = [1.0], "per month and share", (0.0, 3.0),
        "Growth of awareness through use seen around.", "judged on download timing";
    awareness_surprise Scalar "s_w" = [2.68], "per unit of surprise", (0.0, 10.0),
        "Growth of awareness through a surprising release.", "fitted (calibration/observed-until-2025-10.toml; judged on the weeks after R1, January 2025: 3)";

    // Research.
    compute_growth Scalar "gamma" = [0.0756], "orders of magnitude a month", (0.0, 0.15),
        "Growth of training compute of a lab that puts all effort into compute.",
        "fitted (calibration/observed-until-2025-10.toml; judged: 0.063). Epoch AI: training compute of frontier models grew 4 to 5 times a year";
    algorithm_growth Scalar "alpha" = [0.0539], "orders of magnitude a month", (0.001, 0.15),
        "Growth of algorithmic efficiency of a lab that puts all effort into efficiency.",
        "Epoch AI: algorithmic progress of about 3 times a year; scaled for spill-over";
    spillover_rate Scalar "sigma_o" = [0.05], "per month", (0.0, 0.3),
        "Share of the distance to the best published know-how that a lab closes each month.",
        "judged on capability lags (Epoch AI)";
    distillation_rate Scalar "sigma_d" = [0.02], "per month", (0.0, 0.2),
        "Share of the distance to the best released model that a lab closes each month by learning from its outputs.",
        "judged on capability lags (Epoch AI)";
    community_learning Scalar "k_c" = [0.012], "orders of magnitude a month", (0.0, 0.1),
        "Efficiency that a lab gains when all developers build on its open model; less in proportion.", "assumption";
    revenue_feedback Scalar "phi" = [0.25], "per revenue share", (0.0, 1.0),
        "How much compute growth rises with a lab's share of the market's revenue.", "assumption";
    chip_dependence Scalar "zeta" = [0.50], "share", (0.0, 1.0),
        "Cut of compute growth under full export controls with no domestic chips.",
        "Epoch AI: Chinese labs' compute grew 3 times a year against 5 elsewhere, at controls of 0.3";
    public_compute_effect Scalar "comp" = [0.15], "share", (0.0, 1.0),
        "Rise of compute growth under a full public compute programme.", "assumption";
    domestic_chips_start Scalar "D0" = [0.03], "share", (0.0, 1.0),
        "Share of missing chips that domestic makers replace in January 2024.", "assumption; Epoch AI on Chinese chip output";
    domestic_chips_growth Scalar "g_D" = [0.010], "per month", (0.0, 0.1),
        "Growth of domestic chip substitution under a full chip programme.", "assumption; Epoch AI on Chinese chip output";
    domestic_chips_pull Scalar "x_D" = [1.0], "multiple", (0.0, 5.0),
        "How much export controls speed up domestic substitution.", "assumption";
    domestic_chips_ceiling Scalar "D_max" = [0.8], "share", (0.05, 1.0),
        "Highest share of missing chips that domestic makers can replace.", "assumption";
    breakthrough_rate Scalar "lambda_b" = [0.006], "per lab and month", (0.0, 0.1),
        "Chance of an efficiency breakthrough at an unconstrained lab's research mix.", "assumption";
    breakthrough_size Scalar "J" = [0.20], "orders of magnitude", (0.0, 1.0),
        "Mean size of a breakthrough in algorithmic efficiency.", "assumption";
    breakthrough_sharing Scalar "sh" = [0.0], "share", (0.0, 1.0),
        "Share of a breakthrough that every other lab gains at once where the lab that makes it publishes its flagship's weights; a lab that stalls gains nothing.",
        "assumption: 0 leaves it out, and leaders learn nothing from those behind them; a candidate for the gap after R1, which closes too far";
    setback_rate Scalar "lambda_f" = [0.010], "per lab and month", (0.0, 0.2),
        "Chance that a lab's next model fails and its progress stalls.", "assumption; Llama 4 Behemoth, 2025, as an example";
    setback_length Scalar "S" = [6.0], "months", (0.0, 24.0),
        "Length of a stall.", "assumption; Llama 4 Behemoth, 2025, as an example";
    training_noise Scalar "eps" = [0.05], "orders of magnitude", (0.0, 0.5),
        "Standard deviation of a finished model's capability around the lab's level.", "assumption";

    // Releases and prices.
    release_rate Scalar "h0" = [0.17], "per month", (0.0, 1.0),
        "Chance a month that a lab at the frontier has a model to release.", "assumption: about three releases a lab and year";
    catch_up_urgency Scalar "psi" = [1.0], "per order of magnitude", (0.0, 5.0),
        "How much faster a lab releases for each order of magnitude that it trails.", "assumption";
    release_threshold Scalar "q_min" = [0.02], "orders of magnitude", (0.0, 0.5),
        "Least improvement over its own best model that a lab will release.", "assumption";
    regulatory_delay Scalar "d_r" = [0.03], "per regime", (0.0, 0.2),
        "How much each regulatory regime, by exposure and size, slows releases.", "assumption";
    regulatory_drag Scalar "d_m" = [0.004], "per regime", (0.0, 0.05),
        "How much each regulatory regime, by exposure and size, slows compute growth.", "assumption";
    ai_act_regimes Scalar "n_EU" = [6.0], "regimes", (0.0, 30.0),
        "Number of state regimes to which the full European AI Act is equal.", "assumption";
    regulatory_exposure BlocRegion "E" = [1.0, 0.0, 0.5, 0.0, 0.1, 0.0, 0.5, 0.0, 0.35, 0.0, 1.0, 0.0, 0.35, 0.0, 0.5, 0.0],
        "share", (0.0, 1.0),
        "How far labs of a bloc (row) are subject to the regimes of a region (column).",
        "assumption: state law barely reaches foreign open weights";
    sibling_distance Scalar "d_D" = [0.70], "orders of magnitude", (0.0, 2.0),
        "How far the open sibling of a closed flagship stands behind it.",
        "assumption; gpt-oss and Gemma, about seven months behind their flagships";
    disclosure_dual Scalar "o(dual)" = [0.4], "share", (0.0, 1.0),
        "Share of a lab's know-how at stake when it opens a sibling model.", "assumption";
    disclosure_restricted Scalar "o(open_r)" = [0.8], "share", (0.0, 1.0),
        "Share of a lab's know-how at stake when it opens its flagship under a restricted licence.", "assumption";
    know_how_lag_dual Scalar "d(dual)" = [0.5], "orders of magnitude", (0.0, 2.0),
        "How far published know-how trails the lab's own after it opens a sibling.", "assumption";
    know_how_lag_restricted Scalar "d(open_r)" = [0.15], "orders of magnitude", (0.0, 2.0),
        "How far published know-how trails the lab's own after a restricted open release.", "assumption";
    know_how_lag_permissive Scalar "d(open_p)" = [0.05], "orders of magnitude", (0.0, 2.0),
        "How far published know-how trails the lab's own after a permissive open release.", "assumption";
    restricted_licence Scalar "l_R" = [0.8], "licence units", (0.0, 1.0),
        "Freedom under a restricted open licence, where a permissive one has 1.", "assumption";
    markup_floor Scalar "mu_0" = [0.9], "times marginal cost", (0.0, 5.0),
        "Mark-up of a closed model that is no better than the best open one.", "assumption";
    markup_lead Scalar "mu_1" = [1.8], "times marginal cost per order of magnitude", (0.0, 10.0),
        "Rise of the mark-up for each order of magnitude of lead over the best open model.", "assumption";
    markup_ceiling Scalar "mu_max" = [4.0], "times marginal cost", (0.0, 20.0),
        "Highest mark-up.", "assumption";
    hosting_margin Scalar "host" = [0.15], "times marginal cost", (0.0, 2.0),
        "Margin of those who host open models, under competition.", "assumption";
    hosting_income_restricted Scalar "hc_R" = [0.15], "times marginal cost", (0.0, 2.0),
        "Margin that a lab itself earns on its open model under a restricted licence.", "assumption";
    hosting_income_permissive Scalar "hc_P" = [0.10], "times marginal cost", (0.0, 2.0),
        "Margin that a lab itself earns on its open model under a permissive licence.", "assumption";
    serving_capacity Scalar "cap" = [0.60], "share of the world's use", (0.01, 5.0),
        "Demand that the lab with most compute can serve; others in proportion to their compute.", "assumption";
    cost_pass_through Scalar "kappa_c" = [0.5], "log price per order of magnitude", (0.0, std::f64::consts::LN_10),
        "Fall of a lab's log price for each order of magnitude by which its efficiency exceeds the mean; 2.3 passes cost on in full, 0 switches it off.",
        "assumption; DeepSeek's prices of January 2025 are the example";

    // Why labs open or close.
    rent_weight Scalar "pi_R" = [13.3], "utils", (0.0, 48.0),
        "Weight of interface revenue in a release decision.", "fitted (calibration/observed-until-2025-10.toml; judged on release modes 2024 to 2025: 16)";
    ecosystem_weight Scalar "pi_E" = [3.4], "utils", (0.0, 10.2),
        "Weight of the share of developers who build on the lab's open model.", "judged on release modes";
    complement_weight Scalar "pi_K" = [6.39], "utils", (0.0, 15.0),
        "Weight of open use to a lab that sells complements: cloud, advertising, chips.",
        "fitted (calibration/observed-until-2025-10.toml; judged on release modes: 5)";
    softpower_weight Bloc "pi_S" = [9.83, 1.23, 4.5, 3.0], "utils", (0.0, 20.0),
        "Weight that labs of a bloc give to their bloc's share of the open developer base, in proportion to the rival's.",
        "us and china fitted (calibration/observed-until-2025-10.toml; judged: 7 and 4.5); others judged";
    leak_weight Scalar "pi_L" = [1.0], "utils", (0.0, 10.0),
        "Weight of know-how given away to labs behind.", "assumption";
    compliance_weight Scalar "pi_G" = [0.10], "utils per regime", (0.0, 1.0),
        "Cost of complying with one regime.", "assumption; European estimates show fixed costs only";
    open_surcharge Scalar "w_o" = [0.8], "multiple", (0.0, 3.0),
        "How much more American regimes cost an open release, through liability for what others do with it.", "assumption";
    subsidy_weight Scalar "pi_sub" = [1.5], "utils", (0.0, 10.0),
        "Weight of a full open-model programme.", "assumption";
    liability_weight Scalar "pi_liab" = [3.0], "utils", (0.0, 10.0),
        "Weight of full licensing or liability of open weights.", "assumption";
    resilience_weight Scalar "pi_X" = [0.119], "utils", (0.0, 10.0),
        "Value of an open commons to labs whose chip supply is insecure.",
        "fitted (calibration/observed-until-2025-10.toml; judged: 4); Jin, Kunievsky, Lou, Sun and Evans 2026 for the sign";
    mode_inertia Scalar "eta" = [0.55], "utils", (0.0, 3.0),
        "Cost of releasing in another mode than last time.", "judged on the rate of change of release modes";
    decision_precision Scalar "Lambda" = [4.0], "per util", (0.0, 20.0),
        "How closely labs follow their pay-offs (quantal response).", "judged on release modes; McKelvey and Palfrey 1995 for the form";

    // Surprise, governments, outputs.
    surprise_tolerance Scalar "tol" = [0.10], "orders of magnitude", (0.0, 1.0),
        "Shortfall of the expected gap that does not yet surprise.", "assumption";
    expectation_speed Scalar "exp" = [0.1], "per month", (0.0, 1.0),
        "Speed at which the expected gap follows the gap seen.", "assumption";
    expectation_ceiling Scalar "g_max" = [2.0], "orders of magnitude", (0.1, 5.0),
        "Largest expected gap.", "assumption";
    market_response Scalar "k_M" = [0.9], "log points per unit of surprise", (0.0, 5.0),
        "Fall of the market index at a surprise.", "Nvidia lost 16 to 17 % on 27 January 2025; set so that a shock like R1 gives about -0.2";
    market_memory Scalar "rho_M" = [0.8], "share a month", (0.0, 1.0),
        "Share of the market's fall that remains a month later.", "assumption";
    reaction_interval Scalar "T_react" = [6.0], "months", (1.0, 24.0),
        "Months between two reactions of a government.", "assumption";
    reaction_step Scalar "step" = [0.1], "lever units", (0.0, 1.0),
        "Largest move of a lever at one reaction.", "assumption";
    value_distance RegionBloc "DIST" = [0.0, 1.0, 0.15, 0.4, 1.0, 0.0, 0.9, 0.5, 0.15, 0.9, 0.0, 0.4, 0.4, 0.5, 0.4, 0.0],
        "share", (0.0, 1.0),
        "Distance between a region's values (row) and those baked into a bloc's models (column).",
        "assumption; CAISI September 2025 measured narrative alignment in one model";
    values_weight Segment "v" = [0.0, 0.0, 0.40, 0.35, 0.25], "share", (0.0, 1.0),
        "Weight of a segment in a region's values exposure.", "assumption";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_complete_and_its_default_is_allowed() {
        let mut names = std::collections::BTreeSet::new();
        for entry in entries() {
            let family = entry.family;
            assert_eq!(family.defaults.len(), family.axes.len(), "{}", family.name);
            for (field, text) in [
                ("name", family.name),
                ("symbol", family.symbol),
                ("meaning", family.meaning),
                ("unit", family.unit),
                ("source", family.source),
            ] {
                assert!(!text.trim().is_empty(), "{} lacks its {field}", entry.name());
            }
            assert!(family.meaning.ends_with('.'), "{}: the meaning is a sentence", entry.name());
            let (low, high) = entry.bounds();
            assert!(low < high || entry.default() == 0.0, "{}", entry.name());
            assert!((low..=high).contains(&entry.default()), "{}", entry.name());
            assert!(names.insert(entry.name()), "{} stands twice", entry.name());
        }
    }

    #[test]
    fn entries_reach_their_own_field() {
        let mut parameters = Parameters::default();
        for entry in entries() {
            assert_eq!(entry.get(&parameters), entry.default(), "{}", entry.name());
            entry.set(&mut parameters, entry.default() + 1.0);
            assert_eq!(entry.get(&parameters), entry.default() + 1.0, "{}", entry.name());
        }
        assert_eq!(find("trust.us.china").map(|e| e.default()), Some(-2.8));
        assert!(find("trust.us").is_none());
    }
}
