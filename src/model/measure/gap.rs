//! Frontier gaps in months: how long ago the leader had what the follower has now.

/// Months that the leader's history is taken to reach back before the first month, at [`GROWTH`].
const BACK: i32 = 48;
/// Growth of the frontier outside the simulated months (OOM a month).
const GROWTH: f64 = 0.094;

/// Months by which `behind` trails in month `row`, given the leader's best capability in each month up to
/// then: time since the leader's running best first stood where `behind` stands now, by linear
/// interpolation; negative where `behind` is ahead.
pub fn months_behind(leader: &[f64], row: usize, behind: f64) -> f64 {
    months_behind_best(&running_best(&leader[..=row]), behind)
}

/// The same, given the best that the leader has had up to each month; the last is the month asked about.
pub fn months_behind_best(running: &[f64], behind: f64) -> f64 {
    let row = running.len() - 1;
    let now = running[row];
    if behind >= now {
        return -(behind - now) / GROWTH;
    }
    // Level of the leader `i` months after the first month; negative `i` are before it.
    let level = |i: i32| match usize::try_from(i) {
        Ok(i) => running[i],
        Err(_) => running[0] + GROWTH * f64::from(i),
    };
    let mut month = row as i32;
    while month > -BACK && level(month - 1) > behind {
        month -= 1;
    }
    let (low, high) = (level(month - 1), level(month));
    let part = if high > low { ((behind - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    row as f64 - (f64::from(month - 1) + part)
}

/// The best so far, month by month.
pub fn running_best(values: &[f64]) -> Vec<f64> {
    let mut best = f64::NEG_INFINITY;
    values
        .iter()
        .map(|&v| {
            best = best.max(v);
            best
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_read_off_the_leaders_own_path() {
        let leader = [0.0, 0.1, 0.1, 0.3, 0.5];
        assert!((months_behind(&leader, 4, 0.4) - 0.5).abs() < 1e-12);
        assert!((months_behind(&leader, 4, 0.2) - 1.5).abs() < 1e-12);
        // Before the first month the leader grew by 0.094 a month.
        assert!((months_behind(&leader, 4, -0.094) - 5.0).abs() < 1e-12);
        assert!((months_behind(&leader, 4, 0.594) + 1.0).abs() < 1e-12);
        assert_eq!(months_behind(&leader, 4, 0.5), 0.0);
    }
}
