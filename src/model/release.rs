//! Releases: when a lab has a model to release, and the pay-offs by which it chooses how open to be.

use super::bloc::{Access, Bloc, SEGMENTS, Segment, cell};
use super::decision::{Chooser, Decision, Prospect, TERMS, Term};
use super::demand::{markup, shaded};
use super::forecast::{Forecast, Outlook, Place};
use super::lab::{Lab, MODES, Mode};
use super::numeric::{exp, exp10};
use super::offer::Offer;
use super::parameters::Parameters;
use super::population::{cell_weights, region_weights};
use super::setup::Setup;
use super::world::World;

/// Effective regulatory burden of a lab: regimes by exposure, heavier on small labs.
pub fn burden(world: &World, lab: &Lab, size: f64) -> f64 {
    world.policy.regimes_over[lab.bloc.index()] / libm::sqrt(size)
}

/// Chance that a lab has a model to release this month.
pub fn opportunity(p: &Parameters, frontier: f64, best: Option<f64>, burden: f64) -> f64 {
    let behind = best.map_or(1.5, |q| (frontier - q).min(1.5));
    p.release_rate * (1.0 + p.catch_up_urgency * behind) / (1.0 + p.regulatory_delay * burden)
}

/// Share of its know-how that a lab puts at stake in a mode.
pub fn disclosure(p: &Parameters, mode: Mode) -> f64 {
    match mode {
        Mode::Closed => 0.0,
        Mode::Dual => p.disclosure_dual,
        Mode::OpenRestricted => p.disclosure_restricted,
        Mode::OpenPermissive => 1.0,
    }
}

/// Capability of the open model that a release in a mode brings, if any.
pub fn open_capability(p: &Parameters, mode: Mode, capability: f64) -> Option<f64> {
    match mode {
        Mode::Closed => None,
        Mode::Dual => Some(capability - p.sibling_distance),
        Mode::OpenRestricted | Mode::OpenPermissive => Some(capability),
    }
}

/// A lab's two offers after a release. A place keeps the better model, and the licence goes with it: what
/// was opened stays as free as it was.
pub fn offers_after(
    world: &World,
    p: &Parameters,
    lab: usize,
    mode: Mode,
    capability: f64,
) -> [Option<Offer>; 2] {
    let [closed, open] = Access::ALL.map(|access| world.offer(lab, access));
    let better = |old: Option<Offer>, new: Offer| match old {
        Some(old) if old.capability >= new.capability => old,
        _ => new,
    };
    let closed = match mode {
        Mode::Closed | Mode::Dual => Some(better(closed, Offer { capability, licence: 1.0 })),
        Mode::OpenRestricted | Mode::OpenPermissive => closed,
    };
    let licence = if mode == Mode::OpenRestricted { p.restricted_licence } else { 1.0 };
    let opened = open_capability(p, mode, capability).map(|capability| Offer { capability, licence });
    [closed, opened.map_or(open, |new| Some(better(open, new)))]
}

/// Decides how a lab releases a model: all terms of all four options, their probabilities, and the
/// option that the uniform number `draw` picks, unless the candidate's is given.
pub fn decide(setup: &Setup, world: &World, forecast: &mut Forecast, candidate: Candidate) -> Decision {
    let payoffs = Mode::ALL.map(|mode| Valuation::new(setup, world, candidate, mode).terms(forecast));
    let terms = with_soft_power(setup, world, candidate.lab, payoffs);
    let probabilities = quantal_response(setup.parameters.decision_precision, &terms.map(|t| t.iter().sum()));
    let prospects = std::array::from_fn(|i| Prospect { terms: terms[i], probability: probabilities[i] });
    let own = || (pick(&probabilities, candidate.draw), Chooser::Lab);
    let (chosen, chosen_by) = candidate.given.unwrap_or_else(own);
    Decision {
        month: world.month,
        lab: candidate.lab,
        capability: candidate.capability,
        before: world.labs[candidate.lab].mode,
        chosen,
        chosen_by,
        prospects,
    }
}

/// A model that a lab could release this month.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The lab.
    pub lab: usize,
    /// Capability (OOM).
    pub capability: f64,
    /// Uniform number that picks the option.
    pub draw: f64,
    /// The option, where the scenario or the player gives it.
    pub given: Option<(Mode, Chooser)>,
}

/// Logit quantal response: odds of options by pay-off.
pub fn quantal_response(precision: f64, payoffs: &[f64; MODES]) -> [f64; MODES] {
    let top = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights = payoffs.map(|v| exp(precision * (v - top)));
    let total: f64 = weights.iter().sum();
    weights.map(|w| w / total)
}

fn pick(probabilities: &[f64; MODES], draw: f64) -> Mode {
    let mut rest = draw;
    for mode in Mode::ALL {
        rest -= probabilities[mode.index()];
        if rest < 0.0 {
            return mode;
        }
    }
    Mode::OpenPermissive
}

/// One option under valuation.
struct Valuation<'a> {
    setup: &'a Setup,
    world: &'a World,
    candidate: Candidate,
    mode: Mode,
    offers: [Option<Offer>; 2],
    best_open: Option<f64>,
}

impl<'a> Valuation<'a> {
    fn new(setup: &'a Setup, world: &'a World, candidate: Candidate, mode: Mode) -> Self {
        let p = &setup.parameters;
        let offers = offers_after(world, p, candidate.lab, mode, candidate.capability);
        let mine = offers[1].map(|offer| offer.capability);
        let best_open = [world.open_frontier(), mine].into_iter().flatten().reduce(f64::max);
        Self { setup, world, candidate, mode, offers, best_open }
    }

    /// The pay-off terms, soft power as the bloc's forecast share of open developers (not yet a difference).
    fn terms(&self, forecast: &mut Forecast) -> [f64; TERMS] {
        let (p, world) = (&self.setup.parameters, self.world);
        let (lab, l) = (&world.labs[self.candidate.lab], self.candidate.lab);
        let spec = &self.setup.labs[l];
        let (b, disclosed) = (lab.bloc.index(), disclosure(p, self.mode));
        let lead = markup(p, self.offers[0].map_or(0.0, |offer| offer.capability), self.best_open);
        let own = shaded(lead, world.price_shade[l]);
        let place = Place { lab: l, offers: self.offers, markup: own };
        let outlook = forecast.outlook(world, p, place, self.best_open);
        let policy = &world.policy;
        let controls = p.chip_dependence * policy.export_controls[b] * (1.0 - world.domestic_chips[b]);
        let mut terms = [0.0; TERMS];
        terms[Term::Rent.index()] = p.rent_weight * self.rent(&outlook, own);
        terms[Term::Ecosystem.index()] = p.ecosystem_weight * self.developers(&outlook);
        terms[Term::Complement.index()] = p.complement_weight * spec.complement * self.use_of(&outlook.open);
        terms[Term::SoftPower.index()] = outlook.bloc_open_share;
        terms[Term::Leak.index()] = -p.leak_weight * disclosed * self.leak();
        terms[Term::Stance.index()] = -spec.stance * disclosed;
        terms[Term::Compliance.index()] = -p.compliance_weight * self.compliance(disclosed, spec.size);
        terms[Term::Liability.index()] = -p.liability_weight * policy.liability[b] * disclosed;
        terms[Term::Subsidy.index()] = p.subsidy_weight * policy.programme[b] * disclosed;
        terms[Term::Resilience.index()] = p.resilience_weight * controls * disclosed;
        terms[Term::Inertia.index()] = if self.mode == lab.mode { 0.0 } else { -p.mode_inertia };
        terms
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let regions = self.setup.cast.iter().map(|region| region.index());
        regions.flat_map(|r| (0..SEGMENTS).map(move |s| (r, cell(r, s))))
    }

    /// Share of the world's potential use that a forecast share in each cell amounts to.
    fn use_of(&self, share: &[f64]) -> f64 {
        let weights = cell_weights(self.setup);
        self.cells().map(|(_, c)| weights[c] * share[c]).sum()
    }

    fn developers(&self, outlook: &Outlook) -> f64 {
        let share = |r: usize| outlook.open[cell(r, Segment::Developers.index())];
        let weights = region_weights(self.setup);
        self.setup.cast.iter().map(|r| weights[r.index()] * share(r.index())).sum()
    }

    /// Serving capacity of the lab, as a share of the world's use.
    fn capacity(&self) -> f64 {
        let world = self.world;
        let most = world.labs.iter().map(|lab| lab.compute).fold(f64::NEG_INFINITY, f64::max);
        exp10(world.labs[self.candidate.lab].compute - most)
    }

    fn rent(&self, outlook: &Outlook, markup: f64) -> f64 {
        let p = &self.setup.parameters;
        let weights = cell_weights(self.setup);
        let value = |share: &[f64]| -> f64 {
            self.cells().map(|(r, c)| weights[c] * p.willingness_to_pay[r] * share[c]).sum()
        };
        let (demand, capacity) = (self.use_of(&outlook.closed), p.serving_capacity * self.capacity());
        let served = if demand > 0.0 { capacity * (1.0 - exp(-demand / capacity)) / demand } else { 1.0 };
        let restricted = match self.mode {
            Mode::OpenRestricted => true,
            Mode::Closed => self.offers[1].is_some_and(|offer| offer.licence < 1.0),
            Mode::Dual | Mode::OpenPermissive => false,
        };
        let hosting = if restricted { p.hosting_income_restricted } else { p.hosting_income_permissive };
        value(&outlook.closed) * markup * served + value(&outlook.open) * hosting
    }

    fn leak(&self) -> f64 {
        let (p, labs) = (&self.setup.parameters, &self.world.labs);
        let Some(open) = open_capability(p, self.mode, self.candidate.capability) else { return 0.0 };
        let others = labs.iter().enumerate().filter(|(k, _)| *k != self.candidate.lab);
        let gain: f64 = others.map(|(_, rival)| (open - rival.capability()).max(0.0)).sum();
        self.capacity() * gain / (labs.len().max(2) - 1) as f64
    }

    fn compliance(&self, disclosed: f64, size: f64) -> f64 {
        let (p, policy) = (&self.setup.parameters, &self.world.policy);
        let exposure = &p.regulatory_exposure[self.world.labs[self.candidate.lab].bloc.index()];
        let costs = self.setup.cast.iter().map(|region| {
            let r = region.index();
            exposure[r]
                * policy.regimes[r]
                * (1.0 + policy.open_surcharge[r] * disclosed)
                * (1.0 - policy.open_exemption[r] * disclosed)
        });
        costs.sum::<f64>() / libm::sqrt(size)
    }
}

/// Turns forecast shares of the open developer base into the soft-power term: the gain over staying
/// closed, weighed by the strongest rival bloc.
fn with_soft_power(
    setup: &Setup,
    world: &World,
    lab: usize,
    mut terms: [[f64; TERMS]; MODES],
) -> [[f64; TERMS]; MODES] {
    let bloc = world.labs[lab].bloc;
    let foreign = Bloc::ALL.into_iter().filter(|b| *b != bloc);
    let developers = world.open_developer_shares();
    let rivalry = foreign.map(|b| developers[b.index()]).fold(0.0, f64::max);
    let t = Term::SoftPower.index();
    let closed = terms[Mode::Closed.index()][t];
    for option in &mut terms {
        option[t] = setup.parameters.softpower_weight[bloc.index()] * rivalry * (option[t] - closed);
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantal_response_is_uniform_without_precision_and_three_to_one_at_ln_3() {
        assert_eq!(quantal_response(0.0, &[1.0, 2.0, 3.0, 4.0]), [0.25; 4]);
        let odds = quantal_response(4.0, &[libm::log(3.0) / 4.0, 0.0, -1e6, -1e6]);
        assert!((odds[0] - 0.75).abs() < 1e-12 && (odds[1] - 0.25).abs() < 1e-12);
    }
}
