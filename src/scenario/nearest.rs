//! The valid name nearest to a mistyped one.

/// How alike two names must be (0 to 1) for one to be offered in place of the other.
const ALIKE: f64 = 0.55;

/// The candidate most like `name`, if any is like it. The part of a candidate after its first dot
/// counts as well, so that `export_controls` finds `us.export_controls`.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| {
        let full = strsim::normalized_damerau_levenshtein(name, candidate);
        let tail = candidate.split_once('.').map_or(0.0, |(_, tail)| {
            let tail = strsim::normalized_damerau_levenshtein(name, tail);
            // Slightly less than a full match, so that a whole name wins over part of another.
            tail - 0.01
        });
        full.max(tail)
    };
    let mut best: Option<(&str, f64)> = None;
    for candidate in candidates {
        let score = likeness(candidate);
        if score >= ALIKE && best.is_none_or(|(_, most)| score > most) {
            best = Some((candidate, score));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// `did you mean X?` where something is near, and the list of all where there are few.
pub fn suggestion(name: &str, candidates: &[&str]) -> String {
    const FEW: usize = 16;
    let near = nearest(name, candidates.iter().copied());
    let asked = near.map(|near| format!("did you mean `{near}`?"));
    let list = (candidates.len() <= FEW).then(|| format!("allowed: {}", candidates.join(", ")));
    match (asked, list) {
        (Some(asked), Some(list)) => format!("{asked} ({list})"),
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => "`weights explain` lists all names".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let names = ["us.export_controls", "us.stack_export", "china.stack_export"];
        assert_eq!(nearest("us.export_contrls", names), Some("us.export_controls"));
        assert_eq!(nearest("export_controls", names), Some("us.export_controls"));
        assert_eq!(nearest("chian.stack_export", names), Some("china.stack_export"));
        assert_eq!(nearest("zzz", names), None);
    }
}
