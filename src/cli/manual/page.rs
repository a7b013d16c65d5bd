//! A page of the manual: what the definition of a command says, with examples, files and variables.

use clap::{Arg, ArgAction, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use super::examples::{examples, files, variables};
use crate::cli::EXIT_CODES;

/// The page of a built command, which stands at these words after the program's name.
///
/// # Errors
/// Never: text is written to memory.
pub fn page(command: &Command, words: &[String]) -> std::io::Result<String> {
    let source = format!("weights {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(source).manual("Weights of Nations");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    let path = words.join(" ");
    let mut own = Roff::new();
    synopsis(&mut own, command);
    own.to_writer(&mut out)?;
    man.render_description_section(&mut out)?;
    if command.get_arguments().any(|arg| !arg.is_hide_set()) {
        man.render_options_section(&mut out)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    let mut own = Roff::new();
    list(&mut own, "FILES", &files(&path));
    list(&mut own, "ENVIRONMENT", &variables(&path));
    own.control("SH", ["EXIT STATUS"]);
    own.text([roman(EXIT_CODES)]);
    list(&mut own, "EXAMPLES", &examples(&path));
    see_also(&mut own, command, words);
    own.to_writer(&mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// How the command is called, each option with the name of its value.
fn synopsis(roff: &mut Roff, command: &Command) {
    roff.control("SH", ["SYNOPSIS"]);
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let mut line = vec![bold(name)];
    let is_shown = |arg: &&Arg| !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) =
        command.get_arguments().filter(is_shown).partition(|arg| arg.is_positional());
    options.into_iter().chain(positional).for_each(|arg| argument(&mut line, arg));
    if command.has_subcommands() {
        line.extend([roman(" "), italic("COMMAND")]);
    }
    roff.text(line);
}

fn argument(line: &mut Vec<Inline>, arg: &Arg) {
    let is_needed = arg.is_required_set();
    line.push(roman(if is_needed { " " } else { " [" }));
    if let Some(long) = arg.get_long() {
        line.push(bold(format!("--{long}")));
    }
    if arg.get_action().takes_values() {
        let names = arg.get_value_names().unwrap_or_default().iter().map(|name| name.as_str());
        let names = names.collect::<Vec<_>>().join(" ");
        let is_option = arg.get_long().is_some();
        line.push(roman(if is_option { " " } else { "" }));
        line.push(italic(names));
    }
    line.push(roman(if is_needed { "" } else { "]" }));
    let is_many = arg.get_num_args().is_some_and(|number| number.max_values() > 1);
    if matches!(arg.get_action(), ArgAction::Append) || is_many {
        line.push(roman("..."));
    }
}

/// A section of things, each with a word on it; none where there are none.
fn list(roff: &mut Roff, heading: &str, entries: &[(&str, &str)]) {
    if entries.is_empty() {
        return;
    }
    roff.control("SH", [heading]);
    for (name, text) in entries {
        roff.control("TP", []);
        roff.text([bold(*name)]);
        roff.text([roman(*text)]);
    }
}

/// The pages above and below.
fn see_also(roff: &mut Roff, command: &Command, words: &[String]) {
    let page = |words: &[&str]| format!("{}(1)", words.join("-"));
    let own: Vec<&str> = std::iter::once("weights").chain(words.iter().map(String::as_str)).collect();
    let above = (own.len() > 1).then(|| page(&own[..own.len() - 1]));
    let is_page = |below: &&Command| below.get_name() != "help";
    let below = command
        .get_subcommands()
        .filter(is_page)
        .map(|below| page(&[&own[..], &[below.get_name()]].concat()));
    let pages: Vec<String> = above.into_iter().chain(below).collect();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(pages.join(", "))]);
}
