//! `[[labs]]`: labs added, changed by their id, or taken out.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::super::lab_field::{CAPABILITY, LAB_FIELDS, LICENCE};
use super::super::node::{Field, Node};
use super::name;
use crate::model::bloc::Bloc;
use crate::model::lab::{LabSpec, MAX_LABS, OpenStart};

const KEYS: [&str; 12] = [
    "id",
    "name",
    "archetype",
    "bloc",
    "compute",
    "efficiency",
    "complement",
    "stance",
    "size",
    "closed",
    "open",
    "remove",
];

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    let Some(field) = root.field("labs") else { return };
    let items = field.items("a list: [[labs]] before each lab").unwrap_or_default();
    let mut seen = BTreeSet::new();
    for item in &items {
        let Some(table) = item.table("a table: [[labs]]") else { continue };
        table.only(&KEYS);
        let Some(id_field) = table.need("id", "the lab's name in files") else { continue };
        let Some(id) = name(&id_field) else { continue };
        if !seen.insert(id) {
            let help = "give each lab once in a file".to_owned();
            id_field.report(format!("the lab `{id}` stands twice in this file"), Some(help));
            continue;
        }
        entry(&table, &id_field, id, draft);
    }
    if draft.labs.len() > MAX_LABS {
        let message = format!("{} labs, more than the {MAX_LABS} that a simulation holds", draft.labs.len());
        field.report_key(message, Some("take some out: id = \"...\", remove = true".to_owned()));
    }
}

fn entry(table: &Node<'_>, id_field: &Field<'_>, id: &str, draft: &mut Draft) {
    let known = draft.lab(id);
    if table.field("remove").and_then(|field| field.flag()) == Some(true) {
        match known {
            Some(position) => {
                draft.labs.remove(position);
            }
            None => {
                let ids: Vec<&str> = draft.labs.iter().map(|lab| lab.id.as_str()).collect();
                id_field.unknown_name("lab to take out called", id, &ids);
            }
        }
        return;
    }
    match known {
        Some(position) => change(table, &mut draft.labs[position]),
        None => draft.labs.extend(new_lab(table, id)),
    }
}

fn new_lab(table: &Node<'_>, id: &str) -> Option<LabSpec> {
    let mut lab = LabSpec {
        id: id.to_owned(),
        name: String::new(),
        archetype: String::new(),
        bloc: Bloc::Us,
        compute: 0.0,
        efficiency: 0.0,
        complement: 0.0,
        stance: 0.0,
        size: 1.0,
        closed: None,
        open: None,
    };
    let needed = ["name", "bloc"].into_iter().chain(LAB_FIELDS.iter().map(|field| field.name));
    let missing: Vec<&str> = needed.filter(|key| table.field(key).is_none()).collect();
    if !missing.is_empty() {
        let message = format!("the new lab `{id}` lacks: {}", missing.join(", "));
        let help = "a new lab needs id, name, bloc, compute, efficiency, complement, stance, size, \
                    and closed or open; to change a lab, use the id of one that stands";
        table.report(message, Some(help.to_owned()));
    }
    if table.field("closed").is_none() && table.field("open").is_none() {
        let message = format!("the new lab `{id}` has no model");
        let help =
            "give closed = { capability = -0.5 }, or open = { capability = -0.5, licence = 1 }, or both";
        table.report(message, Some(help.to_owned()));
    }
    change(table, &mut lab);
    if lab.archetype.is_empty() {
        lab.archetype.clone_from(&lab.name);
    }
    Some(lab)
}

fn change(table: &Node<'_>, lab: &mut LabSpec) {
    let text = |key| table.field(key).and_then(|field: Field<'_>| field.text());
    if let Some(name) = text("name") {
        name.clone_into(&mut lab.name);
    }
    if let Some(archetype) = text("archetype") {
        archetype.clone_into(&mut lab.archetype);
    }
    let bloc = table.field("bloc").and_then(|field| field.one_of("bloc", &Bloc::ALL.map(Bloc::key)));
    if let Some(bloc) = bloc.and_then(Bloc::from_key) {
        lab.bloc = bloc;
    }
    for number in &LAB_FIELDS {
        if let Some(value) = table.field(number.name).and_then(|field| field.number_in(number.range)) {
            (number.set)(lab, value);
        }
    }
    if let Some(field) = table.field("closed") {
        closed(&field, lab);
    }
    if let Some(field) = table.field("open") {
        open(&field, lab);
    }
    if lab.closed.is_none() && lab.open.is_none() && !lab.name.is_empty() && table.field("remove").is_none() {
        model_less(table, lab);
    }
}

fn model_less(table: &Node<'_>, lab: &LabSpec) {
    let took_out = ["closed", "open"].iter().any(|key| {
        let inner = table.field(key).and_then(|field| field.table_if_any());
        inner.is_some_and(|inner| inner.field("remove").is_some())
    });
    if took_out {
        let message = format!("the lab `{}` is left with no model", lab.id);
        table.report(message, Some("a lab has a closed model, an open one, or both".to_owned()));
    }
}

fn closed(field: &Field<'_>, lab: &mut LabSpec) {
    let Some(table) = field.table("{ capability = -0.5 }") else { return };
    table.only(&["capability", "remove"]);
    if table.field("remove").and_then(|field| field.flag()) == Some(true) {
        lab.closed = None;
    } else if let Some(field) = table.need("capability", "its closed model's, in January 2024") {
        lab.closed = field.number_in(CAPABILITY).or(lab.closed);
    }
}

fn open(field: &Field<'_>, lab: &mut LabSpec) {
    let Some(table) = field.table("{ capability = -0.5, licence = 1 }") else { return };
    table.only(&["capability", "licence", "remove"]);
    if table.field("remove").and_then(|field| field.flag()) == Some(true) {
        lab.open = None;
        return;
    }
    let old = lab.open;
    let number = |key, meaning, range, old: Option<f64>| match table.field(key) {
        Some(field) => field.number_in(range),
        None => {
            if old.is_none() {
                table.missing(key, meaning);
            }
            old
        }
    };
    let capability = number("capability", "its open model's", CAPABILITY, old.map(|open| open.capability));
    let licence =
        number("licence", "1 permissive, less where restricted", LICENCE, old.map(|open| open.licence));
    if let (Some(capability), Some(licence)) = (capability, licence) {
        lab.open = Some(OpenStart { capability, licence });
    }
}
