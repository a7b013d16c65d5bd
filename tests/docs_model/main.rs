//! `docs/model.md` tells what the program is: its tables are those of the program, and it leaves nothing out.
//! The same holds of the tables of observations in `docs/evidence.md` and `data/README.md`, and of worldviews in
//! `docs/worldviews.md`.
//!
//! `BLESS=1 cargo test --test docs_model` writes the tables anew.

mod evidence;
mod observations;
mod tables;
mod worldviews;
mod yardsticks;

use std::path::PathBuf;

use weights_of_nations::model::decision::Term;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::lever::LEVERS;
use weights_of_nations::model::measure::{EndWorld, MEASURES};
use weights_of_nations::model::parameters::FAMILIES;

const OPENING: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

/// The page that describes the model.
const MODEL: &str = "docs/model.md";

fn path_of(page: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page)
}

fn text(page: &str) -> String {
    std::fs::read_to_string(path_of(page)).expect("the page is there").replace("\r\n", "\n")
}

/// What the program says should stand in the block of this name.
fn generated(name: &str) -> String {
    match name {
        "labs" => tables::labs(),
        "paths" => tables::paths(),
        "parameters" => tables::parameters(),
        "levers" => tables::levers(),
        "measures" => tables::measures(),
        "yardsticks" => yardsticks::yardsticks(),
        "observables" => observations::observables(),
        "series" => observations::series(),
        "backtest" => evidence::backtest(),
        "calibration" => evidence::calibration(),
        "bought" => evidence::bought(),
        "worldviews" => worldviews::worldviews(),
        "mechanisms" => yardsticks::mechanisms(),
        other => panic!("a page asks for a generated block `{other}`, which nobody makes"),
    }
}

/// The parts of a page: own text, and generated blocks by name.
enum Part<'a> {
    Own(&'a str),
    Block(&'a str),
}

fn parts(page: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = page;
    while let Some((own, from_name)) = rest.split_once(OPENING) {
        let (name, body) = from_name.split_once(" -->\n").expect("an opening mark ends its line");
        let (_, after) = body.split_once(END).expect("a generated block has an end mark");
        parts.extend([Part::Own(own), Part::Block(name)]);
        rest = after;
    }
    parts.push(Part::Own(rest));
    parts
}

/// Checks the generated blocks of a page, or writes them anew.
fn keep_fresh(page: &str, expected_blocks: usize) {
    let page_text = text(page);
    let mut fresh = String::new();
    let mut blocks = 0;
    for part in parts(&page_text) {
        match part {
            Part::Own(own) => fresh.push_str(own),
            Part::Block(name) => {
                blocks += 1;
                fresh.push_str(&format!("{OPENING}{name} -->\n\n{}\n{END}", generated(name)));
            }
        }
    }
    assert_eq!(blocks, expected_blocks, "{page} has lost or gained a generated block");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path_of(page), &fresh).expect("the page can be written");
        return;
    }
    let differs = page_text.lines().zip(fresh.lines()).find(|(old, new)| old != new);
    assert!(
        page_text == fresh,
        "{page} is not what the program says; `BLESS=1 cargo test --test docs_model` mends it: {differs:#?}"
    );
}

#[test]
fn generated_tables_are_those_of_the_program() {
    keep_fresh(MODEL, 7);
}

#[test]
fn tables_of_observations_are_those_of_the_program() {
    keep_fresh("docs/evidence.md", 4);
    keep_fresh("data/README.md", 1);
}

#[test]
fn the_table_of_worldviews_is_that_of_the_program() {
    keep_fresh("docs/worldviews.md", 1);
}

/// Whether a name stands in a text as a word of its own.
fn mentions(text: &str, name: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(inside) && !after.starts_with(inside)
    })
}

#[test]
fn the_text_leaves_no_name_out() {
    let page_text = text(MODEL);
    let own: String = parts(&page_text)
        .into_iter()
        .filter_map(|p| if let Part::Own(own) = p { Some(own) } else { None })
        .collect();
    let families = FAMILIES.iter().map(|family| family.name.to_owned());
    let in_code = |name: &str| format!("`{name}`");
    let levers = LEVERS.iter().map(|spec| in_code(spec.name));
    let measures = MEASURES.iter().map(|spec| in_code(spec.name));
    let terms = Term::ALL.iter().map(|term| in_code(term.title()));
    let worlds = EndWorld::ALL.iter().map(|world| in_code(world.key()));
    let modes = Mode::ALL.iter().map(|mode| in_code(mode.key()));
    let names = families.chain(levers).chain(measures).chain(terms).chain(worlds).chain(modes);
    let missing: Vec<String> = names.filter(|name| !mentions(&own, name)).collect();
    assert!(missing.is_empty(), "docs/model.md does not mention {missing:?} outside its tables");
}

#[test]
fn files_named_in_the_documents_exist() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for document in [MODEL, "docs/architecture.md", "docs/evidence.md"] {
        let page_text = text(document);
        let in_code = page_text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
        let is_ours = |name: &&str| {
            ["src/", "tests/", "data/", "docs/", "scenarios/"].iter().any(|d| name.starts_with(d))
        };
        for name in in_code.filter(is_ours) {
            seen += 1;
            assert!(root.join(name).exists(), "{document} names `{name}`, which is not there");
        }
    }
    assert!(seen > 20, "only {seen} files named");
}

#[test]
fn a_name_inside_a_longer_one_is_no_mention() {
    assert!(mentions("by `trust` (T)", "trust") && !mentions("`trust_weight`", "trust"));
    assert!(!mentions("distrust", "trust") && mentions("trust", "trust"));
}
