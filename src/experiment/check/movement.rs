//! What moved between the stored results of two versions, with chance told apart.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

use super::stored::{Key, Stored, StoredVariant};
use crate::experiment::paired::Paired;

/// How sure it must be that nothing of all that is compared is taken for movement by chance.
const CONFIDENCE: f64 = 0.95;

/// What a comparison found.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Version of the earlier results.
    pub version: String,
    /// What moved by more than chance does, the largest first, in deviations between runs.
    pub moved: Vec<Move>,
    /// How many did not.
    pub unmoved: usize,
    /// What is measured in another way than before, and so is not compared.
    pub redefined: Vec<Key>,
    /// What was not there before.
    pub new: Vec<Key>,
    /// What is no longer there.
    pub gone: Vec<Key>,
}

/// A measure that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Which.
    pub key: Key,
    /// What is measured.
    pub measure: String,
    /// Mean before.
    pub before: f64,
    /// Mean now.
    pub now: f64,
    /// Half the width of the interval of the difference that holds for all comparisons together.
    pub error: f64,
    /// Difference in standard deviations between runs before; infinite where runs did not differ.
    pub size: f64,
    /// Whether runs were compared one by one.
    pub paired: bool,
}

/// Compares the results of a version with those of an earlier one.
pub fn compare(before: &Stored, now: &Stored) -> Comparison {
    let old = |key: &Key| before.variants.iter().find(|variant| variant.key == *key);
    let is_new = |variant: &&StoredVariant| old(&variant.key).is_none();
    let pairs: Vec<_> = now.variants.iter().filter_map(|one| Some((old(&one.key)?, one))).collect();
    let (same, other): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(old, one)| old.asked == one.asked);
    // So that all intervals hold together (Bonferroni).
    let confidence = 1.0 - (1.0 - CONFIDENCE) / same.len().max(1) as f64;
    let mut moved: Vec<Move> = same.iter().filter_map(|(old, one)| movement(old, one, confidence)).collect();
    let unmoved = same.len() - moved.len();
    moved.sort_by(|a, b| b.size.total_cmp(&a.size));
    let gone = before.variants.iter().map(|variant| &variant.key);
    let is_gone = |key: &&Key| now.variants.iter().all(|variant| variant.key != **key);
    Comparison {
        version: before.version.clone(),
        moved,
        unmoved,
        redefined: other.into_iter().map(|(_, one)| one.key.clone()).collect(),
        new: now.variants.iter().filter(is_new).map(|variant| variant.key.clone()).collect(),
        gone: gone.filter(is_gone).cloned().collect(),
    }
}

fn movement(before: &StoredVariant, now: &StoredVariant, confidence: f64) -> Option<Move> {
    let numbers = |one: &StoredVariant| -> Vec<f64> {
        one.values.iter().map(|value| value.unwrap_or(f64::NAN)).collect()
    };
    let [old, new] = [before, now].map(numbers);
    let paired = before.sample == now.sample;
    let [of_old, of_new] = [&old, &new].map(|values| Moments::of(values));
    let error = match paired {
        true => Paired::at(&old, &new, confidence).half_width(),
        false => of_old.apart(&of_new, confidence),
    };
    let difference = match paired {
        true => Paired::at(&old, &new, confidence).spread.mean,
        false => of_new.mean - of_old.mean,
    };
    // Something measured where there was nothing is movement too; it has no size.
    let appeared = of_old.count.min(of_new.count) == 0 && of_old.count != of_new.count;
    if !appeared && (difference.is_nan() || difference.abs() <= error) {
        return None;
    }
    let size = if appeared { f64::INFINITY } else { difference.abs() / of_old.variance.sqrt() };
    let (key, measure) = (now.key.clone(), now.asked.measure.clone());
    Some(Move { key, measure, before: of_old.mean, now: of_new.mean, error, size, paired })
}

/// Number, mean and variance of what is known.
struct Moments {
    count: usize,
    mean: f64,
    variance: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Self {
        let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let n = known.len() as f64;
        let mean = known.iter().sum::<f64>() / n;
        let squares: f64 = known.iter().map(|value| (value - mean).powi(2)).sum();
        Self { count: known.len(), mean, variance: squares / (n - 1.0) }
    }

    /// Half the width of the interval of a difference between unpaired means (Welch).
    fn apart(&self, other: &Self, confidence: f64) -> f64 {
        let [a, b] = [self, other].map(|one| one.variance / one.count as f64);
        let part = |share: f64, one: &Self| share * share / (one.count as f64 - 1.0);
        let freedom = (a + b) * (a + b) / (part(a, self) + part(b, other));
        match StudentsT::new(0.0, 1.0, freedom) {
            Ok(t) => t.inverse_cdf(0.5 + 0.5 * confidence) * (a + b).sqrt(),
            // Neither varies: any difference is one.
            Err(_) if a + b == 0.0 => 0.0,
            Err(_) => f64::INFINITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::stored::{Asked, Sample};
    use super::*;

    fn variant(check: &str, seed: u64, measure: &str, values: &[f64]) -> StoredVariant {
        let key = Key { check: check.to_owned(), scenario: "s".to_owned(), variant: String::new() };
        let asked = Asked { measure: measure.to_owned(), scenario: "s".to_owned(), settings: Vec::new() };
        let values = values.iter().map(|value| (!value.is_nan()).then_some(*value)).collect();
        StoredVariant { key, asked, sample: Sample { seed, adopters: 100 }, values }
    }

    fn stored(variants: Vec<StoredVariant>) -> Stored {
        Stored { version: "0".to_owned(), variants }
    }

    /// Numbers around 0 with a spread of about 0.3.
    fn noise(seed: u64, n: u64, shift: f64) -> Vec<f64> {
        let number = |i| (i * 7_919 + seed * 104_729) % 1_009;
        (0..n).map(|i| number(i) as f64 / 1_009.0 - 0.5 + shift).collect()
    }

    #[test]
    fn chance_is_no_movement_and_a_shift_is_one_by_size() {
        let names: Vec<String> = (0..30).map(|i| format!("c{i:02}")).collect();
        let of = |seed: u64, shift: &dyn Fn(u64) -> f64| {
            let variants = names
                .iter()
                .zip(0..)
                .map(|(name, i)| variant(name, seed, "m", &noise(seed * 100 + i, 60, shift(i))));
            stored(variants.collect())
        };
        // Other seeds: compared as unpaired samples.
        let (old, again) = (of(1, &|_| 0.0), of(2, &|_| 0.0));
        let chance = compare(&old, &again);
        assert_eq!((chance.moved.len(), chance.unmoved), (0, 30), "{:?}", chance.moved);
        let shifted = compare(
            &old,
            &of(2, &|i| {
                if i == 7 {
                    0.4
                } else if i == 3 {
                    -0.8
                } else {
                    0.0
                }
            }),
        );
        let moved: Vec<&str> = shifted.moved.iter().map(|one| one.key.check.as_str()).collect();
        assert_eq!(moved, ["c03", "c07"]);
        assert!(!shifted.moved[0].paired && shifted.moved[0].now < shifted.moved[0].before);
        // The same seeds: a shift far smaller than the spread is seen run by run.
        let paired = compare(&old, &of(1, &|i| if i == 5 { 0.001 } else { 0.0 }));
        assert_eq!(paired.moved.len(), 1);
        assert!(paired.moved[0].paired && paired.moved[0].size < 0.01);
    }

    #[test]
    fn what_is_asked_otherwise_is_not_compared() {
        let old = stored(vec![variant("a", 1, "m", &[1.0, 2.0]), variant("b", 1, "m", &[1.0, 2.0])]);
        let new = stored(vec![variant("a", 1, "other", &[5.0, 6.0]), variant("c", 1, "m", &[1.0, 2.0])]);
        let found = compare(&old, &new);
        assert_eq!((found.moved.len(), found.unmoved), (0, 0));
        let names = |keys: &[Key]| keys.iter().map(|key| key.check.clone()).collect::<Vec<_>>();
        assert_eq!([found.redefined, found.new, found.gone].map(|keys| names(&keys)), [["a"], ["c"], ["b"]]);
    }

    #[test]
    fn what_appears_or_cannot_vary_is_told() {
        let old = stored(vec![variant("a", 1, "m", &[f64::NAN; 3]), variant("b", 1, "m", &[0.5; 3])]);
        let new = stored(vec![variant("a", 1, "m", &[1.0; 3]), variant("b", 2, "m", &[0.6; 3])]);
        assert_eq!(compare(&old, &new).moved.len(), 2);
        assert_eq!(compare(&old, &old).moved, []);
    }

    #[test]
    fn results_read_as_they_are_written_and_nothing_else_is_read() {
        let all = stored(vec![variant("a", 1, "m", &[0.25, f64::NAN]), variant("b", 2, "m", &[])]);
        let text = all.text().unwrap();
        assert_eq!(Stored::read(&text).unwrap(), all);
        for (text, expected) in [
            (String::new(), "empty"),
            ("{}".to_owned(), "line 1"),
            (text.replace("\"format\":1", "\"format\":2"), "format 2"),
            (text.clone() + "{\"key\":1}", "line 4"),
        ] {
            assert!(Stored::read(&text).unwrap_err().to_string().contains(expected), "{text}");
        }
    }
}
