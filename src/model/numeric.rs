//! Elementary functions with the same bits on every machine: polynomials in plain IEEE arithmetic.
//!
//! The platform's `exp` and `ln` differ between systems in the last bit. Those of the `libm` crate do
//! not, and serve wherever speed does not matter; these here are for the hot tables, and branch-free
//! so that the compiler can work on several numbers at once.

const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding it rounds to a whole number, which then stands in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
const ONE: u64 = 0x3ff0_0000_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
const TWO_52: u64 = 0x4330_0000_0000_0000;

/// e to the power `x`, relative error below 1e-14; 0 below -700, finite above 700.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let clamped = x.clamp(-700.0, 700.0);
    let shifted = clamped * std::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (clamped - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let mut p = 1.0 / 479_001_600.0;
    for c in [39_916_800.0, 3_628_800.0, 362_880.0, 40_320.0, 5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0] {
        p = p * r + 1.0 / c;
    }
    let value = p * r + 1.0;
    let power = f64::from_bits((shifted.to_bits() << 52).wrapping_add(ONE));
    if x < -700.0 { 0.0 } else { value * power }
}

/// [`exp`] of many numbers in place, as work for [`super::vector::widest`].
#[derive(Debug)]
pub struct ExpAll<'a>(pub &'a mut [f64]);

impl super::vector::Work for ExpAll<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for x in self.0 {
            *x = exp(*x);
        }
    }
}

/// Natural logarithm of a positive normal number, absolute error below 1e-14 near 1, relative elsewhere.
/// For zero and below the result is finite, very negative and otherwise meaningless.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let shifted = x.to_bits().wrapping_add(ONE - SQRT_HALF);
    let exponent = f64::from_bits((shifted >> 52) | TWO_52) - f64::from_bits(TWO_52) - 1023.0;
    let m = f64::from_bits((shifted & MANTISSA) + SQRT_HALF);
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    let mut p = 1.0 / 19.0;
    for c in [17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        p = p * s2 + 1.0 / c;
    }
    let series = 2.0 * s + 2.0 * s * s2 * p;
    exponent * LN_2_HIGH + (series + exponent * LN_2_LOW)
}

/// `x` to the power `exponent`, for `x >= 0`; 0 stays 0.
#[inline(always)]
pub fn pow(x: f64, exponent: f64) -> f64 {
    // Computed in any case: a choice between two numbers keeps loops over it free of branches.
    let power = exp(exponent * ln(x));
    if x > 0.0 { power } else { 0.0 }
}

/// Ten to the power `x`.
pub fn exp10(x: f64) -> f64 {
    exp(x * std::f64::consts::LN_10)
}

const ROUND_32: f32 = 12_582_912.0;

/// `x` to the power `exponent` in single precision, for `x >= 0` and results within normal range;
/// relative error below 2e-6. Below 1e-37 it is 0.
#[inline(always)]
pub fn pow_f32(x: f32, exponent: f32) -> f32 {
    let power = exp2_f32(exponent * log2_f32(x));
    if x < 1e-37 { 0.0 } else { power }
}

#[inline(always)]
fn log2_f32(x: f32) -> f32 {
    const SQRT_HALF: u32 = 0x3f35_04f3;
    let shifted = x.to_bits().wrapping_add(0x3f80_0000 - SQRT_HALF);
    let exponent = f32::from_bits((shifted >> 23) | 0x4b00_0000) - (8_388_608.0 + 127.0);
    let m = f32::from_bits((shifted & 0x007f_ffff) + SQRT_HALF);
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    // Summed in pairs (Estrin's scheme): the processor need not wait for one term after another.
    let p = (1.0 + s2 * (1.0 / 3.0)) + s2 * s2 * (1.0 / 5.0 + s2 * (1.0 / 7.0));
    exponent + s * p * (2.0 * std::f32::consts::LOG2_E)
}

#[inline(always)]
fn exp2_f32(x: f32) -> f32 {
    let clamped = x.clamp(-126.0, 126.0);
    let shifted = clamped + ROUND_32;
    let r = clamped - (shifted - ROUND_32);
    let r2 = r * r;
    let low = (1.0 + std::f32::consts::LN_2 * r) + r2 * (2.402_265e-1 + 5.550_411e-2 * r);
    let high = (9.618_129e-3 + 1.333_355_8e-3 * r) + r2 * 1.540_353e-4;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    (low + r2 * r2 * high) * power
}

/// e to the power `x` in single precision, relative error below 1e-6 for moderate `x`.
#[inline(always)]
pub fn exp_f32(x: f32) -> f32 {
    exp2_f32(x * std::f32::consts::LOG2_E)
}

/// Quantiles of the standard normal distribution at several `p`, each that of [`normal_quantile`].
#[inline(always)]
pub fn normal_quantiles<const N: usize>(p: [f64; N]) -> [f64; N] {
    let mut z = [0.0; N];
    for i in 0..N {
        let q = p[i] - 0.5;
        z[i] = q * ratio(&CENTRE, 0.180_625 - q * q);
    }
    // The tails, one in seven, one by one.
    for (z, p) in z.iter_mut().zip(p) {
        if (p - 0.5).abs() > 0.425 {
            *z = normal_quantile(p);
        }
    }
    z
}

/// Quantile of the standard normal distribution at `p` within 1e-11 of 0 or 1 (Wichura 1988, algorithm
/// AS 241, without its outermost branch, which such `p` do not reach); relative error about 1e-15.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&CENTRE, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-ln(tail)).sqrt() - 1.6;
    let value = ratio(&TAIL, r);
    if q < 0.0 { -value } else { value }
}

type Ratio = ([f64; 8], [f64; 8]);

#[inline(always)]
fn ratio((above, below): &Ratio, r: f64) -> f64 {
    let (mut over, mut under) = (0.0, 0.0);
    for i in 0..8 {
        over = over * r + above[i];
        under = under * r + below[i];
    }
    over / under
}

#[rustfmt::skip]
const CENTRE: Ratio = (
    [2_509.080_928_730_122_7, 33_430.575_583_588_13, 67_265.770_927_008_7, 45_921.953_931_549_87,
     13_731.693_765_509_46, 1_971.590_950_306_551_4, 133.141_667_891_784_38, 3.387_132_872_796_366_5],
    [5_226.495_278_852_546, 28_729.085_735_721_943, 39_307.895_800_092_71, 21_213.794_301_586_597,
     5_394.196_021_424_751, 687.187_007_492_057_9, 42.313_330_701_600_91, 1.0],
);

#[rustfmt::skip]
const TAIL: Ratio = (
    [7.745_450_142_783_414e-4, 2.272_384_498_926_918_4e-2, 2.417_807_251_774_506e-1, 1.270_458_252_452_368_4,
     3.647_848_324_763_204_5, 5.769_497_221_460_691, 4.630_337_846_156_545, 1.423_437_110_749_683_5],
    [1.050_750_071_644_416_9e-9, 5.475_938_084_995_345e-4, 1.519_866_656_361_645_7e-2, 1.481_039_764_274_800_8e-1,
     6.897_673_349_851e-1, 1.676_384_830_183_803_8, 2.053_191_626_637_759, 1.0],
);

#[cfg(test)]
mod tests {
    use super::super::vector::{Work, widest};
    use super::*;

    fn close(a: f64, b: f64, relative: f64) {
        assert!((a - b).abs() <= relative * b.abs().max(1e-300), "{a} is not {b}");
    }

    #[test]
    fn exponentials_and_logarithms_keep_their_stated_error() {
        for i in -70_000..70_000 {
            let x = f64::from(i) * 0.01 + 0.001_234;
            close(exp(x), libm::exp(x), 1e-14);
        }
        for i in 1..200_000 {
            let x = f64::from(i) * 1e-3;
            assert!((ln(x) - libm::log(x)).abs() < 1e-14 * libm::log(x).abs().max(1.0), "{x}");
            close(pow(x, 0.6), libm::pow(x, 0.6), 1e-13);
        }
        assert_eq!([exp(0.0), ln(1.0), pow(0.0, 0.6), exp(-1e9)], [1.0, 0.0, 0.0, 0.0]);
        assert!(ln(0.0).is_finite());
    }

    #[test]
    fn single_precision_keeps_its_stated_error() {
        for i in 1..100_000_u32 {
            let x = libm::expf((i as f32 - 50_000.0) * 1e-3);
            close(f64::from(pow_f32(x, 0.6)), libm::pow(f64::from(x), 0.6), 6e-6);
            let y = (i as f32 - 50_000.0) * 1e-4;
            close(f64::from(exp_f32(y)), libm::exp(f64::from(y)), 1e-6);
        }
        assert_eq!(pow_f32(0.0, 0.6), 0.0);
    }

    /// Powers in single precision, as work.
    struct Powers<'a>(&'a mut [f32]);

    impl Work for Powers<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            for x in self.0 {
                *x = pow_f32(*x, 0.6);
            }
        }
    }

    #[test]
    fn wide_instructions_give_the_same_bits() {
        let numbers: Vec<f64> = (0..10_001).map(|i| f64::from(i - 5_000) * 0.013).collect();
        let (mut plain, mut wide) = (numbers.clone(), numbers.clone());
        ExpAll(&mut plain).call();
        widest(ExpAll(&mut wide));
        assert!(plain.iter().zip(&wide).all(|(a, b)| a.to_bits() == b.to_bits()));
        let weights: Vec<f32> = plain.iter().map(|x| *x as f32).collect();
        let (mut plain, mut wide) = (weights.clone(), weights);
        Powers(&mut plain).call();
        widest(Powers(&mut wide));
        assert!(plain.iter().zip(&wide).all(|(a, b)| a.to_bits() == b.to_bits()));
    }

    #[test]
    fn normal_quantiles_invert_the_distribution() {
        for i in 1..100_000_u32 {
            let p = f64::from(i) * 1e-5;
            close(0.5 * libm::erfc(-normal_quantile(p) / std::f64::consts::SQRT_2), p, 1e-13);
        }
        let several: [f64; 9] = std::array::from_fn(|i| 0.001 + 0.12 * i as f64);
        assert_eq!(normal_quantiles(several), several.map(normal_quantile));
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
        close(normal_quantile(1.2e-10), -6.333_9, 1e-3);
    }
}
