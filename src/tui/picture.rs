//! The screen as a file in the current directory: as text or as a picture.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::app::App;
use super::{frame, frame_text, svg};

/// Forms in which a screen is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Characters, line by line.
    Text,
    /// A picture.
    Svg,
}

impl Form {
    const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Svg => "svg",
        }
    }
}

/// More pictures of one month than anybody takes.
const MOST: usize = 999;

/// Writes the screen at this size into a new file of the folder; returns its name.
///
/// # Errors
/// If the file cannot be written.
pub fn write(app: &App, size: (u16, u16), form: Form, folder: &Path) -> std::io::Result<String> {
    let mut bare = App { overlay: None, notice: None, ..app.clone() };
    let content = match form {
        Form::Text => frame_text(&bare, size.0, size.1),
        Form::Svg => svg::from_buffer(&frame(&mut bare, size.0, size.1)),
    };
    let stem = stem(app);
    for number in 1..=MOST {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let name = format!("{stem}{suffix}.{}", form.ending());
        match OpenOptions::new().write(true).create_new(true).open(folder.join(&name)) {
            Ok(mut file) => return file.write_all(content.as_bytes()).map(|()| name),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::other(format!("there are {MOST} files {stem}-*.{} already", form.ending())))
}

/// What is shown: the scenario and its month.
fn stem(app: &App) -> String {
    match app.world().and_then(|world| world.snapshot.as_ref()) {
        Some(snapshot) => format!("weights-{}-{}", snapshot.facts.name, snapshot.now),
        None => "weights".to_owned(),
    }
}
