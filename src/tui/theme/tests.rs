//! Themes seen by every kind of eye.

use super::*;

#[test]
fn without_colour_every_role_is_a_modifier() {
    let theme = Theme::new(ThemeName::Dark, Depth::None);
    for style in [theme.text(), theme.dim(), theme.accent(), theme.badge(), theme.key(), theme.selected()] {
        assert!(matches!(style.fg, None | Some(Color::Reset)), "{style:?}");
        assert!(matches!(style.bg, None | Some(Color::Reset)), "{style:?}");
    }
    assert!(theme.badge().add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn two_hundred_and_fifty_six_colours_are_met_nearby() {
    assert_eq!(nearest_indexed((0, 0, 0)), 16);
    assert_eq!(nearest_indexed((255, 255, 255)), 231);
    assert_eq!(nearest_indexed((255, 0, 0)), 196);
    assert_eq!(nearest_indexed((128, 128, 128)), 244);
    let theme = Theme::new(ThemeName::Dark, Depth::Indexed);
    assert!(matches!(theme.shades(Hue::Sky).line, Color::Indexed(_)));
}

#[test]
fn sixteen_colours_fall_back_to_the_terminals_own() {
    assert_eq!(Theme::new(ThemeName::Light, Depth::Sixteen).name, ThemeName::Terminal);
}

/// Linear light of a colour in sRGB.
fn linear(colour: Rgb) -> [f64; 3] {
    [colour.0, colour.1, colour.2].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: [[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum())
}

/// What an eye without green cones sees (Machado, Oliveira and Fernandes 2009, severity 1.0).
fn without_green_cones(light: [f64; 3]) -> [f64; 3] {
    const MACHADO: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    times(MACHADO, light).map(|part| part.clamp(0.0, 1.0))
}

/// CIE L*a*b* (D65) of linear light.
fn lab(light: [f64; 3]) -> [f64; 3] {
    const XYZ: [[f64; 3]; 3] = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
    let [x, y, z] = times(XYZ, light);
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn apart(a: Rgb, b: Rgb) -> f64 {
    let [a, b] = [a, b].map(|colour| lab(without_green_cones(linear(colour))));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// Contrast of two colours by the Web Content Accessibility Guidelines.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let bright = |colour: Rgb| times([[0.2126, 0.7152, 0.0722]; 3], linear(colour))[0] + 0.05;
    bright(a).max(bright(b)) / bright(a).min(bright(b))
}

const HUES: [Hue; 9] = [
    Hue::Sky,
    Hue::Blue,
    Hue::Vermilion,
    Hue::Orange,
    Hue::Green,
    Hue::Mint,
    Hue::Purple,
    Hue::Lilac,
    Hue::Grey,
];

fn nearest_pair(colour: fn(Hue) -> Rgb, hues: &[Hue]) -> f64 {
    let pairs = hues.iter().enumerate().flat_map(|(i, a)| hues[i + 1..].iter().map(move |b| (*a, *b)));
    pairs.map(|(a, b)| apart(colour(a), colour(b))).fold(f64::MAX, f64::min)
}

#[test]
fn without_green_cones_the_lines_keep_apart() {
    // The six hues of American, Chinese and European models are the main lines.
    assert!(nearest_pair(deuteranopia, &HUES[..6]) > 40.0, "{}", nearest_pair(deuteranopia, &HUES[..6]));
    assert!(nearest_pair(deuteranopia, &HUES) > 25.0, "{}", nearest_pair(deuteranopia, &HUES));
    // The usual hues would not do: the test can fail.
    assert!(nearest_pair(dark, &HUES[..6]) < 20.0, "{}", nearest_pair(dark, &HUES[..6]));
}

#[test]
fn hues_stand_out_from_their_ground() {
    let theme = |name| Theme::new(name, Depth::True);
    for (name, colour) in [
        (ThemeName::Dark, dark as fn(Hue) -> Rgb),
        (ThemeName::Deuteranopia, deuteranopia),
        (ThemeName::Light, light),
    ] {
        let Color::Rgb(r, g, b) = theme(name).ground() else { panic!("{name:?} has a ground of its own") };
        for hue in HUES {
            let found = contrast(colour(hue), (r, g, b));
            assert!(found >= 3.0, "{name:?}: {hue:?} {found:.2}");
        }
    }
}

#[test]
fn themes_come_in_turn_as_far_as_the_terminal_shows_them() {
    let turn = |depth: Depth| {
        let mut theme = Theme::new(ThemeName::Dark, depth);
        let mut names = vec![theme.name];
        for _ in 0..4 {
            theme = theme.next();
            names.push(theme.name);
        }
        names
    };
    use ThemeName::{Dark, Deuteranopia, Light, Mono, Terminal};
    assert_eq!(turn(Depth::True), [Dark, Light, Deuteranopia, Terminal, Mono]);
    assert_eq!(turn(Depth::Sixteen), [Terminal, Mono, Terminal, Mono, Terminal]);
    assert_eq!(turn(Depth::None), [Mono; 5]);
}
