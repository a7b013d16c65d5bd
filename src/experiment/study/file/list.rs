//! The points of another tool, from a CSV file.

use super::super::Factor;
use super::Reader;
use crate::experiment::design::List;
use crate::scenario::Field;

/// The list of the file that a field names.
pub fn read(reader: &Reader<'_>, field: &Field<'_>, factors: &[&Factor]) -> Option<List> {
    let name = field.text()?;
    let path = reader.folder.join(name);
    let _ = (path, factors);
    field.wrong("not read yet");
    None
}
