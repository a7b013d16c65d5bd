//! The market of a month as its adopters see it, before anybody chooses: what one of them would do, and why.

use super::adoption::{Attention, Choice, ChoiceRule as _, Nests, chosen_offer, draw};
use super::appeal::{APPEALS, Appeal, Attitude};
use super::bloc::{Access, SEGMENTS};
use super::calendar::Month;
use super::demand::{Demand, Market, Shares, Weights, choice_probabilities};
use super::numeric::ln;
use super::offer::{offer_access, offer_lab};
use super::parameters::Parameters;
use super::random::Draws;
use super::world::World;

/// The market of a month, with shares frozen and nobody moved yet.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The world with the month's releases and prices.
    pub world: &'a World,
    /// Structural parameters.
    pub parameters: &'a Parameters,
    /// Utilities that a cell shares.
    pub demand: &'a Demand,
    /// What the kernel draws from.
    pub weights: &'a Weights,
    /// Chances of looking at the market, by cell.
    pub attention: &'a [Attention],
    /// The month's draws.
    pub draws: Draws,
}

/// A look at the market: what an adopter saw, and what it then chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosing {
    /// When.
    pub month: Month,
    /// What it used before.
    pub before: Choice,
    /// What it uses now.
    pub now: Choice,
    /// Its draw, 0 to 1: a place along the odds of all offers, in their order.
    pub draw: f64,
    /// Every offer that could be had, in the order of offers.
    pub seen: Vec<Seen>,
}

/// An offer as an adopter saw it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Position of the offer.
    pub place: usize,
    /// Terms of its utility (utils), by [`Appeal::index`].
    pub terms: [f64; APPEALS],
    /// Odds of choosing it.
    pub probability: f64,
}

impl Seen {
    /// What the offer was worth to the adopter (utils).
    pub fn utility(&self) -> f64 {
        self.terms.iter().sum()
    }

    /// One term (utils).
    pub fn term(&self, appeal: Appeal) -> f64 {
        self.terms[appeal.index()]
    }
}

impl Choosing {
    /// Whether it went over to another offer, or took its first one.
    pub fn is_switch(&self) -> bool {
        self.before != self.now
    }

    /// Offers by what they were worth, the best first.
    pub fn best_first(&self) -> Vec<&Seen> {
        let mut all: Vec<&Seen> = self.seen.iter().collect();
        all.sort_by(|a, b| b.utility().total_cmp(&a.utility()).then(a.place.cmp(&b.place)));
        all
    }
}

impl Sight<'_> {
    /// What an adopter chooses this month, by the very draws of the kernel; none where it does not look.
    pub fn choosing(&self, adopter: usize) -> Option<Choosing> {
        let world = self.world;
        let cell = world.population.cell_of(adopter)?;
        let before = *world.choices.get(adopter)?;
        let word = self.attention[cell].look(adopter, before, self.draws)?;
        let market = Market::new(world, self.parameters, self.weights, self.demand.lambda());
        let mut nests = Nests::EMPTY;
        market.weigh(cell, adopter, before, &mut nests);
        let now = draw(&nests, market.nests(), word)?;
        let seen = self.offers(cell, adopter, before);
        Some(Choosing { month: world.month, before, now, draw: f64::from(word >> 8) / 16_777_216.0, seen })
    }

    /// Every offer that can be had, as an adopter sees it.
    fn offers(&self, cell: usize, adopter: usize, before: Choice) -> Vec<Seen> {
        let shares = Shares::of(self.world);
        let places = self.world.offers.len();
        let mut utilities = vec![f64::NEG_INFINITY; places];
        let mut seen = Vec::new();
        for (place, utility) in utilities.iter_mut().enumerate() {
            let Some(terms) = self.terms(cell, adopter, before, place, &shares) else { continue };
            *utility = terms.iter().sum();
            if utility.is_finite() {
                seen.push(Seen { place, terms, probability: 0.0 });
            }
        }
        let odds = choice_probabilities(&utilities, self.demand.lambda());
        seen.iter_mut().for_each(|offer| offer.probability = odds[offer.place]);
        seen
    }

    fn terms(
        &self,
        cell: usize,
        adopter: usize,
        before: Choice,
        place: usize,
        shares: &Shares,
    ) -> Option<[f64; APPEALS]> {
        let (p, world) = (self.parameters, self.world);
        let offer = world.offers[place]?;
        let (access, bloc) = (offer_access(place), world.labs[offer_lab(place)].bloc);
        let open = access == Access::Open;
        let price = self.demand.price_sensitivity(cell);
        let attitude = Attitude::of(p, &world.policy, cell, bloc, access, price);
        let (own_openness, own_affinity) = world.population.tastes(adopter, self.demand.lambda());
        let network = (1.0 - p.world_network_share) * shares.cell[cell * world.offers.len() + place]
            + p.world_network_share * shares.developers[place];
        let only = |is: bool, utils: f64| if is { utils } else { 0.0 };
        let mut terms = [0.0; APPEALS];
        for (appeal, value) in [
            (Appeal::Known, ln(world.awareness[cell / SEGMENTS][bloc.index()])),
            (Appeal::Quality, self.demand.needs().utility(cell % SEGMENTS, offer.capability)),
            (Appeal::Price, -price * world.log_price[place]),
            (Appeal::Openness, attitude.openness + only(open, own_openness)),
            (Appeal::Licence, only(open, -p.licence_aversion * (1.0 - offer.licence))),
            (Appeal::Trust, attitude.trust),
            (Appeal::Rules, attitude.rules),
            (Appeal::Home, attitude.home),
            (Appeal::Support, attitude.support),
            (Appeal::Popularity, p.network_strength * network),
            (Appeal::Ban, -attitude.ban),
            (Appeal::Affinity, own_affinity[bloc.index()]),
            (Appeal::Habit, only(chosen_offer(before) == Some(place), p.switching_cost[cell % SEGMENTS])),
        ] {
            terms[appeal.index()] = value;
        }
        Some(terms)
    }
}
