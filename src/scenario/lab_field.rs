//! The numbers of a lab that files, `--set` and `explain` name: `labs.ID.FIELD`.

use crate::model::lab::LabSpec;

/// One number of a lab.
pub struct LabField {
    /// Name in files.
    pub name: &'static str,
    /// What it stands for.
    pub meaning: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// Where the values of the built-in labs come from.
    pub source: &'static str,
    /// Reads it.
    pub get: fn(&LabSpec) -> f64,
    /// Sets it.
    pub set: fn(&mut LabSpec, f64),
}

/// Range of a capability, in orders of magnitude relative to the reference lab in January 2024.
pub const CAPABILITY: (f64, f64) = (-4.0, 2.0);
/// Range of the freedom under a licence.
pub const LICENCE: (f64, f64) = (0.0, 1.0);

const LEVELS: &str =
    "assumption: levels give a Chinese lag of 8 months and an open lag of 6 to 7 in January 2024";

/// The table of a lab's numbers.
pub const LAB_FIELDS: [LabField; 5] = [
    LabField {
        name: "compute",
        meaning: "Training compute in January 2024, relative to the reference lab.",
        unit: "orders of magnitude",
        range: (-3.0, 2.0),
        source: LEVELS,
        get: |lab| lab.compute,
        set: |lab, value| lab.compute = value,
    },
    LabField {
        name: "efficiency",
        meaning: "Algorithmic efficiency in January 2024, relative to the reference lab.",
        unit: "orders of magnitude",
        range: (-3.0, 2.0),
        source: LEVELS,
        get: |lab| lab.efficiency,
        set: |lab, value| lab.efficiency = value,
    },
    LabField {
        name: "complement",
        meaning: "Weight of goods that gain when models are free: cloud, advertising, chips.",
        unit: "multiple",
        range: (0.0, 3.0),
        source: "assumption",
        get: |lab| lab.complement,
        set: |lab, value| lab.complement = value,
    },
    LabField {
        name: "stance",
        meaning: "Aversion to releasing weights; negative for an open mission.",
        unit: "utils",
        range: (-5.0, 5.0),
        source: "assumption, judged on release modes in 2024 and 2025",
        get: |lab| lab.stance,
        set: |lab, value| lab.stance = value,
    },
    LabField {
        name: "size",
        meaning: "Capacity to carry fixed costs of compliance; 1 for the largest.",
        unit: "relative size",
        range: (0.05, 2.0),
        source: "assumption",
        get: |lab| lab.size,
        set: |lab, value| lab.size = value,
    },
];

/// The field with this name.
pub fn find(name: &str) -> Option<&'static LabField> {
    LAB_FIELDS.iter().find(|field| field.name == name)
}
