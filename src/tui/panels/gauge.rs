//! The two worlds of May 2025 as a gauge, and what could be switched off from abroad.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::bloc::{Access, Bloc};
use crate::model::calendar::Month as Date;
use crate::playthrough::Snapshot;
use crate::tui::app::App;
use crate::tui::lines::{bloc_hue, letter};
use crate::tui::panels::share_lines::{self, ShareLine};
use crate::tui::readings::Month;
use crate::tui::widgets::{bars, text};

/// The month in which the two worlds were put into words.
const MAY_2025: Date = Date(16);

/// Draws the gauge, then the bars of the regions, as far as there is room.
pub fn draw(app: &App, snapshot: &Snapshot, row: usize, area: Rect, buf: &mut Buffer) {
    let month = Month::new(snapshot, row);
    let (us, china) = two_worlds(&month);
    draw_sides(app, us, china, area, buf);
    let theme = &app.look.theme;
    let mut y = area.y + 2;
    for line in text::wrap(&in_may(snapshot, row, &month), area.width).into_iter().take(2) {
        text::put(buf, area.x, y, &line, area.width, theme.dim());
        y += 1;
    }
    // A row apart where there is room for all.
    y += u16::from(area.bottom() >= y + 6);
    let left = area.bottom().saturating_sub(y);
    if left >= 3 {
        let title = "Could be switched off from abroad";
        text::put(buf, area.x, y, title, area.width, theme.strong());
        draw_cut_off(app, &month, Rect { y: y + 1, height: left - 1, ..area }, buf);
    }
}

/// Shares of the world's use on American open models, and on Chinese models of either kind.
fn two_worlds(month: &Month<'_>) -> (f64, f64) {
    let shares = month.mix(None, None).shares;
    (shares[Bloc::Us.index()][Access::Open.index()], shares[Bloc::China.index()].iter().sum())
}

/// The two sides of the gauge month by month.
pub fn draw_over_time(app: &App, snapshot: &Snapshot, row: usize, area: Rect, buf: &mut Buffer) {
    let both: Vec<(f64, f64)> = (0..=row).map(|row| two_worlds(&Month::new(snapshot, row))).collect();
    let line = |name: &str, bloc: Bloc, access: Access, points: Vec<f64>| ShareLine {
        name: name.into(),
        letter: letter(bloc, access),
        hue: bloc_hue(bloc, Access::Open),
        points,
    };
    let (us, china) = both.into_iter().unzip();
    let lines = [
        line("American open", Bloc::Us, Access::Open, us),
        line("Chinese", Bloc::China, Access::Closed, china),
    ];
    share_lines::draw(app, snapshot, &lines, area, buf);
}

fn draw_sides(app: &App, us: f64, china: f64, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let (us_hue, china_hue) =
        (theme.hue(bloc_hue(Bloc::Us, Access::Open)), theme.hue(bloc_hue(Bloc::China, Access::Open)));
    let bold = ratatui::style::Modifier::BOLD;
    let half = area.width.saturating_sub(1) / 2;
    let middle = area.x + half;
    let end = text::put(buf, area.x, area.y, "American open ", half, us_hue.add_modifier(bold));
    text::put(buf, end, area.y, &percent(us), half.saturating_sub(end - area.x), theme.strong());
    let right = area.x + 2 * half + 1;
    let start = text::put_right(buf, right, area.y, &percent(china), theme.strong());
    text::put_right(buf, start.saturating_sub(1), area.y, "Chinese", china_hue.add_modifier(bold));
    // Each side is full at a half of all use, or at all of it where one side has more.
    let full = if us.max(china) > 0.5 { 1.0 } else { 0.5 };
    let (ascii, y) = (app.look.ascii(), area.y + 1);
    let track = if ascii { "." } else { "·" };
    for x in (area.x..right).filter(|x| *x != middle) {
        text::put(buf, x, y, track, 1, theme.faint());
    }
    let bar = bars::bar_left(us / full, usize::from(half), ascii);
    text::put_right(buf, middle, y, &bar, us_hue);
    text::put(buf, middle, y, if ascii { "|" } else { "│" }, 1, theme.strong());
    text::put(buf, middle + 1, y, &bars::bar(china / full, usize::from(half), ascii), half, china_hue);
}

/// What the gauge shows, and where it stood when it was put into words.
fn in_may(snapshot: &Snapshot, row: usize, month: &Month<'_>) -> String {
    let open = month.mix(None, None).shares[Bloc::China.index()][Access::Open.index()];
    let then = usize::try_from(MAY_2025 - snapshot.played.start).ok().filter(|then| *then < row);
    let then = then.map(|then| two_worlds(&Month::new(snapshot, then)));
    let now = format!("of the world's use, the US included; Chinese open {}", percent(open));
    match then {
        Some((us, china)) => format!("{now}. In May 2025: {} and {}", percent(us), percent(china)),
        None => now,
    }
}

fn draw_cut_off(app: &App, month: &Month<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let rows = Bloc::ALL.map(|region| (region.short(), month.cut_off(Some(region))));
    let world = ("World", month.cut_off(None));
    for (y, (name, share)) in (area.y..area.bottom()).zip(rows.into_iter().chain([world])) {
        text::put(buf, area.x, y, name, 7, theme.text());
        let room = area.width.saturating_sub(8 + 5);
        let bar = bars::bar(share, usize::from(room), app.look.ascii());
        text::put(buf, area.x + 8, y, &bar, room, theme.accent());
        text::put_right(buf, area.right(), y, &percent(share), theme.strong());
    }
}

/// A share as it is written.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
