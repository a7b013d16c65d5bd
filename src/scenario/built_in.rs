//! Texts that the program carries: the built-in scenarios, and the commented file of `weights scenario new`.

macro_rules! texts {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../scenarios/", $name, ".toml")))),+]
    };
}

/// Name and text of each, in the order in which they are listed.
pub const TEXTS: &[(&str, &str)] = texts![
    "history",
    "two-worlds",
    "chinas-game",
    "fifty-states",
    "chip-wall",
    "open-gates",
    "no-deepseek",
    "visual-tokens",
    "sovereign-ai",
    "european-champion",
    "closed-frontier",
    "tit-for-tat",
    "baked-values",
];

/// Path and text of the files that built-in scenarios include.
pub const PARTS: &[(&str, &str)] = &[
    ("dilemmas/chips.toml", include_str!("../../scenarios/dilemmas/chips.toml")),
    ("dilemmas/incidents.toml", include_str!("../../scenarios/dilemmas/incidents.toml")),
    ("dilemmas/laws.toml", include_str!("../../scenarios/dilemmas/laws.toml")),
    ("dilemmas/markets.toml", include_str!("../../scenarios/dilemmas/markets.toml")),
    ("dilemmas/openness.toml", include_str!("../../scenarios/dilemmas/openness.toml")),
];

/// The names, in the order in which they are listed.
pub fn names() -> Vec<&'static str> {
    TEXTS.iter().map(|(name, _)| *name).collect()
}

/// The text of a new scenario file of this name, with comments; it passes `weights scenario check`.
pub fn template(name: &str) -> String {
    include_str!("template.toml").replace("NAME", name)
}
