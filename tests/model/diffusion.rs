//! V2, V3, V11: who adopts at all.

use weights_of_nations::model::bloc::Bloc;
use weights_of_nations::model::measure::{Evaluation, SeriesKey};
use weights_of_nations::model::parameters::Parameters;

use crate::support::{built_in, neutral, one_cell, open_lab, run, setup, users};

#[test]
fn v2_nothing_moves_where_nobody_looks() {
    let mut setup = built_in("history", 3_000);
    let p = &mut setup.parameters;
    p.reconsideration_rate = [0.0; 5];
    p.adoption_innovation = [0.0; 5];
    p.adoption_imitation = [0.0; 5];
    for lever in ["us.government_ban", "us.market_ban", "europe.government_ban"] {
        let lever = weights_of_nations::model::lever::Lever::find(lever).expect("a lever");
        setup.levers.path_mut(lever).set_from(setup.start, 0.0);
    }
    let history = run(setup, 1);
    assert!(history.rows.iter().all(|row| row.users == history.rows[0].users));
    assert!(history.decisions.len() > 50, "labs went on releasing");
}

#[test]
fn v3_a_single_lab_has_the_whole_market() {
    let history = run(setup(neutral(), vec![open_lab("a", Bloc::China, 0.0)], 2_000, 6), 1);
    let parameters = Parameters::default();
    let evaluation = Evaluation::new(&history, &parameters);
    let share = SeriesKey { lab: Some(0), ..SeriesKey::of("lab_share") };
    assert_eq!(evaluation.series(&share), vec![1.0; 6]);
    assert_eq!(evaluation.series(&SeriesKey::of("concentration")), vec![1.0; 6]);
}

#[test]
fn v11_first_adoption_follows_the_bass_curve() {
    let mut parameters = Parameters {
        adopted_start: [0.0; 5],
        adoption_innovation: [0.01; 5],
        adoption_imitation: [0.1; 5],
        ..neutral()
    };
    one_cell(&mut parameters);
    let n = 100_000;
    let history = run(setup(parameters, vec![open_lab("a", Bloc::Us, 0.0)], n, 60), 6);
    let mut adopted = 0.0;
    for row in 0..60 {
        adopted += (1.0 - adopted) * (0.01 + 0.1 * adopted);
        let found = f64::from(users(&history, row).iter().sum::<u32>()) / n as f64;
        assert!((found - adopted).abs() < 0.006, "month {row}: {found} for {adopted}");
    }
    assert!((adopted - 0.986_729).abs() < 5e-7, "{adopted}");
}
