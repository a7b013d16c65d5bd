//! What the player's role wants, and how it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::measure::Evaluation;
use crate::playthrough::Snapshot;
use crate::tui::app::{App, World};
use crate::tui::widgets::text;
use crate::tui::wording;

/// One target as things stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The target in words: the quantity, and what is wanted of it.
    pub target: [String; 2],
    /// The measure's value this month, as it is written.
    pub value: String,
    /// Whether it would hold if this were its month.
    pub holds: bool,
}

/// How the targets of the role stand in the last month played.
pub fn standings(snapshot: &Snapshot) -> Vec<Standing> {
    let Some(role) = &snapshot.facts.role else { return Vec::new() };
    let (history, setup) = (&*snapshot.played, &snapshot.facts.setup);
    let evaluation = Evaluation::new(history, &setup.parameters);
    let standing = |target: &crate::scenario::Target| {
        let value = target.measured(&evaluation, history, setup);
        Standing {
            target: wording::target(target, &setup.labs),
            value: wording::amount(target, value),
            holds: target.side.holds(value, target.value),
        }
    };
    role.targets.iter().map(standing).collect()
}

/// What a lab can do, and when, from the fullest wording to the shortest; empty where no lab is played.
fn means(app: &App, world: &World) -> Vec<String> {
    let Some(snapshot) = &world.snapshot else { return Vec::new() };
    let Some(lab) = snapshot.facts.lab() else { return Vec::new() };
    if world.is_asked() {
        return vec![app.keys.fill("A question waits for your answer: {ask-again} shows it.")];
    }
    let lab = &snapshot.facts.setup.labs[lab].name;
    let told = format!(
        "You decide for {lab}: whenever it has a new model you are asked, and release it in one of four ways, \
         hold it back, or shade the price. {{play-pause}} lets time run until then."
    );
    let short = format!("At each new model of {lab}'s you release, hold back, or shade the price.");
    vec![app.keys.fill(&told), short, "At each new model: release, hold back, shade the price.".to_owned()]
}

/// Draws the goal; returns the room below it.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer) -> Rect {
    let theme = &app.look.theme;
    let role = world.snapshot.as_ref().and_then(|snapshot| snapshot.facts.role.as_ref());
    let Some(role) = role else { return area };
    let width = area.width.min(72);
    let mut y = area.y;
    let tight = area.height < 10;
    let goal = text::wrap(&format!("You want: {}", role.goal), width);
    for line in goal.iter().take(if tight { 2 } else { 4 }) {
        if y < area.bottom() {
            text::put(buf, area.x, y, line, width, theme.text());
        }
        y += 1;
    }
    for standing in &world.goal {
        if y >= area.bottom() {
            break;
        }
        let (mark, style) = match (standing.holds, app.look.ascii()) {
            (true, true) => ("yes", theme.strong()),
            (false, true) => ("no ", theme.dim()),
            (true, false) => ("✓", theme.strong()),
            (false, false) => ("✗", theme.dim()),
        };
        let x = text::put(buf, area.x, y, mark, 3, style) + 1;
        let now = format!("now {}", standing.value);
        let value = text::put_right(buf, area.x + width, y, &now, theme.strong());
        let [quantity, wanted] = &standing.target;
        text::put(buf, x, y, &text::clip_words(quantity, value.saturating_sub(x + 1)), width, theme.text());
        y += 1;
        if y < area.bottom() {
            text::put(
                buf,
                x,
                y,
                &text::clip_words(wanted, area.right().saturating_sub(x)),
                width,
                theme.dim(),
            );
        }
        y += 1;
    }
    let room = usize::from(if tight { 1_u16 } else { 4 });
    let told = means(app, world).into_iter().map(|told| text::wrap(&told, width));
    for line in told.filter(|lines| lines.len() <= room).take(1).flatten() {
        if y < area.bottom() {
            text::put(buf, area.x, y, &line, width, theme.dim());
        }
        y += 1;
    }
    let used = (y + 1).saturating_sub(area.y).min(area.height);
    Rect { y: area.y + used, height: area.height - used, ..area }
}
