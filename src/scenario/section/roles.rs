//! `[roles.*]`: who can be played, with what, towards what.

use super::super::draft::Draft;
use super::super::nearest::suggestion;
use super::super::node::{Field, Node};
use super::super::role::{Role, Side, Target, groups_of, members};
use super::{NAME_RULE, is_name};
use crate::model::lab::LabSpec;
use crate::model::lever::{LEVERS, Lever};
use crate::model::measure::{MEASURES, catalogue};

/// Range of capital and income.
const CAPITAL: (f64, f64) = (0.0, 1e6);
/// Range of the cost of a lever.
const COST: (f64, f64) = (0.0, 1e6);

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    own(root, draft);
    // A role goes with the lab that it plays.
    let is_there =
        |role: &Role| role.lab.as_ref().is_none_or(|id| draft.labs.iter().any(|lab| lab.id == *id));
    draft.roles.retain(is_there);
    stranded(root, draft);
}

/// Inherited targets at a lab that this file takes out.
fn stranded(root: &Node<'_>, draft: &Draft) {
    for role in &draft.roles {
        let labs = role.targets.iter().filter_map(Target::lab);
        for lab in labs.filter(|lab| draft.lab(lab).is_none()) {
            if let Some(field) = root.field("labs") {
                let message =
                    format!("the lab `{lab}` is taken out, but the role `{}` has a target at it", role.id);
                let help = "give the role anew, or take it out too";
                field.report_key(message, Some(format!("{help}: [roles.{}] remove = true", role.id)));
            }
        }
    }
}

fn own(root: &Node<'_>, draft: &mut Draft) {
    let Some(roles) = root.field("roles").and_then(|field| field.table("tables: [roles.NAME]")) else {
        return;
    };
    for field in roles.fields() {
        if is_taken_out(&field, draft) {
            continue;
        }
        if !is_name(field.key) {
            field.report_key(format!("`{}` is no name for a role; it must be {NAME_RULE}", field.key), None);
            continue;
        }
        let Some(role) =
            field.table("a table: [roles.NAME]").and_then(|table| role(&table, field.key, draft))
        else {
            continue;
        };
        match draft.roles.iter_mut().find(|old| old.id == role.id) {
            Some(old) => *old = role,
            None => draft.roles.push(role),
        }
    }
}

/// Takes an inherited role out, where the file says so.
fn is_taken_out(field: &Field<'_>, draft: &mut Draft) -> bool {
    let remove = field.table_if_any().and_then(|table| table.field("remove")?.flag());
    if remove != Some(true) {
        return false;
    }
    match draft.roles.iter().position(|role| role.id == field.key) {
        Some(position) => {
            draft.roles.remove(position);
        }
        None => {
            let ids: Vec<&str> = draft.roles.iter().map(|role| role.id.as_str()).collect();
            field.unknown_name("role to take out called", field.key, &ids);
        }
    }
    true
}

const KEYS: [&str; 10] =
    ["title", "lab", "levers", "capital", "income", "costs", "reactive", "goal", "targets", "remove"];

fn role(table: &Node<'_>, id: &str, draft: &Draft) -> Option<Role> {
    table.only(&KEYS);
    let text = |key| table.field(key).and_then(|field: Field<'_>| field.text()).map(str::to_owned);
    let number = |key| match table.field(key) {
        Some(field) => field.number_in(CAPITAL),
        None => Some(0.0),
    };
    let (lab, levers) = hands(table, draft)?;
    let priced = table.field("costs").filter(|_| !levers.is_empty());
    let costs = priced.map(|field| costs(&field, &levers)).unwrap_or_default();
    let reactive = table.field("reactive").is_none_or(|field| field.flag() != Some(false));
    let goal = table.need("goal", "what the role wants, in words").and_then(|field| field.prose());
    let targets = table.field("targets").map(|field| targets(&field, draft)).unwrap_or_default();
    Some(Role {
        id: id.to_owned(),
        title: text("title").unwrap_or_else(|| plain_title(id)),
        lab,
        levers,
        capital: number("capital")?,
        income: number("income")?,
        costs,
        reactive,
        goal: goal?.trim().to_owned(),
        targets,
    })
}

/// `us_government` as people read it: `us government`.
fn plain_title(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// What the role decides: a lab's releases, levers, or both.
fn hands(table: &Node<'_>, draft: &Draft) -> Option<(Option<String>, Vec<Lever>)> {
    let lab = table.field("lab");
    let own = if lab.is_none() {
        table.need("levers", "names of the levers that the role holds, unless it plays a `lab`")
    } else {
        table.field("levers")
    };
    let levers = own.as_ref().map(levers).unwrap_or_default();
    for field in ["capital", "income", "costs"].into_iter().filter_map(|key| table.field(key)) {
        if own.is_none() && lab.is_some() {
            let message = format!("`{}`: the role holds no levers to spend it on", field.path());
            let help = "a lab's releases and prices cost no capital: take this out, or give `levers`";
            field.report_key(message, Some(help.to_owned()));
        }
    }
    let lab = match lab {
        Some(field) => Some(member(&field, "lab_share", "lab", &draft.labs)?),
        None => None,
    };
    (lab.is_some() || own.is_some()).then_some((lab, levers))
}

/// What levers cost, by their full names, with or without quotes around them.
fn costs(field: &Field<'_>, held: &[Lever]) -> Vec<(Lever, f64)> {
    let mut costs = Vec::new();
    if let Some(table) = field.table("a table: { \"us.export_controls\" = 60 }") {
        cost_group(&table, "", held, &mut costs);
    }
    costs
}

fn cost_group(table: &Node<'_>, prefix: &str, held: &[Lever], costs: &mut Vec<(Lever, f64)>) {
    let names = held.iter().map(|lever| lever.name()).collect::<Vec<&str>>();
    for field in table.fields() {
        let name = if prefix.is_empty() { field.key.to_owned() } else { format!("{prefix}.{}", field.key) };
        match Lever::find(&name) {
            Some(lever) if held.contains(&lever) => {
                costs.extend(field.number_in(COST).map(|cost| (lever, cost)));
            }
            Some(_) => {
                let message = format!("the role has a cost for `{name}`, which it does not hold");
                field.report_key(message, Some(suggestion(&name, &names)));
            }
            None => match field.table_if_any() {
                Some(inner) => cost_group(&inner, &name, held, costs),
                None => {
                    let message = format!("there is no lever `{name}`");
                    field.report_key(message, Some(suggestion(&name, &names)));
                }
            },
        }
    }
}

fn levers(field: &Field<'_>) -> Vec<Lever> {
    let must = "a list of levers: [\"us.export_controls\"]";
    let items = field.items(must).unwrap_or_default();
    if items.is_empty() && field.is_list() {
        field.wrong("a list of at least one lever");
    }
    let mut levers = Vec::new();
    for item in &items {
        let Some(name) = item.text() else { continue };
        match Lever::find(name) {
            Some(lever) if levers.contains(&lever) => {
                item.report(format!("the lever `{name}` stands twice"), Some("name each lever once".into()));
            }
            Some(lever) => levers.push(lever),
            None => item.unknown_name("lever", name, &LEVERS.each_ref().map(|spec| spec.name)),
        }
    }
    levers
}

const TARGET: &str = "a target: { measure = \"adoption_share\", bloc = \"us\", op = \">=\", value = 0.5, \
                      month = \"2030-12\" }";

fn targets(field: &Field<'_>, draft: &Draft) -> Vec<Target> {
    let items = field.items("a list of targets").unwrap_or_default();
    items.iter().filter_map(|item| target(&item.table(TARGET)?, draft)).collect()
}

fn target(table: &Node<'_>, draft: &Draft) -> Option<Target> {
    comparison(table, &["measure", "op", "value", "month"], draft)
}

/// A measure on one side of a value, with the groups that it is taken for beside the keys given.
pub fn comparison(table: &Node<'_>, keys: &[&str], draft: &Draft) -> Option<Target> {
    let names = MEASURES.map(|spec| spec.name);
    let measure = table.need("measure", "the name of a measure").and_then(|f| f.one_of("measure", &names));
    let signs = Side::SIGNS.map(|(sign, _)| sign);
    let side = table.need("op", "\">=\" or \"<=\"").and_then(|field| field.one_of("side", &signs));
    let month = match table.field("month").filter(|_| keys.contains(&"month")) {
        Some(field) => field.month_in(draft.starts, draft.ends),
        None => None,
    };
    let measure = names.into_iter().find(|name| Some(*name) == measure)?;
    let value = table.need("value", "a number").and_then(|field| field.number_in(range(measure)));
    let groups = groups(table, measure, keys, &draft.labs)?;
    let side = Side::SIGNS.into_iter().find(|(sign, _)| Some(*sign) == side).map(|(_, side)| side);
    Some(Target { measure, groups, side: side?, value: value?, month })
}

/// Values that a measure can have; where nothing bounds it, more than anybody would write.
fn range(measure: &str) -> (f64, f64) {
    const FAR: f64 = 1e6;
    let unit = MEASURES.iter().find(|spec| spec.name == measure).map_or("", |spec| spec.unit);
    match (unit, measure) {
        ("share", _) | (_, "concentration") => (0.0, 1.0),
        ("index" | "releases a month" | "times marginal cost", _) => (0.0, FAR),
        _ => (-FAR, FAR),
    }
}

/// The groups that a table names beside the keys given; together they must be measured.
pub fn groups(
    table: &Node<'_>,
    measure: &'static str,
    keys: &[&str],
    labs: &[LabSpec],
) -> Option<Vec<(&'static str, String)>> {
    let allowed = groups_of(measure);
    let keys: Vec<&str> = keys.iter().chain(&allowed).copied().collect();
    table.only(&keys);
    if table.fields().any(|field| !keys.contains(&field.key)) {
        return None;
    }
    let given: Vec<_> = allowed.iter().filter_map(|group| Some((*group, table.field(group)?))).collect();
    let groups: Vec<_> = given
        .iter()
        .filter_map(|(group, field)| Some((*group, member(field, measure, group, labs)?)))
        .collect();
    if groups.len() < given.len() {
        return None;
    }
    let (side, value, month) = (Side::AtLeast, 0.0, None);
    let probe = Target { measure, groups, side, value, month };
    let is_measured = probe.series(labs).is_some_and(|key| catalogue(labs.len()).contains(&key));
    if !is_measured {
        let message = format!("`{measure}` is not measured for this group, or needs one");
        table.report(message, Some(format!("the groups of `{measure}` are: {}", allowed.join(", "))));
        return None;
    }
    Some(probe.groups)
}

fn member(field: &Field<'_>, measure: &str, group: &str, labs: &[LabSpec]) -> Option<String> {
    let name = field.text()?;
    let ids: Vec<&str> = labs.iter().map(|lab| lab.id.as_str()).collect();
    let allowed = if group == "lab" { ids } else { members(measure, group) };
    if !allowed.contains(&name) {
        field.report(format!("there is no {group} `{name}`"), Some(suggestion(name, &allowed)));
        return None;
    }
    Some(name.to_owned())
}
