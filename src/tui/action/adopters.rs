//! Actions of the Adopters screen.

use super::Spec;

/// The entries, in the order of footer and help.
pub const SPECS: &[Spec] = &[];
