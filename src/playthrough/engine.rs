//! TEMPORARY toy until the model lands.
use super::snapshot::{LabMonth, Record};
use super::track::Track;
use crate::model::calendar::Month;
use crate::model::decision::{Decision, Prospect, TERMS};
use crate::model::event::{Because, Event, EventKind};
use crate::model::lab::{LabSpec, Mode};
use crate::model::lever::{Lever, LeverPaths};
use crate::model::measure::EndWorld;

/// A running world.
#[derive(Clone)]
pub struct Engine {
    month: Month,
    labs: Vec<LabSpec>,
    levers: LeverPaths,
    w: Vec<f64>,
    seed: u64,
}

fn noise(seed: u64, a: u64) -> f64 {
    let mut z = seed.wrapping_add(a.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64 - 0.5
}

impl Engine {
    /// Toy.
    pub fn new(labs: Vec<LabSpec>, levers: LeverPaths, seed: u64) -> Self {
        let n = labs.len();
        let w = (0..2 * n).map(|i| noise(9, i as u64) * 3.0).collect();
        Self { month: Month(0), labs, levers, w, seed }
    }
    /// Next month.
    pub fn next_month(&self) -> Month {
        self.month
    }
    /// Fork.
    pub fn fork(&self, seed: u64, k: usize) -> Self {
        Self { seed: seed ^ (k as u64 + 1000) * 7919, ..self.clone() }
    }
    /// Levers.
    pub fn set_levers(&mut self, levers: &LeverPaths) {
        self.levers = levers.clone();
    }
    /// Step.
    pub fn step(&mut self) {
        let x = self.levers.path(Lever::UsExportControls).value(self.month);
        for (i, w) in self.w.iter_mut().enumerate() {
            let cn = self.labs[i / 2].bloc == crate::model::bloc::Bloc::China;
            *w += noise(self.seed, u64::from(self.month.0) * 100 + i as u64) * 0.3 - if cn { (x - 0.35) * 0.08 } else { 0.0 };
        }
        std::thread::sleep(std::time::Duration::from_micros(60));
        self.month = self.month + 1;
    }
    /// Empty.
    pub fn empty_track(&self) -> Track {
        Track::new(self.month, self.labs.len())
    }
    /// Record.
    pub fn record(&self, track: &mut Track) {
        track.push(|cell, offer| (self.w[offer] + noise(3, (cell * 50 + offer) as u64)).exp().mul_add(100.0, 0.0) as u32);
    }
    /// Labs.
    pub fn labs(&self) -> Vec<LabMonth> {
        (0..self.labs.len())
            .map(|i| LabMonth { mode: Mode::ALL[i % 4], best: f64::from(self.month.0) * 0.09 - 0.08 * i as f64 })
            .collect()
    }
    /// News.
    pub fn news(&self, record: &mut Record) {
        if self.month.0 % 3 == 1 {
            let lab = usize::from(self.month.0 / 3) % self.labs.len();
            record.events.push(Event { month: self.month, kind: EventKind::Release { lab, mode: Mode::OpenPermissive, capability: 1.0 }, because: Because::Decision(record.decisions.len()) });
            let p = |k: f64| Prospect { terms: std::array::from_fn::<f64, TERMS, _>(|i| noise(77, i as u64) * k), probability: 0.25 * k };
            record.decisions.push(Decision { month: self.month, lab, capability: 1.0, before: Mode::Closed, chosen: Mode::OpenPermissive, pinned: false, prospects: [p(0.2), p(0.5), p(0.7), p(2.0)] });
        }
    }
    /// End.
    pub fn end_world(&self) -> EndWorld {
        EndWorld::ALL[((self.w[1] + 5.0) as usize) % 7]
    }
}
