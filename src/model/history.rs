//! History: what a simulation did, month by month, as columns. Charts and files read these.

use std::sync::Arc;

use super::bloc::{Access, BLOCS, Bloc, CELLS, Segment, cell};
use super::calendar::Month;
use super::decision::Decision;
use super::event::Event;
use super::lab::Mode;
use super::lever::LeverValues;
use super::offer::{Offer, offer_access, offer_lab};
use super::setup::Setup;
use super::world::World;

/// The columns of one simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// First month.
    pub start: Month,
    /// Bloc of each lab.
    pub lab_blocs: Vec<Bloc>,
    /// Name in files of each lab.
    pub lab_ids: Arc<[String]>,
    /// Who plays each bloc's part (the identity but in tests of symmetry).
    pub cast: [Bloc; BLOCS],
    /// Adopters of each cell, in use or not.
    pub cell_size: Vec<u32>,
    /// Months, one row each.
    pub rows: Vec<Row>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Release decisions, in order.
    pub decisions: Vec<Decision>,
}

/// One month.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Users by cell and choice, as in [`World::users`].
    pub users: Vec<u32>,
    /// Offers on the market.
    pub offers: Vec<Option<Offer>>,
    /// Log price of each offer place.
    pub log_price: Vec<f64>,
    /// Mark-up of each lab's closed offer.
    pub markup: Vec<f64>,
    /// Training compute of each lab (OOM).
    pub compute: Vec<f64>,
    /// Algorithmic efficiency of each lab (OOM).
    pub efficiency: Vec<f64>,
    /// How each lab released last.
    pub mode: Vec<Mode>,
    /// Awareness of a bloc's models in a region, `[region][bloc]`.
    pub awareness: [[f64; BLOCS]; BLOCS],
    /// Share of missing chips replaced at home.
    pub domestic_chips: [f64; BLOCS],
    /// Market index (log points).
    pub market_index: f64,
    /// Lever values.
    pub levers: LeverValues,
    /// Choices of open models by developers where downloads are counted, by bloc of origin.
    pub downloads: [u32; BLOCS],
    /// Choices of each offer place by the same developers; those of open places make up [`Row::downloads`].
    pub developer_choices: Vec<u32>,
}

impl History {
    /// A history without months.
    pub fn new(setup: &Setup, world: &World) -> Self {
        Self {
            start: setup.start,
            lab_blocs: world.labs.iter().map(|lab| lab.bloc).collect(),
            lab_ids: setup.labs.iter().map(|lab| lab.id.clone()).collect(),
            cast: setup.cast,
            cell_size: (0..CELLS).map(|c| world.population.size(c) as u32).collect(),
            rows: Vec::with_capacity(setup.months()),
            events: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// Adds a month as it stands at its end.
    pub fn record(&mut self, world: &World) {
        let developer_choices = developer_choices(world);
        self.rows.push(Row {
            users: world.users.clone(),
            offers: world.offers.clone(),
            log_price: world.log_price.clone(),
            markup: world.markup.clone(),
            compute: world.labs.iter().map(|lab| lab.compute).collect(),
            efficiency: world.labs.iter().map(|lab| lab.efficiency).collect(),
            mode: world.labs.iter().map(|lab| lab.mode).collect(),
            awareness: world.awareness,
            domestic_chips: world.domestic_chips,
            market_index: world.market_index,
            levers: world.levers,
            downloads: downloads(&developer_choices, &self.lab_blocs),
            developer_choices,
        });
    }

    /// Forgets all from a month on.
    pub fn truncate(&mut self, month: Month) {
        self.rows.truncate(usize::try_from(month - self.start).unwrap_or(0));
        self.events.retain(|event| event.month < month);
        self.decisions.retain(|decision| decision.month < month);
    }

    /// Number of months.
    pub fn months(&self) -> usize {
        self.rows.len()
    }

    /// The month of a row.
    pub fn month(&self, row: usize) -> Month {
        self.start + row as u16
    }

    /// Values a cell in [`Row::users`].
    pub fn width(&self) -> usize {
        2 * self.lab_blocs.len() + 1
    }

    /// Users of each offer place in a cell, in a month.
    pub fn users(&self, row: usize, cell: usize) -> &[u32] {
        &self.rows[row].users[cell * self.width() + 1..(cell + 1) * self.width()]
    }

    /// Users of each offer place in all cells, in a month.
    pub fn users_everywhere(&self, row: usize) -> Vec<u32> {
        let mut users = vec![0; self.width() - 1];
        for cell in 0..CELLS {
            users.iter_mut().zip(self.users(row, cell)).for_each(|(sum, n)| *sum += n);
        }
        users
    }

    /// Best capability in a month among the offers that `wanted` picks by lab and access.
    pub fn best_where(&self, row: usize, wanted: impl Fn(usize, Access) -> bool) -> Option<f64> {
        let offers = self.rows[row].offers.iter().enumerate();
        offers
            .filter(|(place, _)| wanted(offer_lab(*place), offer_access(*place)))
            .filter_map(|(_, offer)| offer.map(|o| o.capability))
            .reduce(f64::max)
    }
}

/// Choices of each offer place made this month by developers outside regions with a closed border.
fn developer_choices(world: &World) -> Vec<u32> {
    let width = world.width();
    let mut by_place = vec![0; width - 1];
    for region in Bloc::ALL.into_iter().filter(|r| !world.policy.closed_border[r.index()]) {
        let c = cell(region.index(), Segment::Developers.index());
        let chosen = &world.chosen[c * width + 1..(c + 1) * width];
        by_place.iter_mut().zip(chosen).for_each(|(sum, n)| *sum += n);
    }
    by_place
}

/// Those among them of open models, by bloc of origin.
fn downloads(choices: &[u32], labs: &[Bloc]) -> [u32; BLOCS] {
    let mut by_bloc = [0; BLOCS];
    for (place, n) in choices.iter().enumerate().filter(|(place, _)| offer_access(*place) == Access::Open) {
        by_bloc[labs[offer_lab(place)].index()] += n;
    }
    by_bloc
}
