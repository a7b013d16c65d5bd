//! V6, V19 and the order of labs: names and places make no difference.

use weights_of_nations::model::bloc::{BLOCS, Bloc, SEGMENTS, cell};
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::measure::{Evaluation, SeriesKey};
use weights_of_nations::model::parameters::Parameters;
use weights_of_nations::model::setup::Setup;

use crate::support::{built_in, mean_and_error, neutral, open_lab, run, setup};

fn moved<T: Copy>(values: [T; BLOCS], cast: [Bloc; BLOCS]) -> [T; BLOCS] {
    let mut out = values;
    for (old, new) in cast.iter().enumerate() {
        out[new.index()] = values[old];
    }
    out
}

fn moved_matrix(values: [[f64; BLOCS]; BLOCS], cast: [Bloc; BLOCS]) -> [[f64; BLOCS]; BLOCS] {
    moved(values.map(|row| moved(row, cast)), cast)
}

/// The same setup with the blocs under other names.
fn relabelled(setup: &Setup, cast: [Bloc; BLOCS]) -> Setup {
    let mut new = setup.clone();
    new.cast = cast;
    for lab in &mut new.labs {
        lab.bloc = cast[lab.bloc.index()];
    }
    let p = &mut new.parameters;
    for array in [
        &mut p.region_weight,
        &mut p.willingness_to_pay,
        &mut p.adopted_start_multiplier,
        &mut p.adoption_multiplier,
        &mut p.price_sensitivity_multiplier,
        &mut p.softpower_weight,
    ] {
        *array = moved(*array, cast);
    }
    for matrix in [&mut p.trust, &mut p.awareness_start, &mut p.regulatory_exposure, &mut p.value_distance] {
        *matrix = moved_matrix(*matrix, cast);
    }
    new
}

#[test]
fn v6_relabelling_the_blocs_permutes_the_result_exactly() {
    let mut setup = built_in("history", 3_000);
    setup.levers.path_mut(Lever::WorldReactiveGovernments).set_from(setup.start, 1.0);
    for cast in
        [[Bloc::China, Bloc::Us, Bloc::Europe, Bloc::Row], [Bloc::Row, Bloc::Europe, Bloc::Us, Bloc::China]]
    {
        let (plain, other) = (run(setup.clone(), 5), run(relabelled(&setup, cast), 5));
        for row in 0..plain.months() {
            for (region, played) in cast.iter().enumerate() {
                for segment in 0..SEGMENTS {
                    let (old, new) = (cell(region, segment), cell(played.index(), segment));
                    assert_eq!(plain.users(row, old), other.users(row, new), "month {row}, cell {old}");
                }
            }
            assert_eq!(plain.rows[row].offers, other.rows[row].offers, "month {row}");
            assert_eq!(plain.rows[row].levers, other.rows[row].levers, "month {row}");
        }
        assert_eq!(plain.events.len(), other.events.len());
    }
}

#[test]
fn v19_symmetric_labs_share_symmetric_regions_equally() {
    let parameters = Parameters {
        region_weight: [0.25; BLOCS],
        reconsideration_rate: [0.2; 5],
        network_strength: 1.0,
        release_rate: 0.2,
        breakthrough_rate: 0.01,
        setback_rate: 0.01,
        regulatory_exposure: [[0.0; BLOCS]; BLOCS],
        softpower_weight: [1.0; BLOCS],
        willingness_to_pay: [1.0; BLOCS],
        price_sensitivity_multiplier: [1.0; BLOCS],
        ..neutral()
    };
    let labs = Bloc::ALL.map(|bloc| {
        let mut lab = open_lab(bloc.key(), bloc, 0.0);
        // Always open: foreign closed models cannot be had in China, which would break the symmetry.
        lab.stance = -100.0;
        lab
    });
    let setup = setup(parameters, labs.to_vec(), 2_000, 48);
    let shares: Vec<[f64; BLOCS]> = (0..60)
        .map(|seed| {
            let history = run(setup.clone(), seed);
            let evaluation = Evaluation::new(&history, &setup.parameters);
            Bloc::ALL.map(|b| evaluation.value(&SeriesKey::adoption_share(Some(b), None, None, None), 47))
        })
        .collect();
    for bloc in Bloc::ALL {
        let values: Vec<f64> = shares.iter().map(|row| row[bloc.index()]).collect();
        let (mean, error) = mean_and_error(&values);
        assert!((mean - 0.25).abs() < 3.0 * error, "{bloc}: {mean} +- {error}");
    }
}

#[test]
fn the_order_of_labs_in_a_file_changes_no_mean() {
    let setup = built_in("history", 1_000);
    let mut reversed = setup.clone();
    reversed.labs.reverse();
    for event in &mut reversed.events {
        event.lab = setup.labs.len() - 1 - event.lab;
    }
    let keys = [
        SeriesKey::adoption_share(Some(Bloc::China), None, None, None),
        SeriesKey::adoption_share(None, Some(weights_of_nations::model::bloc::Access::Open), None, None),
        SeriesKey::of("concentration"),
    ];
    let differences: Vec<[f64; 3]> = (0..60)
        .map(|seed| {
            let value = |setup: &Setup| {
                let history = run(setup.clone(), seed);
                let evaluation = Evaluation::new(&history, &setup.parameters);
                keys.map(|key| evaluation.value(&key, 83))
            };
            let (a, b) = (value(&setup), value(&reversed));
            std::array::from_fn(|i| a[i] - b[i])
        })
        .collect();
    for (i, key) in keys.iter().enumerate() {
        let values: Vec<f64> = differences.iter().map(|row| row[i]).collect();
        let (mean, error) = mean_and_error(&values);
        assert!(mean.abs() < 3.5 * error, "{}: {mean} +- {error}", key.name());
    }
}
