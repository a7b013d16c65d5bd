//! `[parameters]`: structural parameters, and numbers of labs, by their full name.

use super::super::draft::Draft;
use super::super::lab_field::{self, LAB_FIELDS};
use super::super::nearest::nearest;
use super::super::node::{Field, Node};
use crate::model::parameters::{self, Entry, FAMILIES};

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    let Some(field) = root.field("parameters") else { return };
    let Some(table) = field.table("a table: [parameters]") else { return };
    for field in table.fields() {
        if field.key == "labs" {
            labs(&field, draft);
        } else if let Some(rest) = field.key.strip_prefix("labs.") {
            lab_by_name(&field, rest, draft);
        } else {
            parameter(&field, field.key, &mut |entry, value| draft.give(entry, value));
        }
    }
}

/// Reads all but numbers of labs, of which nothing is known where a parent is missing.
pub fn read_structural(root: &Node<'_>, draft: &mut Draft) {
    let Some(table) = root.field("parameters").and_then(|field| field.table("a table: [parameters]")) else {
        return;
    };
    for field in table.fields().filter(|field| field.key != "labs" && !field.key.starts_with("labs.")) {
        parameter(&field, field.key, &mut |entry, value| draft.give(entry, value));
    }
}

/// A structural parameter, or a table of members of its family; what is right goes to `put`.
pub fn parameter(field: &Field<'_>, name: &str, put: &mut impl FnMut(Entry, f64)) {
    if let Some(entry) = parameters::find(name) {
        if let Some(value) = field.number_in(entry.bounds()) {
            put(entry, value);
        }
        return;
    }
    let inside = format!("{name}.");
    let members: Vec<String> = parameters::entries()
        .map(|entry| entry.name())
        .filter(|member| member.starts_with(&inside))
        .collect();
    if members.is_empty() {
        unknown(field, name);
    } else if field.is_table() {
        let table = field.table("a table");
        for inner in table.iter().flat_map(|table| table.fields().collect::<Vec<_>>()) {
            parameter(&inner, &format!("{name}.{}", inner.key), put);
        }
    } else {
        let message = format!("`{name}` is not one number but {}", members.len());
        let family = name.split('.').next().unwrap_or(name);
        let example = members.first().cloned().unwrap_or_default();
        let help = format!("set one of them, as `{example} = ...`; `weights explain {family}` lists them");
        field.report_key(message, Some(help));
    }
}

fn unknown(field: &Field<'_>, name: &str) {
    let names: Vec<String> = parameters::entries().map(|entry| entry.name()).collect();
    let families = FAMILIES.iter().map(|family| family.name);
    let near = nearest(name, names.iter().map(String::as_str).chain(families));
    let asked = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let help = format!("{asked}`weights explain` lists the parameters");
    field.report_key(format!("there is no parameter `{name}`"), Some(help));
}

fn labs(field: &Field<'_>, draft: &mut Draft) {
    let Some(table) = field.table("a table: labs.ID.FIELD = value") else { return };
    for lab in table.fields() {
        if draft.lab(lab.key).is_none() {
            lab.unknown_name("lab", lab.key, &ids(draft));
            continue;
        }
        let Some(fields) = lab.table("a table: labs.ID.FIELD = value") else { continue };
        for field in fields.fields() {
            lab_number(&field, lab.key, field.key, draft);
        }
    }
}

fn ids(draft: &Draft) -> Vec<&str> {
    draft.labs.iter().map(|lab| lab.id.as_str()).collect()
}

fn lab_by_name(field: &Field<'_>, rest: &str, draft: &mut Draft) {
    match rest.split_once('.') {
        Some((lab, name)) => lab_number(field, lab, name, draft),
        None => field.wrong("named labs.ID.FIELD"),
    }
}

fn lab_number(field: &Field<'_>, lab: &str, name: &str, draft: &mut Draft) {
    let Some(position) = draft.lab(lab) else {
        field.unknown_name("lab", lab, &ids(draft));
        return;
    };
    let Some(number) = lab_field::find(name) else {
        field.unknown_name("number of a lab called", name, &LAB_FIELDS.map(|field| field.name));
        return;
    };
    if let Some(value) = field.number_in(number.range) {
        (number.set)(&mut draft.labs[position], value);
    }
}
