use rayon::prelude::*;
use std::sync::Arc;
use weights_of_nations::model::bloc::Bloc;
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::directive::{Act, Directive};
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::measure::{Evaluation, SeriesKey, catalogue};
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::Play;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::Scenario;
fn name(k: &SeriesKey, labs: &[String]) -> String {
    let mut s = k.name().to_string();
    if let Some(b) = k.bloc {
        s += &format!(" {}", b.key());
    }
    if let Some(a) = k.access {
        s += &format!(" {}", a.key());
    }
    if let Some(b) = k.region {
        s += &format!(" @{}", b.key());
    }
    if let Some(b) = k.segment {
        s += &format!(" /{}", b.key());
    }
    if let Some(b) = k.lab {
        s += &format!(" {}", labs[b]);
    }
    if let Some(b) = k.pair {
        s += &format!(" {}", b.key());
    }
    s
}
fn q(v: &mut Vec<f64>, p: f64) -> f64 {
    v.retain(|x| !x.is_nan());
    if v.is_empty() {
        return f64::NAN;
    }
    v.sort_by(f64::total_cmp);
    v[((v.len() - 1) as f64 * p).round() as usize]
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (sc, who) = (&args[1], &args[2]);
    let n: u64 = args[3].parse().unwrap();
    let mut s = Scenario::built_in(sc).unwrap();
    s.setup.adopters = 2000;
    let labs: Vec<String> = s.setup.labs.iter().map(|l| l.id.clone()).collect();
    let lab = labs.iter().position(|l| l == who);
    let bloc = Bloc::from_key(who);
    let levers: Vec<Lever> = Lever::all().filter(|l| bloc.is_some() && l.spec().holder == bloc).collect();
    s.setup.in_hand = levers.clone();
    let from = s.play_from;
    s.setup.levers.path_mut(Lever::WorldReactiveGovernments).set_from(from, 1.0);
    let model = Arc::new(Model::new(s.setup.clone()));
    let starts: Vec<Simulation> = (0..n)
        .into_par_iter()
        .map(|k| {
            let mut x = Simulation::new(model.clone(), Seed(9).of_run(k));
            x.run_until(from);
            x
        })
        .collect();
    let keys: Vec<SeriesKey> = catalogue(labs.len())
        .into_iter()
        .filter(|k| {
            !matches!(k.name(), "open_releases" | "markup" | "market_index" | "adoption_rate")
                && (lab.is_none()
                    || k.lab == lab
                    || k.name() == "concentration"
                    || k.name() == "adoption_share" && k.segment.is_none())
                && (lab.is_some() || k.lab.is_none())
        })
        .collect();
    let run = |play: Play| -> Vec<Vec<f64>> {
        let m = Arc::new(model.with(play));
        starts
            .par_iter()
            .map(|st| {
                let mut x =
                    Simulation::resume(m.clone(), st.seed(), st.world().clone(), st.history().clone());
                while !x.is_over() {
                    x.step();
                }
                let h = x.history();
                let e = Evaluation::new(h, &s.setup.parameters);
                keys.iter().map(|k| e.value(k, h.months() - 1)).collect()
            })
            .collect()
    };
    let idle = run(s.setup.play());
    let mut plays: Vec<(String, Play)> = Vec::new();
    for l in &levers {
        let (lo, hi) = l.spec().range;
        for v in [lo, hi] {
            if s.setup.levers.path(*l).value(from) == v {
                continue;
            }
            let mut p = s.setup.play();
            p.levers.path_mut(*l).set_from(from, v);
            plays.push((format!("{}={v}", l.name()), p));
        }
    }
    if let Some(lab) = lab {
        let all = |act: Act| {
            let mut p = s.setup.play();
            p.directives.extend((from.0..84).map(|m| Directive { month: Month(m), lab, act }));
            p
        };
        for m in Mode::ALL {
            plays.push((m.key().into(), all(Act::Release(m))));
        }
        plays.push(("hold".into(), all(Act::Hold)));
        for v in [-0.5, 0.5] {
            plays.push((format!("price {v}"), all(Act::Price(v))));
        }
        for m in Mode::ALL {
            for v in [-0.5, 0.5] {
                let mut p = all(Act::Release(m));
                p.directives.extend(all(Act::Price(v)).directives);
                plays.push((format!("{} {v}", m.key()), p));
            }
        }
    }
    let res: Vec<(String, Vec<Vec<f64>>)> = plays.into_iter().map(|(a, p)| (a, run(p))).collect();
    for (i, k) in keys.iter().enumerate() {
        let col = |r: &Vec<Vec<f64>>| r.iter().map(|x| x[i]).collect::<Vec<f64>>();
        let mut b = col(&idle);
        let scale = if matches!(k.name(), "frontier") {
            0.1
        } else if k.name() == "frontier_gap" {
            1.0
        } else {
            0.025
        };
        let mut effects = String::new();
        let mut count = 0;
        for (what, r) in &res {
            let d: Vec<f64> = col(r).iter().zip(&b).map(|(a, b)| a - b).filter(|d| !d.is_nan()).collect();
            let mean = d.iter().sum::<f64>() / d.len() as f64;
            if mean.abs() > scale {
                count += 1;
                effects += &format!("  {what} {mean:+.3}");
            }
        }
        if count >= 1 {
            let (a, m, c) = (q(&mut b, 0.1), q(&mut b, 0.5), q(&mut b, 0.9));
            println!("{:3} {:45} {:.3} [{:.3} {:.3}] {}", count, name(k, &labs), m, a, c, effects);
        }
    }
}
