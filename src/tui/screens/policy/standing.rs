//! In how many worldviews the findings on a lever hold, and which assumption breaks them in the others.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::rows::{Row, item, paragraph};
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::playthrough::Headline;
use crate::report::findings::{Data, Failing, Finding};
use crate::scenario::Worldview;
use crate::tui::app::{App, World};
use crate::tui::measured;
use crate::tui::wording;

/// The findings, and the worldviews by name with their titles.
type Kept = (Data, Vec<(String, String)>);

/// The findings that the program carries; else why they cannot be read.
static KEPT: LazyLock<Result<Kept, String>> = LazyLock::new(|| {
    let data = Data::built_in().map_err(|error| error.to_string())?;
    let title = |name: &String| match Worldview::built_in(name) {
        Ok(worldview) => Ok((name.clone(), worldview.title)),
        Err(error) => Err(error.to_string()),
    };
    let titles = data.worldviews.iter().map(title).collect::<Result<_, _>>()?;
    Ok((data, titles))
});

/// The rows below the effects: of each quantity shown of which something was found, in how many worldviews it holds.
/// Nothing where nothing was found.
pub fn rows(app: &App, world: &World, shown: &[Headline], width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let (data, titles) = match &*KEPT {
        Ok(kept) => kept,
        Err(error) => {
            return paragraph(&format!("The kept findings cannot be read: {error}"), theme.text(), width);
        }
    };
    let (given, asked) = (world.given(world.lever), world.value(world.lever));
    let Some(value) = nearest(data, world.lever, given, asked) else { return Vec::new() };
    let found: Vec<(Headline, &Finding)> = shown
        .iter()
        .filter_map(|headline| find(data, world.lever, value, *headline).map(|finding| (*headline, finding)))
        .collect();
    let Some((_, first)) = found.first() else { return Vec::new() };
    let mut rows = vec![Vec::new()];
    rows.extend(paragraph(&heading(data, world.lever, first), theme.dim(), width));
    for (headline, finding) in found {
        let (holds, all) = (finding.holds.len(), data.worldviews.len());
        let style = if holds == all { theme.text() } else { theme.strong() };
        let words = told(headline, finding, titles);
        rows.extend(item((format!("{holds}/{all} "), style), &words, theme.text(), width));
    }
    rows
}

/// What was measured: by other runs than those above, so it is said which.
fn heading(data: &Data, lever: Lever, finding: &Finding) -> String {
    let [from, to] = [finding.before, finding.value].map(|value| wording::value(lever, value));
    let month = |text: &str| text.parse::<Month>().map_or_else(|_| text.to_owned(), Month::label);
    format!(
        "The same in other worldviews? From {from} to {to} in {}, in the scenario {}, by {}: mean of {} pairs, measured \
         apart",
        month(&data.from),
        data.scenario,
        month(&data.until),
        data.runs,
    )
}

/// One finding in words.
fn told(headline: Headline, finding: &Finding, titles: &[(String, String)]) -> String {
    let size = measured::amount(headline.unit(), finding.mean[0]);
    let head = format!("{} {size}", headline.title());
    let fails: Vec<String> = finding.fails.iter().map(|failing| breaks(headline, failing, titles)).collect();
    match fails.as_slice() {
        [] => format!("{head}: holds in all"),
        fails => format!("{head}: not in {}", fails.join("; nor in ")),
    }
}

/// How a finding fails in a worldview.
fn breaks(headline: Headline, failing: &Failing, titles: &[(String, String)]) -> String {
    let title = titles.iter().find(|(name, _)| *name == failing.worldview).map_or("", |(_, title)| title);
    let how = match failing.turned {
        true => format!("turned round to {}", measured::amount(headline.unit(), failing.mean[0])),
        false => "no clear effect".to_owned(),
    };
    let term = match &failing.term {
        Some(term) => format!("because of {term}"),
        None => "by no single assumption".to_owned(),
    };
    format!("“{title}” ({how}, {term})")
}

/// To which value the lever was moved in the findings that are nearest to what the player asks: on the side to which it
/// is moved; where it is not, to its upper end, as the effects are told. Findings that need a second lever are left out.
fn nearest(data: &Data, lever: Lever, given: f64, asked: f64) -> Option<f64> {
    let own =
        || data.findings.iter().filter(|finding| finding.lever == lever.name() && finding.given.is_empty());
    let closest = |up: bool, aim: f64| {
        let ahead = own().filter(|finding| (finding.value > finding.before) == up);
        let values = ahead.map(|finding| finding.value);
        values.min_by(|a, b| (a - aim).abs().total_cmp(&(b - aim).abs()))
    };
    let (low, high) = lever.spec().range;
    match asked.total_cmp(&given) {
        Ordering::Less => closest(false, asked),
        Ordering::Greater => closest(true, asked),
        Ordering::Equal => closest(true, high).or_else(|| closest(false, low)),
    }
}

fn find(data: &Data, lever: Lever, value: f64, headline: Headline) -> Option<&Finding> {
    let title = indicator(headline)?;
    let is_it = |finding: &&Finding| {
        finding.lever == lever.name()
            && finding.value == value
            && finding.given.is_empty()
            && finding.indicator == title
    };
    data.findings.iter().find(is_it)
}

/// The indicator of the findings that is the same quantity at the last month; none where they have none. (Chinese models
/// abroad are there counted in Europe too, and so are another quantity.)
const fn indicator(headline: Headline) -> Option<&'static str> {
    Some(match headline {
        Headline::ChinaLag => "China's lag",
        Headline::ChinaDownloads => "China in downloads",
        Headline::OpenShare => "World open",
        Headline::UsOpenShare => "American open",
        Headline::ChinaShare => "Chinese",
        Headline::UsExposure => "US exposure",
        Headline::EuropeExposure => "Europe's exposure",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::effect::INDICATORS;

    fn kept() -> &'static Kept {
        KEPT.as_ref().expect("the kept findings can be read")
    }

    #[test]
    fn indicators_have_the_names_of_the_findings() {
        let (data, _) = kept();
        let mapped: Vec<&str> = Headline::ALL.into_iter().filter_map(indicator).collect();
        assert_eq!(mapped.len(), 7);
        for title in mapped {
            assert!(INDICATORS.iter().any(|one| one.title == title), "{title}");
            assert!(data.findings.iter().any(|finding| finding.indicator == title), "{title}");
        }
        assert_eq!(indicator(Headline::ChinaAbroad), None);
    }

    /// Findings on two levers, as a file has them.
    fn some() -> Data {
        let finding = |lever: &str, before: f64, value: f64, rest: &str| {
            format!(
                r#"{{"lever":"{lever}","before":{before},"value":{value},"indicator":"World open","mean":[-0.0138,0.004],{rest}}}"#
            )
        };
        let holds = r#""holds":["usual","diffusionist"],"fails":[]"#;
        let breaks = r#""holds":["usual"],"fails":[{"worldview":"diffusionist","mean":[0.012,0.003],"turned":true,"term":"satiation"}]"#;
        let none = r#""holds":["usual"],"fails":[{"worldview":"diffusionist","mean":[0.0,0.003],"turned":false,"term":null}]"#;
        let given = r#""given":[["us.export_controls",1]],"holds":["usual","diffusionist"],"fails":[]"#;
        let findings = [
            finding("us.export_controls", 0.35, 0.0, none),
            finding("us.export_controls", 0.35, 1.0, breaks),
            finding("us.state_regimes", 4.0, 0.0, holds),
            finding("us.state_regimes", 4.0, 25.0, holds),
            finding("us.state_regimes", 4.0, 60.0, holds),
            finding("us.government_ban", 0.8, 0.0, holds),
            finding("us.market_ban", 0.0, 1.0, given),
        ];
        let head = r#"{"schema":1,"scenario":"history","seed":1,"runs":100,"adopters":4000,"from":"2026-01","until":"2030-12","digest":"","worldviews":["usual","diffusionist"],"findings":["#;
        Data::read(&format!("{head}{}]}}", findings.join(","))).unwrap()
    }

    #[test]
    fn the_nearest_end_lies_where_the_lever_is_being_moved_to() {
        let data = some();
        let of = |asked| nearest(&data, Lever::UsExportControls, 0.35, asked);
        assert_eq!([of(0.35), of(0.45), of(0.3)], [Some(1.0), Some(1.0), Some(0.0)]);
        let of = |asked| nearest(&data, Lever::UsStateRegimes, 4.0, asked);
        assert_eq!([of(4.0), of(30.0), of(0.0)], [Some(60.0), Some(25.0), Some(0.0)]);
        let of = |asked| nearest(&data, Lever::UsGovernmentBan, 0.8, asked);
        assert_eq!([of(0.8), of(0.9)], [Some(0.0), None], "nothing was found above");
        assert_eq!(nearest(&data, Lever::UsMarketBan, 0.0, 0.5), None, "but with a second lever");
    }

    #[test]
    fn a_finding_says_where_it_breaks_and_by_what() {
        let (data, titles) = (some(), &kept().1);
        let told = |lever, value| {
            let finding = find(&data, lever, value, Headline::OpenShare).unwrap();
            told(Headline::OpenShare, finding, titles)
        };
        assert_eq!(told(Lever::UsStateRegimes, 60.0), "open models −1.4 points: holds in all");
        let turned =
            "open models −1.4 points: not in “Diffusion” (turned round to +1.2 points, because of satiation)";
        assert_eq!(told(Lever::UsExportControls, 1.0), turned);
        let unclear =
            "open models −1.4 points: not in “Diffusion” (no clear effect, by no single assumption)";
        assert_eq!(told(Lever::UsExportControls, 0.0), unclear);
        assert_eq!(find(&data, Lever::UsExportControls, 1.0, Headline::ChinaAbroad), None);
    }
}
