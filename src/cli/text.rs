//! Plain text for a terminal: wrapped paragraphs, lists, and entries with their fields.

/// Columns of text.
const WIDTH: usize = 80;

/// Wraps at spaces only: a month such as 2025-06 stays whole.
fn options<'a>() -> textwrap::Options<'a> {
    textwrap::Options::new(WIDTH)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
}

/// Adds a paragraph, wrapped.
pub fn paragraph(out: &mut String, text: &str) {
    out.push_str(&textwrap::fill(text, options()));
    out.push('\n');
}

/// Adds a bullet, wrapped.
pub fn bullet(out: &mut String, text: &str) {
    let wrapped = options().initial_indent("  - ").subsequent_indent("    ");
    out.push_str(&textwrap::fill(text, wrapped));
    out.push('\n');
}

/// Adds a labelled field, its label in a column of `width`, the text wrapped beside it.
pub fn field(out: &mut String, label: &str, width: usize, text: &str) {
    let first = format!("  {label:width$}  ");
    let rest = " ".repeat(width + 4);
    let wrapped = options().initial_indent(&first).subsequent_indent(&rest);
    out.push_str(textwrap::fill(text, wrapped).trim_end());
    out.push('\n');
}

/// Adds a headline after an empty line.
pub fn heading(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}
