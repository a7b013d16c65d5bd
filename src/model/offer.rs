//! Offers: what a lab has on the market, at most one closed model and one with open weights.

use super::bloc::Access;

/// A lab's closed flagship or its best open model. Users of a family move to its newest model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// Capability (orders of magnitude of effective compute).
    pub capability: f64,
    /// Freedom under its licence: 1 permissive, less where restricted (1 for closed models, unused).
    pub licence: f64,
}

/// Position of an offer among all: two a lab, closed first.
pub const fn offer_index(lab: usize, access: Access) -> usize {
    2 * lab + access.index()
}

/// The lab of an offer.
pub const fn offer_lab(offer: usize) -> usize {
    offer / 2
}

/// The access of an offer.
pub const fn offer_access(offer: usize) -> Access {
    if offer.is_multiple_of(2) { Access::Closed } else { Access::Open }
}
