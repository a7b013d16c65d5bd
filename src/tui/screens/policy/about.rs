//! What a lever is: definition, unit and range, named settings, a real example, key dynamics.

use super::rows::{Row, item, paragraph};
use crate::tui::app::{App, World};
use crate::tui::widgets::text;
use crate::tui::wording;

/// The rows of the page.
pub fn rows(app: &App, world: &World, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let (lever, spec) = (world.lever, world.lever.spec());
    let mut rows = paragraph(spec.meaning, theme.text(), width);
    let setting = |(name, value): &(&str, f64)| {
        let mark = if wording::setting(lever, world.value(lever)) == Some(*name) { "*" } else { "" };
        text::fixed(&format!("{name} {}{mark}", wording::value(lever, *value)))
    };
    let settings: Vec<String> = spec.settings.iter().map(setting).collect();
    let (low, high) = spec.range;
    let range = format!("{} to {}", wording::value(lever, low), wording::value(lever, high));
    let parts = [
        ("Unit and range", format!("{}, {range}", spec.unit)),
        ("Named settings", settings.join(" · ")),
        ("Key dynamics", spec.dynamics.to_owned()),
        ("A real example", format!("{} ({}; {})", spec.example, spec.example_date, spec.example_source)),
        ("Where its scale comes from", spec.source.to_owned()),
    ];
    for (title, words) in parts {
        rows.push(Vec::new());
        rows.push(vec![(title.to_owned(), theme.strong())]);
        rows.extend(item(("  ".to_owned(), theme.text()), &words, theme.text(), width));
    }
    rows
}
