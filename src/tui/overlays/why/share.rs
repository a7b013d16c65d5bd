//! Why a share of use is what it is: what the last twelve months brought, by newcomers, switches, offers and
//! by what made the models more or less attractive.

use super::page::{Page, Span, Tone, percent, points};
use crate::model::bloc::Access;
use crate::model::calendar::Month;
use crate::model::offer::{offer_access, offer_lab};
use crate::playthrough::{Change, Finding, Flow, Group, Inquiry, Scope, Snapshot};
use crate::tui::lines::origin_hue;
use crate::tui::widgets::scale::Scale;
use crate::tui::wording;

/// At most so many offers are listed in a part.
const MOST: usize = 6;

/// What the page takes simulations to find.
pub const fn wants(scope: Scope, group: Group, month: Month) -> Inquiry {
    Inquiry::Change(scope, group, month)
}

/// Writes the page.
pub fn write(page: &mut Page, snapshot: &Snapshot, (scope, group, month): (Scope, Group, Month)) {
    let name = wording::models(group, &snapshot.facts.setup.labs);
    match snapshot.findings.get(&wants(scope, group, month)).map(AsRef::as_ref) {
        Some(Finding::Change(change)) => {
            headline(page, snapshot, scope, &name, change);
            parts(page, snapshot, change);
            flows(page, snapshot, change);
            offers(page, snapshot, change);
            appeal(page, &name, change);
        }
        _ => waiting(page, snapshot, (scope, group, month), &name),
    }
}

/// While the answer is being found, or where there is none.
fn waiting(page: &mut Page, snapshot: &Snapshot, (scope, group, month): (Scope, Group, Month), name: &str) {
    let grouping = group.grouping();
    let shares = snapshot.shares(scope, grouping);
    let place = grouping.groups(&snapshot.facts.setup.labs).iter().position(|other| *other == group);
    let row = usize::try_from(month - snapshot.facts.setup.start).ok();
    let at = |row: usize| Some(*shares.get(row)?.get(place?)?).filter(|share| share.is_finite());
    let (now, before) = (row.and_then(at), row.and_then(|row| at(row.saturating_sub(12))));
    let whom = wording::scope(scope);
    match (now, before, row) {
        (Some(share), Some(_), Some(1..)) => {
            page.say(
                &format!("{}: {} of use by {whom}, {}.", capital(name), percent(share), month.label()),
                Tone::Strong,
            );
            page.say("Finding out: the last twelve months are run anew, adopter by adopter ...", Tone::Quiet);
        }
        (Some(share), ..) => {
            page.say(
                &format!("{}: {} of use by {whom}, {}.", capital(name), percent(share), month.label()),
                Tone::Strong,
            );
            page.say("There is no earlier month to compare it with.", Tone::Quiet);
        }
        (None, ..) => page.say(&format!("Among {whom} nobody used a model then."), Tone::Strong),
    }
}

fn headline(page: &mut Page, snapshot: &Snapshot, scope: Scope, name: &str, change: &Change) {
    let [before, after] = change.shares();
    let moved = after - before;
    let turn = match (moved * 1000.0).round() {
        tenths if tenths > 0.0 => "rose",
        tenths if tenths < 0.0 => "fell",
        _ => "stayed",
    };
    let main = mainly(snapshot, change, moved).map(|main| format!(", mainly by {main}")).unwrap_or_default();
    let way = if turn == "stayed" {
        format!("at {}", percent(after))
    } else {
        format!("from {} to {} ({} points)", percent(before), percent(after), points(moved))
    };
    page.say(
        &format!(
            "{} {turn} {way} among {} between {} and {}{main}.",
            capital(name),
            wording::scope(scope),
            change.from.label(),
            change.to.label()
        ),
        Tone::Strong,
    );
}

/// With a capital, as a sentence begins.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The part that did most in the direction in which the share went.
fn mainly(snapshot: &Snapshot, change: &Change, moved: f64) -> Option<String> {
    let all = f64::from(change.all[1]);
    let switches = |flow: &Flow| flow.net() as f64 / all;
    let new = change.parts()[0];
    let along = |part: f64| part * moved.signum();
    let best = change.flows.iter().max_by(|a, b| along(switches(a)).total_cmp(&along(switches(b))));
    let best = best.filter(|flow| along(switches(flow)) > 0.0005 && along(switches(flow)) >= along(new));
    match best {
        _ if moved.abs() < 0.0005 => None,
        Some(flow) if moved > 0.0 => Some(format!(
            "people switching from {} ({})",
            offer(snapshot, flow.place),
            points(switches(flow))
        )),
        Some(flow) => {
            Some(format!("people switching to {} ({})", offer(snapshot, flow.place), points(switches(flow))))
        }
        None if along(new) > 0.0 => Some(format!("newcomers' choices ({})", points(new))),
        None => None,
    }
}

/// An offer's name.
fn offer(snapshot: &Snapshot, place: usize) -> String {
    let lab = &snapshot.facts.setup.labs[offer_lab(place)].name;
    let access = offer_access(place);
    if access == Access::Open { format!("{lab}'s open model") } else { format!("{lab}'s closed model") }
}

/// Rows of names with bars upon one scale, in points of the share.
struct Bars {
    label: u16,
    scale: Scale,
    cells: u16,
}

impl Bars {
    fn new(page: &Page, values: impl Iterator<Item = f64>) -> Self {
        let label = page.label();
        let cells = page.width.saturating_sub(label + 26).clamp(8, 44);
        Self { label, scale: Scale::over(values, usize::from(cells), page.ascii), cells }
    }

    fn row(&self, page: &mut Page, name: &str, value: f64, note: &str, tone: Tone) {
        let end = self.label + self.cells + 7;
        page.row(vec![
            Span::within(0, self.label.saturating_sub(1), name, Tone::Text),
            Span::at(self.label, self.scale.bar(value), tone),
            Span::to(end, points(value), Tone::Strong),
            Span::within(end + 2, page.width.saturating_sub(end + 2), note, Tone::Quiet),
        ]);
    }
}

fn people(count: u32) -> String {
    count.to_string()
}

fn parts(page: &mut Page, snapshot: &Snapshot, change: &Change) {
    let [new, into, out] = change.parts();
    page.heading("Who came and who went, in points of the share");
    let bars = Bars::new(page, change.parts().into_iter());
    let [taken, newcomers] = change.newcomers;
    bars.row(page, "newcomers", new, &format!("{taken} of {newcomers}"), Tone::Text);
    let sum = |of: fn(&Flow) -> u32| people(change.flows.iter().map(of).sum());
    bars.row(page, "switched to it", into, &sum(|flow| flow.into), Tone::Text);
    bars.row(page, "switched away", out, &sum(|flow| flow.out), Tone::Text);
    page.say(
        &format!(
            "The three add up to the change. Newcomers count by how much more often they took it than those before them. {} simulated adopters stand for all.",
            snapshot.facts.setup.adopters
        ),
        Tone::Quiet,
    );
}

fn flows(page: &mut Page, snapshot: &Snapshot, change: &Change) {
    if change.flows.is_empty() {
        return;
    }
    page.heading("From where and to where people switched, net");
    let points = |flow: &Flow| flow.net() as f64 / f64::from(change.all[1]);
    let bars = Bars::new(page, change.flows.iter().map(points));
    for flow in change.flows.iter().take(MOST) {
        let note = format!("{} in, {} out", flow.into, flow.out);
        let hue = Tone::Hue(origin_hue(snapshot.facts.setup.labs[offer_lab(flow.place)].bloc));
        bars.row(page, &offer(snapshot, flow.place), points(flow), &note, hue);
    }
    let rest = change.flows.iter().skip(MOST);
    if rest.len() > 0 {
        let net: f64 = rest.clone().map(points).sum();
        bars.row(page, &format!("{} others", rest.len()), net, "", Tone::Quiet);
    }
}

fn offers(page: &mut Page, snapshot: &Snapshot, change: &Change) {
    if change.offers.len() < 2 {
        return;
    }
    page.heading("Which of its models gained and lost");
    let moved = |[before, after]: [f64; 2]| after - before;
    let bars = Bars::new(page, change.offers.iter().map(|part| moved(part.shares)));
    for part in change.offers.iter().take(MOST) {
        let note = format!("{} > {}", percent(part.shares[0]), percent(part.shares[1])).replace('>', "→");
        let hue = Tone::Hue(origin_hue(snapshot.facts.setup.labs[offer_lab(part.place)].bloc));
        bars.row(page, &offer(snapshot, part.place), moved(part.shares), &note, hue);
    }
    let rest = change.offers.iter().skip(MOST);
    if rest.len() > 0 {
        let sum: f64 = rest.clone().map(|part| moved(part.shares)).sum();
        bars.row(page, &format!("{} others", rest.len()), sum, "", Tone::Quiet);
    }
}

fn appeal(page: &mut Page, name: &str, change: &Change) {
    let [before, after] = change.appeal.shares;
    page.heading("What made it more or less attractive");
    page.say(
        &format!(
            "If everybody chose afresh, {} would take {name} now, {} a year before ({} points):",
            percent(after),
            percent(before),
            points(after - before)
        ),
        Tone::Text,
    );
    let bars = Bars::new(page, change.appeal.traits.iter().map(|(_, part)| *part));
    for (of, part) in &change.appeal.traits {
        bars.row(page, of.title(), *part, "", Tone::Text);
    }
    page.say(
        "Each trait's part is what its coming changes, on average over all orders; the parts add up. People are slower than that: most stay with what they have.",
        Tone::Quiet,
    );
}
