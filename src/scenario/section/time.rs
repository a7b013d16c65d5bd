//! `[time]` and `[population]`: the horizon, when play begins, and how many adopt.

use super::super::draft::Draft;
use super::super::node::{Field, Node};
use super::super::role::Target;
use super::super::{ADOPTERS, LAST_END, record};
use crate::model::calendar::Month;

pub fn read(root: &Node<'_>, draft: &mut Draft) {
    if let Some(time) = root.field("time").and_then(|field| field.table("a table: [time]")) {
        time.only(&["starts", "play_from", "ends", "pinned"]);
        horizon(&time, draft);
        play_from(&time, draft);
        pinned(&time, draft);
    }
    let population = root.field("population").and_then(|field| field.table("a table: [population]"));
    if let Some(population) = population {
        population.only(&["adopters"]);
        let (low, high) = ADOPTERS;
        let adopters = population.field("adopters").and_then(|field| field.whole_in(low as i64, high as i64));
        if let Some(adopters) = adopters.and_then(|adopters| usize::try_from(adopters).ok()) {
            draft.adopters = adopters;
        }
    }
}

fn horizon(time: &Node<'_>, draft: &mut Draft) {
    if let Some(field) = time.field("starts")
        && field.month().is_some_and(|month| month != Month::FIRST)
    {
        field.wrong(&format!("\"{}\", the month of the initial data", Month::FIRST));
    }
    let Some(field) = time.field("ends") else { return };
    let Some(month) = field.month() else { return };
    if !(draft.starts + 1..=LAST_END).contains(&month) {
        field.wrong(&format!("a month from {} to {LAST_END}", draft.starts + 1));
        return;
    }
    draft.ends = month;
    let is_late = |target: &Target| target.month.is_some_and(|due| due > month);
    let late_target = draft.roles.iter().find(|role| role.targets.iter().any(is_late));
    if let Some(role) = late_target {
        let message = format!("the role `{}` has a target later than {month}, the new end", role.id);
        field.report(message, Some("set `ends` later, or give the role anew in this file".to_owned()));
    }
}

fn play_from(time: &Node<'_>, draft: &mut Draft) {
    let own = time.field("play_from");
    if let Some(month) = own.as_ref().and_then(|field| field.month_in(draft.starts, draft.ends)) {
        draft.play_from = month;
    } else if own.is_none()
        && draft.play_from > draft.ends
        && let Some(field) = time.field("ends")
    {
        let message = format!("play begins in {} (inherited), after the end", draft.play_from);
        field.report(message, Some("set `ends` later, or give `play_from` here".to_owned()));
    }
}

fn pinned(time: &Node<'_>, draft: &mut Draft) {
    let own = time.field("pinned");
    if let Some(pinned) = own.as_ref().and_then(Field::flag) {
        draft.pinned = pinned;
    }
    let last = record::LAST_MONTH + 1;
    if draft.pinned
        && draft.play_from > last
        && let Some(field) = time.field("play_from").or(own)
    {
        let message = format!(
            "pinned history ends in {}, and play begins in {}: the months between would be empty",
            record::LAST_MONTH,
            draft.play_from
        );
        field.report(message, Some(format!("let play begin in {last} or before, or set `pinned = false`")));
    }
}
