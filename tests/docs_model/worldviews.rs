//! The table of worldviews.

use weights_of_nations::scenario::Worldview;

/// Name, school, what it sets, argument, and sources.
pub fn worldviews() -> String {
    let mut out =
        "| worldview | school | sets (in place of) | argument | sources |\n| --- | --- | --- | --- | --- |"
            .to_owned();
    for name in Worldview::built_ins() {
        let view = Worldview::built_in(name).expect("a worldview");
        let set = |(entry, value): &(weights_of_nations::model::parameters::Entry, f64)| {
            format!("`{}` {value} ({})", entry.name(), entry.default())
        };
        let sets: Vec<String> = view.parameters.iter().map(set).collect();
        let sets = if sets.is_empty() { "nothing".to_owned() } else { sets.join("; ") };
        let sources: Vec<String> =
            view.sources.iter().map(|source| format!("{} ({})", source.title, source.date)).collect();
        let title = &view.title;
        let (school, argument, sources) = (&view.school, &view.argument, sources.join("; "));
        out += &format!("\n| `{name}`: {title} | {school} | {sets} | {argument} | {sources} |");
    }
    out
}
