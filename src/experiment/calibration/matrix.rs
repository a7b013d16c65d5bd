//! The little linear algebra that a random walk needs.

/// Covariance of points, as rows. A trace is added to the diagonal, so that a cloud that has collapsed can still move.
pub fn covariance(points: &[&[f64]]) -> Vec<Vec<f64>> {
    const TRACE: f64 = 1e-8;
    let n = points.len() as f64;
    let dimensions = points.first().map_or(0, |point| point.len());
    let mean: Vec<f64> = (0..dimensions).map(|d| points.iter().map(|p| p[d]).sum::<f64>() / n).collect();
    let entry = |i: usize, j: usize| {
        let sum: f64 = points.iter().map(|p| (p[i] - mean[i]) * (p[j] - mean[j])).sum();
        sum / (n - 1.0).max(1.0) + if i == j { TRACE } else { 0.0 }
    };
    (0..dimensions).map(|i| (0..dimensions).map(|j| entry(i, j)).collect()).collect()
}

/// A lower triangular matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Lower(Vec<Vec<f64>>);

impl Lower {
    /// The Cholesky root of a positive definite matrix.
    pub fn root_of(matrix: &[Vec<f64>]) -> Self {
        let mut root: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
        for (i, row) in matrix.iter().enumerate() {
            let mut line = Vec::with_capacity(i + 1);
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| line[k] * if j == i { line[k] } else { root[j][k] }).sum();
                let rest: f64 = row[j] - known;
                line.push(if j == i {
                    rest.max(0.0).sqrt()
                } else if root[j][j] > 0.0 {
                    rest / root[j][j]
                } else {
                    0.0
                });
            }
            root.push(line);
        }
        Self(root)
    }

    /// The matrix times a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.0.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_gives_its_matrix_back() {
        let matrix = vec![vec![4.0, 2.0, 0.4], vec![2.0, 3.0, -0.5], vec![0.4, -0.5, 1.0]];
        let root = Lower::root_of(&matrix);
        for (i, row) in matrix.iter().enumerate() {
            for (j, value) in row.iter().enumerate() {
                let product: f64 = (0..=i.min(j)).map(|k| root.0[i][k] * root.0[j][k]).sum();
                assert!((product - value).abs() < 1e-12);
            }
        }
        assert_eq!(root.times(&[1.0, 0.0, 0.0]), [2.0, 1.0, 0.2]);
    }

    #[test]
    fn covariance_is_that_of_the_definition() {
        let points: [&[f64]; 3] = [&[0.0, 1.0], &[1.0, 3.0], &[2.0, 2.0]];
        let found = covariance(&points);
        assert!((found[0][0] - 1.0).abs() < 1e-7 && (found[0][1] - 0.5).abs() < 1e-12);
        assert_eq!(found[0][1], found[1][0]);
    }
}
