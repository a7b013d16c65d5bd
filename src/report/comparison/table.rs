//! The comparison made to be read: what moved most, from when on it can be told, the odds.

use super::{Compared, Side};
use crate::experiment::comparison::{SeriesComparison, WorldOdds};
use crate::experiment::paired::Paired;
use crate::experiment::simultaneous::Band;
use crate::experiment::split::Split;
use crate::report::measure::{Scale, scale, title};
use crate::report::numbers::{counted, grouped, number, percent_if_any};
use crate::report::provenance::Maker;
use crate::report::table::{Layout, WIDTHS, named_row};

/// Columns for names of measures.
const NAME: usize = 25;

/// The table.
pub fn table(compared: &Compared<'_>, layout: Layout) -> String {
    let layout = Layout { width: layout.width.clamp(WIDTHS.1, WIDTHS.1), ..layout };
    let mut out = String::new();
    head(&mut out, compared, layout);
    differences(&mut out, compared, layout);
    by_draws(&mut out, compared, layout);
    first_months(&mut out, compared, layout);
    odds(&mut out, compared, layout);
    precision(&mut out, compared, layout);
    out
}

fn head(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    for (letter, side) in ["A", "B"].into_iter().zip(&compared.sides) {
        layout.indented(out, &format!("{letter}  "), "   ", &side_in_words(side));
    }
    let (found, [one, two]) = (&compared.comparison, &compared.sides);
    let pairs = counted(found.pairs, "pair", "pairs");
    let adopters = if one.adopters == two.adopters {
        grouped(one.adopters)
    } else {
        format!("{} (A) and {} (B)", grouped(one.adopters), grouped(two.adopters))
    };
    let (from, to, seed) = (found.start.label(), found.last().label(), compared.seed);
    let text = format!(
        "{pairs} of runs of {adopters} adopters, {from} to {to}, seed {seed}; both runs of a pair have the same chances."
    );
    layout.paragraph(out, &text);
    layout.paragraph(out, &format!("{}.", Maker::THIS.words()));
    let same = match found.same {
        0 => String::new(),
        same if same == found.pairs => {
            " No pair differs at all in what is shown: what sets B apart from A acts on nothing here."
                .to_owned()
        }
        same => format!(" In {} of the pairs nothing that is shown differs.", grouped(same)),
    };
    let honest = format!(
        "Differences are what the change does under the assumptions of the model; ranges show what {}.{same}",
        compared.ranges()
    );
    layout.paragraph(out, &honest);
}

fn side_in_words(side: &Side) -> String {
    let settings = match side.settings.as_slice() {
        [] => String::new(),
        settings => format!(", with {}", settings.join(", ")),
    };
    format!("{} ({}){settings}; digest {}", side.title, side.scenario, side.digest)
}

fn differences(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    let end = compared.comparison.last().label();
    layout.heading(out, &format!("What B has more or less than A in {end}, by unit, what moved most first"));
    row(out, "", ["A", "B", "B - A", "95 % of mean", "8 pairs in 10"]);
    for (scale, alike) in compared.by_size() {
        out.push_str(&format!("  in {}\n", in_words(scale)));
        for series in alike {
            difference(out, compared, series, scale.times);
        }
    }
    let columns = "A and B are means over the pairs, B - A is the mean difference, and beside it stands its 95 % \
                   interval; the last column holds the differences of 8 pairs in 10.";
    layout.indented(out, "  ", "  ", columns);
}

/// In what values and differences of a scale are told.
fn in_words(Scale { level, unit, .. }: Scale) -> String {
    if level == unit { level.to_owned() } else { format!("{level}, differences in {unit}") }
}

fn difference(out: &mut String, compared: &Compared<'_>, series: &SeriesComparison, times: f64) {
    let name = title(&series.key, compared.labs);
    let Some(end) = series.end() else {
        row(out, &name, ["-", "-", "-", "", ""]);
        return;
    };
    let [a, b] = series.end_levels().map(|level| number(level * times, false));
    let span =
        |low: f64, high: f64| format!("{} to {}", number(low * times, true), number(high * times, true));
    let interval = if end.pairs > 1 { span(end.interval.0, end.interval.1) } else { String::new() };
    let (mean, range) = (number(end.spread.mean * times, true), span(end.spread.p10, end.spread.p90));
    row(out, &name, [&a, &b, &mean, &interval, &range]);
}

fn row(out: &mut String, name: &str, [a, b, mean, interval, range]: [&str; 5]) {
    named_row(out, name, NAME, &format!("{a:>7}{b:>7}{mean:>7}{interval:>16}{range:>16}"));
}

/// How sure signs are where parameters are not known, and what the spread of differences comes from.
fn by_draws(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    let all = compared.by_size().into_iter().flat_map(|(_, alike)| alike);
    let known: Vec<(&SeriesComparison, &Paired, Split)> =
        all.filter_map(|series| series.end().and_then(|end| Some((series, end, end.split?)))).collect();
    if known.is_empty() {
        return;
    }
    layout.heading(out, "How far parameters that are not known leave it open");
    let head = format!("{:>12}{:>9}{:>17}{:>12}", "draws agree", "", "from parameters", "from chance");
    named_row(out, "", NAME, &head);
    let draws = known.iter().map(|(_, _, split)| split.draws).max().unwrap_or(0);
    for (series, end, split) in known {
        let from = split.from_parameters;
        let [agreeing, parameters, chance] =
            [split.agreeing, from, 1.0 - from].map(|share| percent_if_any(share, 0));
        let verdict = if split.is_robust() && end.is_clear() { "robust" } else { "" };
        let cells = format!("{agreeing:>12}{verdict:>9}{parameters:>17}{chance:>12}");
        named_row(out, &title(&series.key, compared.labs), NAME, &cells);
    }
    let text = format!(
        "Of {draws} draws of the parameters, the share in which B - A has the sign of its mean; robust from 90 % on, where \
         the interval of the mean leaves out zero. Beside it, what the variance of B - A comes from. Of parameters that are \
         not in the posterior nothing is said: try `--worldview` and `--set`."
    );
    layout.indented(out, "  ", "  ", &text);
}

fn first_months(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    let found = &compared.comparison;
    layout.heading(out, "First month in which B can be told from A");
    let month = |band: Option<&Band>| {
        let first = band.and_then(Band::first);
        first.map_or_else(|| "never".to_owned(), |row| found.month(row).to_string())
    };
    let told = |series: &&SeriesComparison| series.band.first().is_some();
    let (apart, never): (Vec<_>, Vec<_>) =
        compared.by_size().into_iter().flat_map(|(_, alike)| alike).partition(told);
    // One measure together with none other is that measure.
    let together = match found.family {
        1 => String::new(),
        family => format!("all {family} together"),
    };
    if !apart.is_empty() {
        let line = format!("  {:NAME$}{:>18}{together:>20}\n", "", "this measure");
        out.push_str(&line);
    }
    for series in apart {
        let joint = if found.family > 1 && series.joint.is_some() {
            month(series.joint.as_ref())
        } else {
            String::new()
        };
        let cells = format!("{:>18}{joint:>20}", month(Some(&series.band)));
        named_row(out, &title(&series.key, compared.labs), NAME, &cells);
    }
    if !never.is_empty() {
        let names: Vec<String> = never.iter().map(|series| title(&series.key, compared.labs)).collect();
        layout.indented(
            out,
            "  ",
            "  ",
            &format!("Not distinguishable from nothing in any month: {}.", names.join("; ")),
        );
    }
    layout.indented(out, "  ", "  ", &promise(compared));
}

/// What the first months promise.
fn promise(compared: &Compared<'_>) -> String {
    if compared.comparison.pairs < 6 {
        return "With fewer than 6 pairs no month can be told apart; give more --runs.".to_owned();
    }
    if compared.comparison.family == 1 {
        return "Where nothing differs, at most 5 studies in 100 find a month.".to_owned();
    }
    "Where nothing differs, at most 5 studies in 100 find a month: for one measure over all its months (left), for all \
     measures shown and all months together (right)."
        .to_owned()
}

fn odds(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    let found = &compared.comparison;
    layout.heading(out, "Odds of the world that it ends in, per cent of the runs");
    row(out, "", ["A", "B", "B - A", "95 %", ""]);
    let mut worlds: Vec<&WorldOdds> = found.worlds.iter().collect();
    worlds.retain(|world| world.odds[0] + world.odds[1] > 0.0);
    worlds
        .sort_by(|a, b| b.change().abs().total_cmp(&a.change().abs()).then(b.odds[1].total_cmp(&a.odds[1])));
    for world in worlds {
        let percent = |share: f64, signed| number(100.0 * share, signed);
        let interval = format!("{} to {}", percent(world.interval.0, true), percent(world.interval.1, true));
        let [a, b] = world.odds.map(|odds| percent(odds, false));
        row(out, world.world.title(), [&a, &b, &percent(world.change(), true), &interval, ""]);
    }
    let other = format!(
        "{} of {} in two different worlds.",
        grouped(found.other_world),
        counted(found.pairs, "pair ends", "pairs end")
    );
    layout.indented(out, "  ", "  ", &other);
}

fn precision(out: &mut String, compared: &Compared<'_>, layout: Layout) {
    let Some(wanted) = compared.precision else { return };
    layout.heading(out, "Precision");
    let say = |place: &usize| {
        let key = &compared.comparison.series[*place].key;
        let (half, unit) = (compared.half_width(*place), scale(key).unit);
        format!("{}: {half:.2} {unit}", title(key, compared.labs))
    };
    let reached: Vec<String> = compared.wanted.iter().map(say).collect();
    let verdict = if compared.imprecise().is_empty() { "reached" } else { "not reached" };
    let text = format!(
        "Half the width of the 95 % interval of the mean was to be at most {wanted}: {verdict} after {}. {}.",
        counted(compared.comparison.pairs, "pair", "pairs"),
        reached.join("; ")
    );
    layout.indented(out, "  ", "  ", &text);
}
