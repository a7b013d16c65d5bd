//! V21: signs of direct mechanisms, over paired runs.

use weights_of_nations::model::bloc::{Access, Bloc};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::measure::{Evaluation, Pair, Release, SeriesKey};
use weights_of_nations::model::setup::Setup;

use crate::support::{built_in, mean_and_error, run};

const SEEDS: u64 = 24;

/// Paired differences of a measure, averaged over the last three years, when a lever goes from low to high.
fn effect(lever: Lever, (low, high): (f64, f64), key: SeriesKey) -> (f64, f64) {
    let value = |setup: &Setup, seed| {
        let history = run(setup.clone(), seed);
        let series = Evaluation::new(&history, &setup.parameters).series(&key);
        series[48..].iter().sum::<f64>() / (series.len() - 48) as f64
    };
    let with = |level| {
        let mut setup = built_in("history", 2_000);
        setup.levers.path_mut(lever).set_from(Month(24), level);
        setup
    };
    let (low, high) = (with(low), with(high));
    let differences: Vec<f64> = (0..SEEDS).map(|seed| value(&high, seed) - value(&low, seed)).collect();
    mean_and_error(&differences)
}

fn rises(lever: Lever, ends: (f64, f64), key: SeriesKey) {
    let (mean, error) = effect(lever, ends, key);
    assert!(mean > 2.0 * error, "{}: {} by {mean} +- {error}", lever.name(), key.name());
}

fn falls(lever: Lever, ends: (f64, f64), key: SeriesKey) {
    let (mean, error) = effect(lever, ends, key);
    assert!(mean < -2.0 * error, "{}: {} by {mean} +- {error}", lever.name(), key.name());
}

fn exposure(region: Bloc) -> SeriesKey {
    SeriesKey { region: Some(region), ..SeriesKey::of("values_exposure") }
}

#[test]
fn v21_controls_widen_chinas_lag_and_lower_its_share() {
    let lag = SeriesKey { pair: Some(Pair::UsChina), ..SeriesKey::of("frontier_gap") };
    rises(Lever::UsExportControls, (0.0, 1.0), lag);
    falls(
        Lever::UsExportControls,
        (0.0, 1.0),
        SeriesKey::adoption_share(Some(Bloc::China), None, None, None),
    );
}

#[test]
fn v21_state_laws_close_american_labs_and_help_chinese_downloads() {
    let open =
        SeriesKey { bloc: Some(Bloc::Us), release: Some(Release::Open), ..SeriesKey::of("open_releases") };
    falls(Lever::UsStateRegimes, (0.0, 50.0), open);
    let downloads = SeriesKey { pair: Some(Pair::ChinaUs), ..SeriesKey::of("download_share") };
    rises(Lever::UsStateRegimes, (0.0, 50.0), downloads);
}

#[test]
fn v21_an_american_programme_opens_american_models() {
    let open = SeriesKey::adoption_share(Some(Bloc::Us), Some(Access::Open), None, None);
    rises(Lever::UsOpenModelProgramme, (0.0, 1.0), open);
}

#[test]
fn v21_preference_and_bans_lower_exposure_at_home() {
    falls(Lever::EuropeSovereignPreference, (0.0, 1.0), exposure(Bloc::Europe));
    falls(Lever::UsMarketBan, (0.0, 1.0), exposure(Bloc::Us));
}
