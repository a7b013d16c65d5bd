//! Rows for the names at the line ends.

/// Rows for labels that want to stand at given heights: in their order, none upon another, the nearest fit.
/// Where there are more labels than rows, the last given are left out.
pub fn spread_rows(mut wanted: Vec<(usize, f64)>, height: u16) -> Vec<(usize, u16)> {
    wanted.truncate(usize::from(height));
    wanted.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    // Blocks of touching labels, each placed so that its labels are off by least, merged while they overlap.
    let mut blocks: Vec<(f64, Vec<(usize, f64)>)> = Vec::new();
    for label in wanted {
        blocks.push((label.1, vec![label]));
        while let [.., above, below] = &mut blocks[..] {
            if above.0 + above.1.len() as f64 <= below.0 + 1e-9 {
                break;
            }
            let moved = std::mem::take(&mut below.1);
            above.1.extend(moved);
            above.0 = start_of(&above.1, height);
            blocks.pop();
        }
    }
    let mut out = Vec::new();
    let mut free = 0;
    let total: usize = blocks.iter().map(|block| block.1.len()).sum();
    for (start, labels) in blocks {
        let left = u16::try_from(total - out.len()).unwrap_or(height);
        let first = (start.round().max(0.0) as u16).max(free).min(height - left);
        for (i, (label, _)) in labels.iter().enumerate() {
            out.push((*label, first + i as u16));
        }
        free = first + labels.len() as u16;
    }
    out
}

fn start_of(labels: &[(usize, f64)], height: u16) -> f64 {
    let offsets: f64 = labels.iter().enumerate().map(|(i, label)| label.1 - i as f64).sum();
    (offsets / labels.len() as f64).clamp(0.0, (f64::from(height) - labels.len() as f64).max(0.0))
}
