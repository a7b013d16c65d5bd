//! Which part of a long list is seen, so that the selected row always is.

/// The first row to draw of `length` rows in a window of `height`, given the rows `selected` must show.
///
/// The selection is kept about two rows away from the edges while there is more to see beyond them.
pub fn first_visible(selected: std::ops::Range<usize>, length: usize, height: usize) -> usize {
    if length <= height || height == 0 {
        return 0;
    }
    let margin = 2.min(height / 4);
    let lowest = (selected.end + margin).saturating_sub(height);
    lowest.min(selected.start).min(length - height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_is_always_inside() {
        for length in 0..40 {
            for height in 1..20 {
                for row in 0..length {
                    let first = first_visible(row..row + 1, length, height);
                    assert!(first <= row && row < first + height, "{row} of {length} in {height}: {first}");
                    assert!(length <= height || first + height <= length);
                }
            }
        }
    }
}
