//! Plain words for parts of a scenario that several commands print.

use super::Scenario;
use crate::model::calendar::Month;
use crate::model::lever::LeverPath;

/// A lever's path in words: `0.3, 0.35 from 2025-01, in a line to 0.7 in 2026-02`.
pub fn describe_path(path: &LeverPath) -> String {
    let steps: Vec<(Month, f64)> = path.steps().collect();
    let mut text = path.value(Month::FIRST).to_string();
    // Between neighbouring months a line and a step are the same.
    let in_a_line = |(start, old): (Month, f64), (end, new): (Month, f64)| {
        end - start > 1 && new != old && path.value(start + 1) != old
    };
    for (i, &step) in steps.iter().enumerate() {
        let (from, value) = step;
        let before = i.checked_sub(1).map(|i| steps[i]);
        if before.is_some_and(|before| in_a_line(before, step)) {
            text.push_str(&format!(", in a line to {value} in {from}"));
        } else if before.is_some_and(|(_, old)| old == value) {
            if steps.get(i + 1).is_some_and(|&next| in_a_line(step, next)) {
                text.push_str(&format!(", held until {from}"));
            }
        } else if from > Month::FIRST {
            text.push_str(&format!(", {value} from {from}"));
        }
    }
    text
}

impl Scenario {
    /// The briefing as paragraphs, each on one line.
    pub fn paragraphs(&self) -> Vec<String> {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut open = false;
        for line in self.briefing.lines().map(str::trim) {
            match (line.is_empty(), open, paragraphs.last_mut()) {
                (true, _, _) => open = false,
                (false, true, Some(last)) => {
                    last.push(' ');
                    last.push_str(line);
                }
                (false, _, _) => {
                    paragraphs.push(line.to_owned());
                    open = true;
                }
            }
        }
        paragraphs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lever::Shape;

    #[test]
    fn paths_are_told_in_words() {
        let mut path = LeverPath::constant(0.3);
        assert_eq!(describe_path(&path), "0.3");
        path.continue_with(&LeverPath::through(0.3, Shape::Step, &[(Month(12), 0.35)]));
        path.continue_with(&LeverPath::through(
            0.3,
            Shape::Linear,
            &[(Month(24), 0.4), (Month(30), 0.7), (Month(36), 0.7), (Month(40), 0.0)],
        ));
        assert_eq!(
            describe_path(&path),
            "0.3, 0.35 from 2025-01, 0.4 from 2026-01, in a line to 0.7 in 2026-07, held until 2027-01, \
             in a line to 0 in 2027-05"
        );
    }

    #[test]
    fn briefings_fall_into_paragraphs() {
        let mut scenario = Scenario::built_in("history").unwrap();
        scenario.briefing = "one\ntwo\n\n\nthree".to_owned();
        assert_eq!(scenario.paragraphs(), ["one two", "three"]);
    }
}
