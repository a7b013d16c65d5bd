//! What the governments' rules look at, as things stand: how near each rule is to moving its levers.

use super::{
    CHINA_ABROAD, CHINA_ANSWERS, CONTROLS_BITE, EUROPE_ANSWERS, FOREIGN_GOVERNMENT, US_ANSWERS, US_RELAXES,
    share,
};
use crate::model::bloc::{Access, BLOCS, Segment};
use crate::model::event::Rule;
use crate::model::history::History;
use crate::model::lever::Lever;
use crate::model::measure::Counts;

/// A rule and what it looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watch {
    /// The rule.
    pub rule: Rule,
    /// The value seen; none where there is nothing to look at yet.
    pub seen: Option<f64>,
    /// Where the rule begins to act.
    pub threshold: f64,
    /// Whether it acts above the threshold; else below.
    pub above: bool,
    /// Whether it acts on what is seen now, at the governments' next look.
    pub acts: bool,
    /// The levers it moves, and by how many steps.
    pub moves: &'static [(Lever, f64)],
}

/// All rules, with what they see at the end of the last month of a history; none without months.
pub fn watches(history: &History) -> Vec<Watch> {
    let Some(last) = history.rows.last() else { return Vec::new() };
    let row = history.months() - 1;
    let counts = Counts::of(history, row);
    let [_, china, europe, region] = history.cast;
    let developers = open_developers(&counts);
    let [ours, theirs, ..] = history.cast.map(|bloc| developers[bloc.index()]);
    let abroad = counts.share(Some(china), None, Some(region), None);
    let government = counts.total_in(Some(europe), Some(Segment::Government));
    let home = counts.share(Some(europe), None, Some(europe), Some(Segment::Government));
    let foreign = (government > 0).then_some(1.0 - home);
    let controls = last.levers[Lever::UsExportControls.index()];
    let watch = |rule, seen: Option<f64>, threshold: f64, above: bool, moves| {
        let acts = seen.is_some_and(|seen| if above { seen > threshold } else { seen < threshold });
        Watch { rule, seen, threshold, above, acts, moves }
    };
    let leads = watch(Rule::ChinaLeadsOpenDevelopers, Some(theirs), ours, true, US_ANSWERS);
    // Of the first three only the first that fits acts.
    let mut spreads = watch(Rule::ChinaLeadsAbroad, Some(abroad), CHINA_ABROAD, true, US_ANSWERS);
    spreads.acts &= !leads.acts;
    let mut behind = watch(Rule::ChinaFarBehind, Some(theirs), 0.5 * ours, false, US_RELAXES);
    behind.acts &= !leads.acts && !spreads.acts;
    let bite = watch(Rule::ControlsBite, Some(controls), CONTROLS_BITE, true, CHINA_ANSWERS);
    let home = watch(Rule::ForeignGovernmentUse, foreign, FOREIGN_GOVERNMENT, true, EUROPE_ANSWERS);
    vec![leads, spreads, behind, bite, home]
}

/// Each bloc's share of the world's developers on open models; 0 where there are none.
fn open_developers(counts: &Counts) -> [f64; BLOCS] {
    let of = |bloc| counts.users_in(Some(bloc), Some(Access::Open), None, Some(Segment::Developers));
    let users = crate::model::bloc::Bloc::ALL.map(of);
    let all = users.iter().sum();
    users.map(|users| share(users, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::government::triggered;
    use crate::model::setup::Setup;
    use crate::model::simulation::{Model, Simulation};
    use crate::playthrough::fixture;

    #[test]
    fn the_rules_that_are_seen_to_act_are_those_that_do() {
        let facts = fixture::facts();
        let mut setup = Setup { ..facts.setup };
        setup.levers.path_mut(Lever::UsExportControls).set_from(crate::model::calendar::Month(30), 0.9);
        let mut simulation = Simulation::new(std::sync::Arc::new(Model::new(setup)), facts.seed);
        let mut acted = 0;
        for _ in 0..60 {
            simulation.step();
            let values = simulation.history().rows.last().map(|row| row.levers).expect("a month");
            let expected: Vec<Rule> = triggered(simulation.world(), &values, crate::model::bloc::Bloc::ALL)
                .iter()
                .map(|reaction| reaction.rule)
                .collect();
            let seen = watches(simulation.history());
            let acting: Vec<Rule> = seen.iter().filter(|watch| watch.acts).map(|watch| watch.rule).collect();
            assert_eq!(acting, expected);
            acted += acting.len();
        }
        assert!(acted > 0, "some rule is met on the way");
    }
}
