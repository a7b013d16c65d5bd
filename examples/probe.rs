use std::sync::Arc;
use std::time::Instant;
use weights_of_nations::model::{
    bloc::*, calendar::Month, lab::*, lever::*, measure::*, random::Seed, setup::*, simulation::*,
};

fn lab(id: &str, bloc: Bloc, v: [f64; 5], closed: Option<f64>, open: Option<(f64, f64)>) -> LabSpec {
    LabSpec {
        id: id.into(),
        name: id.into(),
        archetype: id.into(),
        bloc,
        compute: v[0],
        efficiency: v[1],
        complement: v[2],
        stance: v[3],
        size: v[4],
        closed,
        open: open.map(|(capability, licence)| OpenStart { capability, licence }),
    }
}
fn setup() -> Setup {
    use Bloc::*;
    let mut s = Setup::empty();
    s.labs = vec![
        lab("openai", Us, [0., 0., 0., 0.2, 1.], Some(0.), None),
        lab("anthropic", Us, [-0.15, -0.05, 0., 2.5, 0.8], Some(-0.25), None),
        lab("google", Us, [0.05, -0.15, 0.5, 0.4, 1.], Some(-0.15), None),
        lab("meta", Us, [-0.1, -0.2, 0.7, 0., 1.], None, Some((-0.75, 0.8))),
        lab("us_open", Us, [-0.85, -0.45, 0.9, -0.8, 0.3], None, Some((-1.2, 1.))),
        lab("deepseek", China, [-0.65, -0.25, 0.3, -0.4, 0.2], None, Some((-1.0, 1.))),
        lab("alibaba", China, [-0.4, -0.4, 0.9, 0., 0.7], None, Some((-0.9, 0.8))),
        lab("zhipu_moonshot", China, [-0.65, -0.25, 0.1, 0., 0.3], Some(-0.85), None),
        lab("bytedance", China, [-0.3, -0.55, 0.2, 0.9, 0.8], Some(-0.9), None),
        lab("mistral", Europe, [-0.65, -0.15, 0.2, -0.2, 0.3], Some(-0.65), Some((-0.7, 1.))),
        lab("sovereign", Row, [-0.95, -0.35, 0.3, -0.2, 0.3], None, Some((-1.1, 1.))),
    ];
    let mut set = |l: Lever, steps: &[(u16, f64)]| {
        let st: Vec<_> = steps.iter().map(|&(m, v)| (Month(m), v)).collect();
        *s.levers.path_mut(l) = LeverPath::through(l.spec().default, Shape::Step, &st);
    };
    set(Lever::UsExportControls, &[(0, 0.3), (12, 0.35), (15, 0.5), (19, 0.35)]);
    set(Lever::UsStateRegimes, &[(4, 1.), (8, 2.), (17, 3.), (20, 4.)]);
    set(Lever::UsOpenModelProgramme, &[(18, 0.35)]);
    set(Lever::ChinaOpenModelProgramme, &[(19, 0.35)]);
    set(Lever::EuropeOpenModelProgramme, &[(21, 0.4)]);
    set(Lever::EuropePublicCompute, &[(14, 0.2)]);
    set(Lever::ChinaChipProgramme, &[(12, 0.8)]);
    set(Lever::EuropeAiActBurden, &[(7, 0.2), (19, 0.6)]);
    set(Lever::EuropeSovereignPreference, &[(14, 0.3)]);
    set(Lever::UsGovernmentBan, &[(13, 0.5), (18, 0.8)]);
    set(Lever::EuropeGovernmentBan, &[(13, 0.3)]);
    set(Lever::UsStackExport, &[(18, 0.2)]);
    set(Lever::UsAscendGuidance, &[(16, 0.5)]);
    s.events = vec![
        ScheduledEvent {
            id: "meta".into(),
            month: Month(11),
            lab: 3,
            kind: ScheduledKind::Setback(12),
            label: "x".into(),
        },
        ScheduledEvent {
            id: "r1".into(),
            month: Month(12),
            lab: 5,
            kind: ScheduledKind::Breakthrough(0.55),
            label: "R1".into(),
        },
    ];
    s
}
fn main() {
    let mut s = setup();
    for a in std::env::args().skip(1) {
        let (k, v) = a.split_once('=').unwrap();
        let v: f64 = v.parse().unwrap();
        if k == "n" {
            s.adopters = v as usize
        } else if let Some(e) = weights_of_nations::model::parameters::find(k) {
            e.set(&mut s.parameters, v)
        } else {
            s.levers.path_mut(Lever::find(k).unwrap()).set_from(Month(24), v)
        }
    }
    let model = Arc::new(Model::new(s));
    let n: u64 = std::env::var("RUNS").ok().and_then(|v| v.parse().ok()).unwrap_or(60);
    let t = Instant::now();
    let hs: Vec<_> = (0..n).map(|k| Simulation::new(Arc::clone(&model), Seed(1).of_run(k)).run()).collect();
    println!("{:.3} ms/run", t.elapsed().as_secs_f64() * 1e3 / n as f64);
    if std::env::var("QUICK").is_ok() {
        return;
    }
    let t = Instant::now();
    let keys = catalogue(11);
    let evs: Vec<_> = hs.iter().map(|h| Evaluation::new(h, &model.setup().parameters)).collect();
    let med = |k: &SeriesKey, row: usize| {
        let mut v: Vec<f64> = evs.iter().map(|e| e.value(k, row)).collect();
        v.sort_by(f64::total_cmp);
        v.iter().sum::<f64>() / v.len() as f64
    };
    let sh = |b, a| SeriesKey::adoption_share(b, a, None, None);
    for row in [0, 5, 11, 13, 16, 18, 21, 35, 47, 59, 83] {
        print!("{} ", hs[0].month(row));
        for (b, a) in [
            (Bloc::Us, Access::Closed),
            (Bloc::Us, Access::Open),
            (Bloc::China, Access::Closed),
            (Bloc::China, Access::Open),
            (Bloc::Europe, Access::Closed),
            (Bloc::Europe, Access::Open),
            (Bloc::Row, Access::Open),
        ] {
            print!("{b}.{a} {:.3} ", med(&sh(Some(b), Some(a)), row));
        }
        for p in [Pair::UsChina, Pair::ClosedOpen, Pair::UsEurope] {
            print!(
                "{} {:.1} ",
                p.key(),
                med(&SeriesKey { pair: Some(p), ..SeriesKey::of("frontier_gap") }, row)
            );
        }
        print!(
            "dl {:.3} ",
            med(&SeriesKey { pair: Some(Pair::ChinaUs), ..SeriesKey::of("download_share") }, row)
        );
        print!(
            "entUS {:.3} ",
            med(
                &SeriesKey::adoption_share(
                    None,
                    Some(Access::Open),
                    Some(Bloc::Us),
                    Some(Segment::Enterprises)
                ),
                row
            )
        );
        print!(
            "chinaGS {:.3} ",
            med(&SeriesKey::adoption_share(Some(Bloc::China), None, Some(Bloc::Row), None), row)
        );
        print!(
            "rate {:.2} mkt {:.3} fr {:.2}",
            med(&SeriesKey::of("adoption_rate"), row),
            med(&SeriesKey::of("market_index"), row),
            med(&SeriesKey { access: Some(Access::Closed), ..SeriesKey::of("frontier") }, row)
        );
        println!();
    }
    let dec = hs.iter().map(|h| h.decisions.len()).sum::<usize>() as f64 / n as f64;
    let mut worlds = [0; 7];
    for e in &evs {
        worlds[e.counts(83).class(Bloc::ALL).index()] += 1
    }
    let openai =
        |m: u16| hs.iter().filter(|h| h.rows[m as usize].mode[0] != Mode::Closed).count() as f64 / n as f64;
    println!(
        "decisions {dec} worlds {worlds:?} openai open 2024-12 {:.2} 2025-10 {:.2} 2030 {:.2} keys {}",
        openai(11),
        openai(21),
        openai(83),
        keys.len()
    );
    println!("events {}", hs.iter().map(|h| h.events.len()).sum::<usize>() as f64 / n as f64);
    let _ = t;
    show(&hs, 0, 18, 21);
    show(&hs, 0, 6, 11);
    show(&hs, 3, 6, 11);
    show(&hs, 5, 14, 20);
}
#[allow(dead_code)]
fn show(hs: &[weights_of_nations::model::history::History], lab: usize, from: u16, to: u16) {
    use weights_of_nations::model::decision::*;
    let ds: Vec<_> = hs
        .iter()
        .flat_map(|h| h.decisions.iter())
        .filter(|d| d.lab == lab && d.month.0 >= from && d.month.0 <= to)
        .collect();
    println!("lab {lab} decisions {}", ds.len());
    for m in Mode::ALL {
        print!(
            "{:16} P {:.2} ",
            m.key(),
            ds.iter().map(|d| d.prospects[m.index()].probability).sum::<f64>() / ds.len() as f64
        );
        for t in Term::ALL {
            print!(
                "{} {:+.3} ",
                t.title().split(' ').next().unwrap(),
                ds.iter().map(|d| d.prospects[m.index()].terms[t.index()]).sum::<f64>() / ds.len() as f64
            );
        }
        println!();
    }
}
