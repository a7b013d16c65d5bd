//! Tables of the program's own tables, as Markdown.

use weights_of_nations::model::lever::LEVERS;
use weights_of_nations::model::measure::MEASURES;
use weights_of_nations::model::parameters::{Axes, FAMILIES, Family};
use weights_of_nations::scenario::{DEFAULT, Scenario, describe_path};

/// A table with a head and rows.
pub fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = line(&vec!["---".to_owned(); N]);
    let head = line(&head.map(str::to_owned));
    rows.fold(head + &rule, |text, row| text + &line(&row))
}

/// A number in few digits.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A name as code.
pub fn code(name: &str) -> String {
    format!("`{name}`")
}

fn scenario() -> Scenario {
    Scenario::built_in(DEFAULT).expect("the default scenario")
}

/// The labs of the base scenario.
pub fn labs() -> String {
    let labs = scenario().setup.labs;
    let head = [
        "lab",
        "stands for",
        "bloc",
        "compute C",
        "efficiency A",
        "complement",
        "stance",
        "size",
        "closed q",
        "open q (licence)",
    ];
    let rows = labs.iter().map(|lab| {
        let open = lab.open.map(|open| format!("{} ({})", number(open.capability), number(open.licence)));
        [
            code(&lab.id),
            lab.archetype.clone(),
            code(lab.bloc.key()),
            number(lab.compute),
            number(lab.efficiency),
            number(lab.complement),
            number(lab.stance),
            number(lab.size),
            lab.closed.map_or_else(|| "none".to_owned(), number),
            open.unwrap_or_else(|| "none".to_owned()),
        ]
    });
    table(head, rows)
}

/// The lever paths of the base scenario.
pub fn paths() -> String {
    let levers = scenario().setup.levers;
    let rows = LEVERS.iter().map(|spec| [code(spec.name), describe_path(levers.path(spec.lever))]);
    table(["lever", "path in `history`"], rows)
}

fn values(family: &Family) -> String {
    let width = match family.axes {
        Axes::RegionBloc | Axes::BlocRegion => 4,
        _ => family.defaults.len(),
    };
    let row = |values: &[f64]| values.iter().map(|v| number(*v)).collect::<Vec<_>>().join(", ");
    family.defaults.chunks(width).map(row).collect::<Vec<_>>().join("; ")
}

fn axes(axes: Axes) -> &'static str {
    match axes {
        Axes::Scalar => "",
        Axes::Segment => " by segment",
        Axes::Region => " by region",
        Axes::Bloc => " by bloc",
        Axes::RegionBloc => " by region and bloc",
        Axes::BlocRegion => " by bloc and region",
    }
}

/// The families of structural parameters.
pub fn parameters() -> String {
    let head = ["parameter", "symbol", "meaning", "default", "unit", "range", "source"];
    let rows = FAMILIES.iter().map(|family| {
        let range = format!("{} to {}", number(family.range.0), number(family.range.1));
        [
            format!("{}{}", code(family.name), axes(family.axes)),
            code(family.symbol),
            family.meaning.to_owned(),
            values(family),
            family.unit.to_owned(),
            range,
            family.source.to_owned(),
        ]
    });
    table(head, rows)
}

/// The levers.
pub fn levers() -> String {
    let head = ["lever", "meaning", "January 2024", "unit", "range", "source"];
    let rows = LEVERS.iter().map(|spec| {
        [
            code(spec.name),
            spec.meaning.to_owned(),
            number(spec.default),
            spec.unit.to_owned(),
            format!("{} to {}", number(spec.range.0), number(spec.range.1)),
            spec.source.to_owned(),
        ]
    });
    table(head, rows)
}

/// The measures.
pub fn measures() -> String {
    let rows = MEASURES.iter().map(|spec| [code(spec.name), spec.unit.to_owned(), spec.meaning.to_owned()]);
    table(["measure", "unit", "meaning"], rows)
}
