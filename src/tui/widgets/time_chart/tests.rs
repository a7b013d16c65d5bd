//! The chart drawn on small buffers.

use super::*;
use proptest::prelude::*;

fn series(name: &str, marker: char, level: f64, slope: f64, steps: usize, now: usize) -> Series {
    let at = |i: usize| level + slope * i as f64;
    let spread = |i: usize| 0.004 * (i.saturating_sub(now)) as f64;
    Series {
        name: name.to_owned(),
        marker,
        line: Color::Blue,
        ghost_colour: Color::Gray,
        band_colour: Some(Color::Rgb(10, 20, 60)),
        points: (0..steps).map(at).collect(),
        band: (0..steps)
            .map(|i| if i < now { (f64::NAN, f64::NAN) } else { (at(i) - spread(i), at(i) + spread(i)) })
            .collect(),
        ghost: (0..steps).map(|i| if i < now { f64::NAN } else { level + slope * now as f64 }).collect(),
    }
}

fn style() -> ChartStyle {
    let plain = Style::new();
    ChartStyle { ground: Color::Black, value: plain, dim: plain, faint: plain, now: plain, badge: plain }
}

fn drawn(series: &[Series], size: (u16, u16), braille: bool) -> Vec<String> {
    let marks = [Mark { at: 12, label: "R1".into() }, Mark { at: 19, label: "gpt-oss".into() }];
    let ticks: Vec<(usize, String)> = (0..7).map(|y| (y * 12, (2024 + y).to_string())).collect();
    let area = Rect::new(0, 0, size.0, size.1);
    let mut buf = Buffer::empty(area);
    TimeChart {
        series,
        marks: &marks,
        steps: 84,
        now: 26,
        now_label: "Mar 2026",
        end_label: "Dec 2030",
        ticks: &ticks,
        top: 0.8,
        braille,
        ascii: !braille,
        marked: false,
        words: false,
        style: style(),
    }
    .draw(area, &mut buf);
    (0..size.1)
        .map(|y| (0..size.0).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned())
        .collect()
}

fn three() -> [Series; 3] {
    [
        series("US closed", 'U', 0.6, 0.001, 84, 26),
        series("China open", 'C', 0.1, 0.003, 84, 26),
        series("Europe", 'E', 0.3, -0.0005, 84, 26),
    ]
}

#[test]
fn braille() {
    insta::assert_snapshot!(drawn(&three(), (78, 18), true).join("\n"));
}

#[test]
fn ascii() {
    let lines = drawn(&three(), (78, 18), false);
    assert!(lines.iter().all(|line| line.is_ascii()));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn names_stand_at_the_line_ends_and_never_upon_one_another() {
    let close: Vec<Series> =
        (0..6).map(|i| series(&format!("name{i}"), 'x', 0.30 + 0.001 * f64::from(i), 0.0, 84, 26)).collect();
    let lines = drawn(&close, (78, 14), true);
    for s in &close {
        assert_eq!(lines.iter().filter(|line| line.contains(&s.name)).count(), 1, "{lines:#?}");
    }
}

#[test]
fn labels_are_pushed_inside() {
    let rows = spread_rows(vec![(0, -0.5), (1, -0.4), (2, 9.4), (3, 9.4)], 10);
    assert_eq!(rows, [(0, 0), (1, 1), (2, 8), (3, 9)]);
    assert_eq!(spread_rows(vec![(0, 1.0), (1, 1.0), (2, 1.0)], 2).len(), 2);
}

#[test]
fn edges_are_quiet_numbers() {
    assert_eq!(nice_top(0.0), 0.05);
    assert_eq!(nice_top(0.31), 0.40);
    assert_eq!(nice_top(0.99), 1.0);
    assert_eq!(nice_top(f64::NAN), 1.0);
}

proptest! {
    #[test]
    fn no_size_and_no_number_breaks_it(
        w in 0u16..140, h in 0u16..50, x in 0u16..20, y in 0u16..20,
        now in 0usize..100, steps in 0usize..90, top in 0.01f64..1.0, level in -1.0f64..2.0, kind in 0..4,
    ) {
        let mut some = [series("A name", 'a', level, 0.01, steps, now), series("B", 'b', f64::NAN, 0.0, 3, 0)];
        some[0].band.truncate(5);
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
        TimeChart {
            series: &some, marks: &[Mark { at: now, label: "long label here".into() }], steps, now,
            now_label: "Mar 2026",
            end_label: "Dec 2030", ticks: &[(0, "2024".into()), (500, "2060".into())], top,
            braille: kind & 1 == 0, ascii: kind & 2 == 0, marked: true, words: false,
            style: style(),
        }.draw(Rect::new(x, y, w, h), &mut buf);
    }

    #[test]
    fn every_label_has_its_own_row(wants in proptest::collection::vec(-5.0f64..40.0, 0..20), height in 1u16..30) {
        let wanted: Vec<(usize, f64)> = wants.into_iter().enumerate().collect();
        let rows = spread_rows(wanted.clone(), height);
        prop_assert_eq!(rows.len(), wanted.len().min(usize::from(height)));
        for pair in rows.windows(2) {
            prop_assert!(pair[0].1 < pair[1].1, "{:?}", rows);
        }
        prop_assert!(rows.iter().all(|row| row.1 < height));
    }
}

#[test]
fn a_line_in_words_says_now_and_the_end() {
    let nan = f64::NAN;
    let series = Series {
        name: "US closed".into(),
        marker: 'U',
        line: Color::Reset,
        ghost_colour: Color::Reset,
        band_colour: None,
        points: vec![0.3, 0.41, 0.45],
        band: vec![(nan, nan), (0.41, 0.41), (0.38, 0.52)],
        ghost: vec![nan, nan, 0.47],
    };
    let chart = |now| TimeChart {
        series: &[],
        marks: &[],
        steps: 3,
        now,
        now_label: "Mar 2026",
        end_label: "Dec 2030",
        ticks: &[],
        top: 1.0,
        braille: false,
        ascii: true,
        marked: true,
        words: true,
        style: style(),
    };
    let said = chart(1).sentence(&series);
    assert_eq!(said, "US closed 41% now, 45% at the end, from 38% to 52%; unmoved 47%.");
    assert_eq!(chart(2).sentence(&series), "US closed 45% now; unmoved 47%.");
}

#[test]
fn figures_stand_over_the_lines_and_are_named_where_there_is_room() {
    let area = Rect::new(0, 0, 100, 20);
    let mut buf = Buffer::empty(area);
    let chart = TimeChart {
        series: &three(),
        marks: &[],
        steps: 84,
        now: 26,
        now_label: "Mar 2026",
        end_label: "Dec 2030",
        ticks: &[],
        top: 0.8,
        braille: false,
        ascii: true,
        marked: true,
        words: false,
        style: style(),
    };
    let looked = Looked {
        figures: &[(0.0, 0.5), (10.0, 0.7), (99.0, 0.7)],
        figures_name: "counted",
        figures_told: "counted: 50%, 70%.",
        ..Looked::default()
    };
    let plot = chart.draw_looked(&looked, area, &mut buf);
    let found: Vec<(u16, u16)> =
        plot.positions().filter(|at| buf[*at].symbol() == "@").map(|at| (at.x - plot.x, at.y)).collect();
    let row = |y: u16| (0..100).map(|x| buf[(x, y)].symbol()).collect::<String>();
    assert!((0..20).any(|y| row(y).contains("@ counted")), "{found:?}");
    assert_eq!(found.len(), 3, "two figures and the name; none beyond the end: {found:?}");
    let mut buf = Buffer::empty(area);
    TimeChart { words: true, ..chart }.draw_looked(&looked, area, &mut buf);
    let told = (0..20)
        .any(|y| (0..100).map(|x| buf[(x, y)].symbol()).collect::<String>().contains("counted: 50%, 70%."));
    assert!(told);
}
