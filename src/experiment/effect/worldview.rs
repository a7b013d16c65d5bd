//! Whether findings hold in a worldview, and which of its terms breaks those that do not: measured by putting one term
//! back after the other.

use super::{Case, Effects, INDICATORS, Study};
use crate::experiment::ensemble::{EnsembleError, Progress, Workers};
use crate::experiment::paired::{Paired, Sign};
use crate::model::parameters::Family;
use crate::model::setup::Setup;
use crate::scenario::Worldview;

/// What becomes of the findings of a setup in a worldview.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The worldview's name.
    pub name: String,
    /// By case, in the order of [`super::CASES`], and position in [`INDICATORS`]; none where the setup itself has no
    /// finding.
    pub verdicts: Vec<Vec<Option<Verdict>>>,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug)]
pub enum Verdict {
    /// It has the same sign and can be told from nothing.
    Holds,
    /// It does not.
    Fails(Breach),
}

/// How a finding fails, and by what.
#[derive(Clone, Copy, Debug)]
pub struct Breach {
    /// The difference in the worldview.
    pub difference: Paired,
    /// Whether it can be told from nothing and has the other sign; else it cannot be told.
    pub is_turned: bool,
    /// The first term, in the order of the table of parameters, with whose return alone the finding holds again. None
    /// where no single term does it.
    pub term: Option<&'static Family>,
}

/// What becomes of a finding with this sign where the difference is another.
fn verdict(expected: Sign, place: usize, difference: &Paired) -> Verdict {
    match INDICATORS[place].sign(difference) {
        Some(sign) if sign == expected => Verdict::Holds,
        found => Verdict::Fails(Breach { difference: *difference, is_turned: found.is_some(), term: None }),
    }
}

impl Standing {
    fn new(name: &str, base: &Effects, under: &Effects) -> Self {
        let case = |(base, under): (&super::Effect, &super::Effect)| {
            let pairs = base.differences.iter().zip(&under.differences).enumerate();
            pairs.map(|(i, (base, under))| Some(verdict(INDICATORS[i].sign(base)?, i, under))).collect()
        };
        let verdicts = base.effects.iter().zip(&under.effects).map(case).collect();
        Self { name: name.to_owned(), verdicts }
    }

    /// Findings that hold, cannot be told, and are turned.
    pub fn counts(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for verdict in self.verdicts.iter().flatten().flatten() {
            match verdict {
                Verdict::Holds => counts[0] += 1,
                Verdict::Fails(breach) => counts[1 + usize::from(breach.is_turned)] += 1,
            }
        }
        counts
    }

    /// Whether a case has findings that fail by no known term.
    fn is_open(&self, case: usize) -> bool {
        let is_open =
            |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::Fails(Breach { term: None, .. })));
        self.verdicts[case].iter().any(is_open)
    }

    /// Names a term for the findings of a case that hold with its return.
    fn restore(&mut self, case: usize, term: &'static Family, base: &[Paired], without: &[Paired]) {
        for (i, slot) in self.verdicts[case].iter_mut().enumerate() {
            let Some(Verdict::Fails(breach)) = slot else { continue };
            let expected = INDICATORS[i].sign(&base[i]);
            if breach.term.is_none() && expected.is_some() && INDICATORS[i].sign(&without[i]) == expected {
                breach.term = Some(term);
            }
        }
    }
}

impl Study {
    /// What becomes of a setup's findings in a worldview. The same seeds are used throughout.
    ///
    /// # Errors
    /// If it was called off.
    pub fn standing(
        &self,
        (setup, base): (&Setup, &Effects),
        view: &Worldview,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Standing, EnsembleError> {
        if view.parameters.is_empty() {
            return Ok(Standing::new(&view.name, base, base));
        }
        let mut under = setup.clone();
        view.put(&mut under);
        let effects = self.measure(&under, workers, progress)?;
        let mut standing = Standing::new(&view.name, base, &effects);
        for term in view.terms() {
            let mut without = setup.clone();
            view.put_without(term, &mut without);
            let open: Vec<usize> = (0..base.effects.len()).filter(|case| standing.is_open(*case)).collect();
            if open.is_empty() || without == under {
                continue;
            }
            let left_alone = self.values(&without, &[], workers, progress)?;
            for case in open {
                let of: &Case = base.effects[case].case;
                let differences = self.differences(&without, of, &left_alone, workers, progress)?;
                standing.restore(case, term, &base.effects[case].differences, &differences);
            }
        }
        Ok(standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::effect::{CASES, Effect};
    use crate::model::calendar::Month;
    use crate::model::lever::Lever;
    use crate::model::random::Seed;
    use crate::scenario::{DEFAULT, Scenario};

    /// Effects in which one case moves the first indicator by these differences, and all else nothing.
    fn planted(differences: &[f64]) -> Effects {
        let nothing = Paired::of_differences([0.0; 4]);
        let effect = |i: usize| {
            let mut all = vec![nothing; INDICATORS.len()];
            if i == 0 {
                all[0] = Paired::of_differences(differences.iter().copied());
            }
            Effect { case: &CASES[i], before: 0.0, differences: all }
        };
        Effects { left_alone: Vec::new(), effects: (0..CASES.len()).map(effect).collect() }
    }

    fn first(base: &[f64], under: &[f64]) -> Option<Verdict> {
        Standing::new("test", &planted(base), &planted(under)).verdicts[0][0]
    }

    const GROWS: [f64; 4] = [1.0, 1.1, 0.9, 1.0];
    const SHRINKS: [f64; 4] = [-1.0, -1.1, -0.9, -1.0];
    const WIDE: [f64; 4] = [9.0, -8.0, 5.0, -4.0];
    /// Clear, but nothing in the one decimal of months.
    const SMALL: [f64; 4] = [0.010, 0.011, 0.009, 0.010];

    #[test]
    fn a_finding_holds_with_the_same_sign_and_only_then() {
        assert!(matches!(first(&GROWS, &[2.0, 2.2, 1.8, 2.0]), Some(Verdict::Holds)));
        assert!(matches!(first(&SHRINKS, &SHRINKS), Some(Verdict::Holds)));
        for other in [WIDE, SMALL] {
            assert!(matches!(first(&GROWS, &other), Some(Verdict::Fails(Breach { is_turned: false, .. }))));
        }
        assert!(matches!(first(&GROWS, &SHRINKS), Some(Verdict::Fails(Breach { is_turned: true, .. }))));
    }

    #[test]
    fn what_cannot_be_told_at_home_is_no_finding_anywhere() {
        assert!(first(&WIDE, &GROWS).is_none() && first(&SMALL, &GROWS).is_none());
        assert_eq!(Standing::new("test", &planted(&GROWS), &planted(&WIDE)).counts(), [0, 1, 0]);
        assert_eq!(Standing::new("test", &planted(&GROWS), &planted(&SHRINKS)).counts(), [0, 0, 1]);
    }

    #[test]
    fn the_first_term_that_restores_a_finding_is_named() {
        let base = planted(&GROWS);
        let mut standing = Standing::new("test", &base, &planted(&WIDE));
        let terms = Worldview::built_in("diffusionist").unwrap().terms();
        let at = |effects: &Effects| effects.effects[0].differences.clone();
        standing.restore(0, terms[0], &at(&base), &at(&planted(&SHRINKS)));
        assert!(standing.is_open(0), "the other sign restores nothing");
        standing.restore(0, terms[1], &at(&base), &at(&planted(&GROWS)));
        standing.restore(0, terms[2], &at(&base), &at(&planted(&GROWS)));
        let Some(Verdict::Fails(breach)) = standing.verdicts[0][0] else { panic!("it does not hold") };
        assert_eq!(breach.term.map(|term| term.name), Some(terms[1].name));
        assert!(!standing.is_open(0));
    }

    #[test]
    fn a_term_that_takes_a_finding_away_is_found_by_simulation() {
        // Where no institution follows its government's preference, that does nothing; how licences are liked has little to
        // do with it.
        let setup = Scenario::built_in(DEFAULT).unwrap().setup;
        let setup = Setup { adopters: 1_000, ..setup };
        let text = "format = 1\nname = \"t\"\ntitle = \"T\"\nschool = \"S\"\nargument = \"A\"\n\
                    sources = [{ title = \"T\", date = \"2025\", fact = \"F\" }]\n\
                    [parameters]\nlicence_aversion = 2.1\n\
                    institution = { government = 0, education = 0, health = 0 }\n";
        let view = Worldview::from_text("t", text).unwrap();
        let study = Study { seed: Seed(1), runs: 12, from: Month(24) };
        let (workers, progress) = (Workers::new(0).unwrap(), Progress::default());
        let base = study.measure(&setup, &workers, &progress).unwrap();
        let standing = study.standing((&setup, &base), &view, &workers, &progress).unwrap();
        let is_preference = |case: &Case| case.lever == Lever::EuropeSovereignPreference && case.value == 1.0;
        let preference = CASES.iter().position(is_preference).unwrap();
        let home = INDICATORS.iter().position(|indicator| indicator.title == "Europe at home").unwrap();
        let found = standing.verdicts[preference][home];
        let Some(Verdict::Fails(breach)) = found else { panic!("{found:?}") };
        assert_eq!(breach.term.map(|term| term.name), Some("institution"));
        assert!(!breach.is_turned && breach.difference.spread.mean == 0.0);
    }
}
