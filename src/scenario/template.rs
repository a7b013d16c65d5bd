//! The commented file that `weights scenario new` writes.

const TEMPLATE: &str = include_str!("template.toml");

/// The text of a new scenario file of this name.
pub fn template(name: &str) -> String {
    TEMPLATE.replace("NAME", name)
}
