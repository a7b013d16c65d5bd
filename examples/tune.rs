use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::experiment::role::*;
use weights_of_nations::model::random::Seed;
use weights_of_nations::report::roles::policy;
use weights_of_nations::scenario::{Scenario, Side, built_ins};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let w = Workers::new(0).unwrap();
    let p = Progress::default();
    let names: Vec<String> = if args[1] == "all" {
        built_ins().iter().map(|s| s.to_string()).collect()
    } else {
        args[1].split(',').map(String::from).collect()
    };
    let only = args.get(2).cloned().unwrap_or_default();
    let runs = args.get(3).map_or(100, |x| x.parse().unwrap());
    for name in names {
        let mut s = Scenario::load(&name).unwrap();
        s.setup.adopters = args.get(4).map_or(2500, |x| x.parse().unwrap());
        for role in s.roles.clone() {
            if !only.is_empty() && !only.split(',').any(|o| o == role.id) {
                continue;
            }
            let t = Trial { seed: Seed(1), runs };
            let Some(f) = t.of(&s, &role, &w, &p).unwrap() else { continue };
            let o = t.outcomes(&s, &role, &[Policy::default(), f.policy.clone()], &w, &p).unwrap();
            let n = f.levers_that_matter().count();
            println!(
                "{} {name} {}: idle {:.0} best {:.0} levers {n} | {}",
                if f.broken().is_empty() { "ok " } else { "BAD" },
                role.id,
                100.0 * f.idle.share(),
                100.0 * f.best.share(),
                policy(&f.policy)
            );
            for (j, target) in role.targets.iter().enumerate() {
                let share = |o: &Vec<Outcome>, v: f64| {
                    let mut r = role.clone();
                    r.targets[j].value = v;
                    o.iter().filter(|x| x.reached(&r)).count() as f64 / o.len() as f64
                };
                let grid: Vec<f64> = (0..=400)
                    .map(
                        |i| if target.measure == "frontier_gap" { i as f64 * 0.05 } else { i as f64 / 400.0 },
                    )
                    .collect();
                let ok: Vec<f64> = grid
                    .iter()
                    .copied()
                    .filter(|v| share(&o[0], *v) <= 0.32 && share(&o[1], *v) >= 0.64)
                    .collect();
                let (a, b) = (&f.idle.measures[j], &f.best.measures[j]);
                let _ = Side::AtLeast;
                println!(
                    "      {target}: idle {:.3} [{:.3} {:.3}] best {:.3} [{:.3} {:.3}] feasible {:?}..{:?}",
                    a.median,
                    a.p10,
                    a.p90,
                    b.median,
                    b.p10,
                    b.p90,
                    ok.first(),
                    ok.last()
                );
            }
            for i in f.levers_that_matter() {
                print!("      {:?} {:?} {:+.3};", i.what, i.context, i.difference.spread.mean);
            }
            println!();
        }
    }
}
