//! The widest vector instructions that the machine has, for the few loops that are worth it.
//!
//! The same additions and multiplications in the same order, only several at a time: no fused operations,
//! no reordered sums, so the bits do not depend on the machine. A test compares both ways.

/// Work for [`widest`]. Implementations mark `call`, and all that it calls, `#[inline(always)]`: what is
/// not inlined does without the wide instructions.
pub use pulp::NullaryFnOnce as Work;

/// Does the work with the vector instructions of this machine.
#[inline]
pub fn widest<W: Work>(work: W) -> W::Output {
    pulp::Arch::new().dispatch(work)
}
