//! Governments: what the levers of a month mean for blocs and regions, and the rules by which governments react.

mod watch;

pub use watch::{Watch, watches};

use super::bloc::{Access, BLOCS, Bloc, CELLS, SEGMENTS, Segment, cell};
use super::event::{Because, Event, EventKind, Rule};
use super::lever::{LEVERS, Lever, LeverValues};
use super::measure::Counts;
use super::numeric::ln;
use super::parameters::Parameters;
use super::setup::Setup;
use super::world::World;

/// Lever values of a month as arrays over blocs of origin (b), regions (r) and segments (s).
/// [`Policy::new`] is the only place that knows which lever concerns whom.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Policy {
    /// Export controls on chips, by b.
    pub export_controls: [f64; BLOCS],
    /// Domestic chip programme, by b.
    pub chip_programme: [f64; BLOCS],
    /// Regulatory regimes in force, by r.
    pub regimes: [f64; BLOCS],
    /// Regimes under which labs of a bloc stand, by exposure, by b.
    pub regimes_over: [f64; BLOCS],
    /// What they are worth as a ground for trust, `ln(1 + regimes_over)`, by b.
    pub assurance: [f64; BLOCS],
    /// Surcharge of regimes on open releases, by r.
    pub open_surcharge: [f64; BLOCS],
    /// Exemption of open releases from regimes, by r.
    pub open_exemption: [f64; BLOCS],
    /// Liability for open weights, by b.
    pub liability: [f64; BLOCS],
    /// Open-model programme, by b.
    pub programme: [f64; BLOCS],
    /// Public compute, by b.
    pub public_compute: [f64; BLOCS],
    /// Sovereign preference, by r.
    pub sovereignty: [f64; BLOCS],
    /// Stack export: price support for models of b in r.
    pub stack: [[f64; BLOCS]; BLOCS],
    /// How strictly models of b are barred from r's adopters of s, as `ban[r][b][s]`; 1 is a full ban.
    pub ban: [[[f64; SEGMENTS]; BLOCS]; BLOCS],
    /// Whether foreign closed models cannot be had in r.
    pub closed_border: [bool; BLOCS],
}

/// Share of the American stack programme that reaches Europe.
const STACK_IN_EUROPE: f64 = 0.3;
/// Share of Chinese stack exports that full guidance against Ascend chips undoes.
const ASCEND_EFFECT: f64 = 0.7;

impl Policy {
    /// Spreads lever values over those whom they concern. `cast` says who plays each bloc's part.
    pub fn new(levers: &LeverValues, parameters: &Parameters, cast: [Bloc; BLOCS]) -> Self {
        let [us, china, europe, row] = cast.map(Bloc::index);
        let of = |lever: Lever| levers[lever.index()];
        let mut policy = Self::default();
        policy.export_controls[china] = of(Lever::UsExportControls);
        policy.chip_programme[china] = of(Lever::ChinaChipProgramme);
        policy.regimes[us] = of(Lever::UsStateRegimes) * (1.0 - of(Lever::UsFederalPreemption));
        policy.regimes[europe] = parameters.ai_act_regimes * of(Lever::EuropeAiActBurden);
        for (over, exposure) in policy.regimes_over.iter_mut().zip(&parameters.regulatory_exposure) {
            *over = cast.iter().map(|r| exposure[r.index()] * policy.regimes[r.index()]).sum();
        }
        policy.assurance = policy.regimes_over.map(|regimes| ln(1.0 + regimes));
        policy.open_surcharge[us] = parameters.open_surcharge;
        policy.open_exemption[europe] = of(Lever::EuropeOpenSourceExemption);
        policy.liability[us] = of(Lever::UsOpenWeightLiability);
        let by_bloc = |levers: [Lever; BLOCS], target: &mut [f64; BLOCS]| {
            for (played, lever) in [us, china, europe, row].into_iter().zip(levers) {
                target[played] = of(lever);
            }
        };
        by_bloc(PROGRAMMES, &mut policy.programme);
        by_bloc(PUBLIC_COMPUTE, &mut policy.public_compute);
        by_bloc(SOVEREIGNTY, &mut policy.sovereignty);
        policy.stack[row][us] = of(Lever::UsStackExport);
        policy.stack[europe][us] = STACK_IN_EUROPE * of(Lever::UsStackExport);
        policy.stack[row][china] =
            of(Lever::ChinaStackExport) * (1.0 - ASCEND_EFFECT * of(Lever::UsAscendGuidance));
        let (market, government) = (of(Lever::UsMarketBan), Segment::Government.index());
        policy.ban[us][china] = [market; SEGMENTS];
        policy.ban[us][china][government] = market.max(of(Lever::UsGovernmentBan));
        policy.ban[europe][china][government] = of(Lever::EuropeGovernmentBan);
        policy.closed_border[china] = true;
        policy
    }
}

const PROGRAMMES: [Lever; BLOCS] = [
    Lever::UsOpenModelProgramme,
    Lever::ChinaOpenModelProgramme,
    Lever::EuropeOpenModelProgramme,
    Lever::RowOpenModelProgramme,
];
const PUBLIC_COMPUTE: [Lever; BLOCS] =
    [Lever::UsPublicCompute, Lever::ChinaPublicCompute, Lever::EuropePublicCompute, Lever::RowPublicCompute];
const SOVEREIGNTY: [Lever; BLOCS] = [
    Lever::UsSovereignPreference,
    Lever::ChinaSovereignPreference,
    Lever::EuropeSovereignPreference,
    Lever::RowSovereignPreference,
];

/// Chinese share of the rest of the world's use above which the American government answers.
const CHINA_ABROAD: f64 = 0.35;
/// Export controls above which the Chinese government answers.
const CONTROLS_BITE: f64 = 0.6;
/// Foreign share of European government use above which Europe answers.
const FOREIGN_GOVERNMENT: f64 = 0.6;

/// A rule that fired: why, which levers move, and by how many steps.
struct Reaction {
    rule: Rule,
    seen: f64,
    threshold: f64,
    moves: &'static [(Lever, f64)],
}

const US_ANSWERS: &[(Lever, f64)] =
    &[(Lever::UsExportControls, 1.0), (Lever::UsOpenModelProgramme, 1.0), (Lever::UsStackExport, 1.0)];
const US_RELAXES: &[(Lever, f64)] = &[(Lever::UsExportControls, -0.5)];
const CHINA_ANSWERS: &[(Lever, f64)] = &[
    (Lever::ChinaChipProgramme, 1.0),
    (Lever::ChinaOpenModelProgramme, 1.0),
    (Lever::ChinaStackExport, 1.0),
];
const EUROPE_ANSWERS: &[(Lever, f64)] = &[(Lever::EuropeSovereignPreference, 1.0)];

/// Lever values of the month: the path's plus what governments have added.
pub fn effective(path: &LeverValues, moves: &LeverValues) -> LeverValues {
    std::array::from_fn(|i| {
        let (low, high) = LEVERS[i].range;
        (path[i] + moves[i]).clamp(low, high)
    })
}

/// Lets governments react to the world as it stood at the start of the month. All triggers are read
/// before anything moves. Adds the moves to `world.policy_moves` and returns the events.
/// Levers in a player's hand stay where they are.
pub fn react(world: &mut World, values: &LeverValues, setup: &Setup) -> Vec<Event> {
    let p = &setup.parameters;
    let strength = values[Lever::WorldReactiveGovernments.index()];
    let every = p.reaction_interval.round().max(1.0) as u16;
    if strength <= 0.0 || world.month.0 == 0 || !world.month.0.is_multiple_of(every) {
        return Vec::new();
    }
    let reactions = triggered(world, values, setup.cast);
    let mut events = Vec::new();
    for reaction in reactions {
        let free = reaction.moves.iter().filter(|(lever, _)| !setup.in_hand.contains(lever));
        for &(lever, steps) in free {
            let (i, (low, high)) = (lever.index(), lever.spec().range);
            let from = values[i] + events_so_far(&events, lever);
            let to = (from + p.reaction_step * strength * steps).clamp(low, high);
            // What the range cuts off is not stored up.
            world.policy_moves[i] = (world.policy_moves[i] + to - from).clamp(-1.0, 1.0);
            if to != from {
                let because =
                    Because::Rule { rule: reaction.rule, seen: reaction.seen, threshold: reaction.threshold };
                events.push(Event {
                    month: world.month,
                    kind: EventKind::Policy { lever, from, to, until: None },
                    because,
                });
            }
        }
    }
    events
}

fn events_so_far(events: &[Event], of: Lever) -> f64 {
    events
        .iter()
        .map(|event| match event.kind {
            EventKind::Policy { lever, from, to, .. } if lever == of => to - from,
            _ => 0.0,
        })
        .sum()
}

fn triggered(world: &World, values: &LeverValues, cast: [Bloc; BLOCS]) -> Vec<Reaction> {
    let [us, china, europe, row] = cast;
    let developers = world.open_developer_shares();
    let counts = world.counts();
    let abroad = counts.share(Some(china), None, Some(row), None);
    let government = counts.total(cell(europe.index(), Segment::Government.index()));
    let home = counts.share(Some(europe), None, Some(europe), Some(Segment::Government));
    let mut reactions = Vec::new();
    let (ours, theirs) = (developers[us.index()], developers[china.index()]);
    if theirs > ours {
        let rule = Rule::ChinaLeadsOpenDevelopers;
        reactions.push(Reaction { rule, seen: theirs, threshold: ours, moves: US_ANSWERS });
    } else if abroad > CHINA_ABROAD {
        let rule = Rule::ChinaLeadsAbroad;
        reactions.push(Reaction { rule, seen: abroad, threshold: CHINA_ABROAD, moves: US_ANSWERS });
    } else if theirs < 0.5 * ours {
        let rule = Rule::ChinaFarBehind;
        reactions.push(Reaction { rule, seen: theirs, threshold: 0.5 * ours, moves: US_RELAXES });
    }
    let controls = values[Lever::UsExportControls.index()];
    if controls > CONTROLS_BITE {
        let rule = Rule::ControlsBite;
        reactions.push(Reaction { rule, seen: controls, threshold: CONTROLS_BITE, moves: CHINA_ANSWERS });
    }
    if government > 0 && 1.0 - home > FOREIGN_GOVERNMENT {
        let (rule, seen) = (Rule::ForeignGovernmentUse, 1.0 - home);
        reactions.push(Reaction { rule, seen, threshold: FOREIGN_GOVERNMENT, moves: EUROPE_ANSWERS });
    }
    reactions
}

impl World {
    /// Users by bloc, access and cell.
    pub fn counts(&self) -> Counts {
        let blocs: Vec<Bloc> = self.labs.iter().map(|lab| lab.bloc).collect();
        Counts::new(&blocs, (0..CELLS).map(|c| self.row(c)))
    }

    /// Each bloc's share of the world's developers on open models (head count); 0 where there are none.
    pub fn open_developer_shares(&self) -> [f64; BLOCS] {
        let developers = self.developers();
        let mut users = [0; BLOCS];
        for (lab, state) in self.labs.iter().enumerate() {
            users[state.bloc.index()] += developers[super::offer::offer_index(lab, Access::Open)];
        }
        let total = users.iter().sum();
        users.map(|n| share(n, total))
    }
}

/// A ratio of counts; 0 of nothing.
pub fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::lever::LeverPaths;

    fn policy(set: &[(Lever, f64)]) -> Policy {
        let mut values = LeverPaths::default().values(Month::FIRST);
        for &(lever, value) in set {
            values[lever.index()] = value;
        }
        Policy::new(&values, &Parameters::default(), Bloc::ALL)
    }

    #[test]
    fn full_preemption_is_no_state_laws() {
        let with = policy(&[(Lever::UsStateRegimes, 40.0), (Lever::UsFederalPreemption, 1.0)]);
        assert_eq!(with, policy(&[(Lever::UsStateRegimes, 0.0)]));
    }

    #[test]
    fn regimes_reach_labs_by_exposure() {
        // Four state regimes, and six tenths of an AI Act that is equal to six regimes.
        let policy = policy(&[
            (Lever::UsStateRegimes, 5.0),
            (Lever::UsFederalPreemption, 0.2),
            (Lever::EuropeAiActBurden, 0.6),
        ]);
        let expected =
            [1.0 * 4.0 + 0.5 * 3.6, 0.1 * 4.0 + 0.5 * 3.6, 0.35 * 4.0 + 1.0 * 3.6, 0.35 * 4.0 + 0.5 * 3.6];
        for (b, regimes) in expected.into_iter().enumerate() {
            assert!((policy.regimes_over[b] - regimes).abs() < 1e-12, "{:?}", policy.regimes_over);
            assert!((policy.assurance[b] - libm::log(1.0 + regimes)).abs() < 1e-12, "{:?}", policy.assurance);
        }
    }

    #[test]
    fn guidance_without_exports_is_inert_and_with_them_undoes_seven_tenths() {
        let none = [(Lever::ChinaStackExport, 0.0)];
        let guided = [(Lever::ChinaStackExport, 0.0), (Lever::UsAscendGuidance, 1.0)];
        assert_eq!(policy(&none), policy(&guided));
        let full = policy(&[(Lever::ChinaStackExport, 1.0), (Lever::UsAscendGuidance, 1.0)]);
        assert!((full.stack[Bloc::Row.index()][Bloc::China.index()] - 0.3).abs() < 1e-12);
    }

    #[test]
    fn every_lever_but_reaction_changes_policy() {
        for spec in LEVERS.iter().filter(|s| s.lever != Lever::WorldReactiveGovernments) {
            let base = [(Lever::UsStateRegimes, 5.0), (Lever::ChinaStackExport, 0.5)];
            let ends = [spec.range.0, spec.range.1].map(|v| policy(&[base[0], base[1], (spec.lever, v)]));
            assert_ne!(ends[0], ends[1], "{}", spec.name);
        }
    }
}
