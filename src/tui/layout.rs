//! Where everything goes, for every size of the terminal.

use ratatui::layout::{Constraint, Layout, Rect};

/// The smallest terminal on which the screen makes sense.
pub const SMALLEST: (u16, u16) = (60, 18);

/// The three rows of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// First row.
    pub header: Rect,
    /// All between.
    pub body: Rect,
    /// Last row.
    pub footer: Rect,
}

/// Header, body and footer.
pub fn frame(area: Rect) -> Frame {
    let [header, body, footer] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    Frame { header, body, footer }
}

/// The World screen's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// All panels side by side.
    Wide {
        /// The chart with its rule.
        chart: Rect,
        /// Levers.
        levers: Rect,
        /// Odds of end worlds.
        worlds: Rect,
        /// Labs.
        labs: Rect,
        /// News.
        news: Rect,
    },
    /// The chart, and below it one panel of several.
    Compact {
        /// The chart with its rule.
        chart: Rect,
        /// The names of the panels.
        tabs: Rect,
        /// The panel in focus.
        panel: Rect,
    },
}

/// The places of the World screen.
pub fn world(body: Rect) -> World {
    if body.width < 108 || body.height < 28 {
        return compact(body);
    }
    if body.width >= 150 { widest(body) } else { wide(body) }
}

fn compact(body: Rect) -> World {
    let below = (body.height * 2 / 5).clamp(6, 14);
    let [chart, tabs, panel] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Length(below)]).areas(body);
    World::Compact { chart: inset(chart), tabs: inset(tabs), panel: inset(panel) }
}

fn wide(body: Rect) -> World {
    let lower = lower_rows(body);
    let [left, _, right] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Length(2), Constraint::Length(39)])
            .areas(inset(body));
    let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(lower)];
    let [chart, _, below] = Layout::vertical(rows).areas(left);
    let [worlds, _, labs] =
        Layout::horizontal([Constraint::Length(33), Constraint::Length(2), Constraint::Fill(1)]).areas(below);
    let [levers, _, news] = Layout::vertical(rows).areas(right);
    World::Wide { chart, levers, worlds, labs, news }
}

fn widest(body: Rect) -> World {
    let lower = lower_rows(body);
    let [left, _, levers] =
        Layout::horizontal([Constraint::Fill(1), Constraint::Length(3), Constraint::Length(46)])
            .areas(inset(body));
    let rows = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(lower)];
    let [chart, _, below] = Layout::vertical(rows).areas(left);
    let columns = [
        Constraint::Length(36),
        Constraint::Length(3),
        Constraint::Length(46),
        Constraint::Length(3),
        Constraint::Fill(1),
    ];
    let [worlds, _, labs, _, news] = Layout::horizontal(columns).areas(below);
    World::Wide { chart, levers, worlds, labs, news }
}

/// Rows of the lower panels: enough for all labs where there is room.
fn lower_rows(body: Rect) -> u16 {
    (body.height / 3 + 1).clamp(9, 15)
}

fn inset(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// A place in the middle, at most so large.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (w, h) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - w) / 2, area.y + (area.height - h) / 2, w, h)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_keeps_its_room_at_every_size() {
        for w in SMALLEST.0..240 {
            for h in SMALLEST.1..80 {
                let body = frame(Rect::new(0, 0, w, h)).body;
                let chart = match world(body) {
                    World::Wide { chart, levers, worlds, labs, news } => {
                        let all = [chart, levers, worlds, labs, news];
                        for (i, a) in all.iter().enumerate() {
                            assert!(!a.is_empty() && body.union(*a) == body, "{w}x{h}");
                            assert!(all[i + 1..].iter().all(|b| !a.intersects(*b)), "{w}x{h}");
                        }
                        chart
                    }
                    World::Compact { chart, panel, .. } => {
                        assert!(panel.height >= 6, "{w}x{h}");
                        chart
                    }
                };
                assert!(chart.width >= 58 && chart.height >= 9, "{w}x{h}: {chart}");
            }
        }
    }
}
