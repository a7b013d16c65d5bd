//! What is worth knowing about an experiment before its runs are done.

use crate::experiment::design::Design;
use crate::experiment::sensitivity::given;
use crate::experiment::study::Study;

/// What could be better about a study's design.
pub fn advice(study: &Study) -> Vec<String> {
    let (points, factors) = (study.points(), study.factors.len());
    let (mut all, need) = (Vec::new(), given::least(factors));
    let is_crossed = matches!(study.design, Design::Morris(_) | Design::Saltelli(_));
    if factors > 0 && !is_crossed && points < need {
        all.push(format!(
            "`weights analyse` says which factors matter from {need} points on (here {points}); of fewer it tells means, \
             policies and odds"
        ));
    }
    if matches!(study.design, Design::Sobol(_)) && !points.is_power_of_two() {
        let above = points.next_power_of_two();
        let near = if above == 1 { "1".to_owned() } else { format!("{} or {above}", above / 2) };
        all.push(format!("{points} points are no power of two: a Sobol' sequence is most even with {near}"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(design: &str) -> Vec<String> {
        let text = format!(
            "format = 1\nname = \"small\"\nscenarios = [\"two-worlds\"]\nadopters = 200\n{design}\n\
             [[factors]]\nname = \"network_strength\"\nrange = [0.5, 1.0]"
        );
        advice(&Study::from_text("small.toml", &text).unwrap())
    }

    #[test]
    fn too_few_points_and_uneven_sequences_are_told_before_the_runs() {
        let few = told("design = \"lhs\"\npoints = 9");
        assert!(few.len() == 1 && few[0].contains("from 10 points on (here 9)"), "{few:?}");
        let uneven = told("design = \"sobol\"\npoints = 20");
        assert!(uneven.len() == 1 && uneven[0].contains("most even with 16 or 32"), "{uneven:?}");
        assert_eq!(told("design = \"sobol\"\npoints = 16"), Vec::<String>::new());
        assert_eq!(told("design = \"morris\"\ntrajectories = 4\nlevels = 4"), Vec::<String>::new());
    }
}
