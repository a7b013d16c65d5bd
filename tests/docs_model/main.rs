//! `docs/model.md` tells what the program is: its tables are those of the program, and it leaves nothing out.
//!
//! `BLESS=1 cargo test --test docs_model` writes the tables anew.

mod tables;
mod yardsticks;

use std::path::PathBuf;

use weights_of_nations::model::decision::Term;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::lever::LEVERS;
use weights_of_nations::model::measure::{EndWorld, MEASURES};
use weights_of_nations::model::parameters::FAMILIES;

const OPENING: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/model.md")
}

fn text() -> String {
    std::fs::read_to_string(page()).expect("docs/model.md is there").replace("\r\n", "\n")
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
        "mechanisms" => yardsticks::mechanisms(),
        other => panic!("docs/model.md asks for a generated block `{other}`, which nobody makes"),
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

#[test]
fn generated_tables_are_those_of_the_program() {
    let page_text = text();
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
    assert_eq!(blocks, 7, "docs/model.md has lost or gained a generated block");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(page(), &fresh).expect("docs/model.md can be written");
        return;
    }
    let differs = page_text.lines().zip(fresh.lines()).find(|(old, new)| old != new);
    assert!(
        page_text == fresh,
        "docs/model.md is not what the program says; `BLESS=1 cargo test --test docs_model` mends it: {differs:#?}"
    );
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
    let page_text = text();
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
    for document in ["docs/model.md", "docs/architecture.md"] {
        let page_text = std::fs::read_to_string(root.join(document)).expect("the document is there");
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
