//! `[posterior]` in scenarios and experiment files: from which posterior runs take their parameters.

use std::path::Path;
use std::sync::Arc;

use super::Posterior;
use crate::scenario::mistake::ScenarioError;
use crate::scenario::node::{Field, Node};

/// The word for parameters that stay as they are.
pub const NONE: &str = "none";

/// What a file says of it; nothing where it is silent or wrong. `folder` is that of the file, if it is one; the mistakes
/// of the posterior's own file go to `note`.
pub fn read(
    root: &Node<'_>,
    folder: Option<&Path>,
    note: impl FnOnce(ScenarioError),
) -> Option<Option<Arc<Posterior>>> {
    let table = root.field("posterior")?.table("a table: [posterior] with a `file`")?;
    table.only(&["file"]);
    let file = table.need("file", "a posterior's file, from this file's folder, or \"none\"")?;
    match (file.text()?, folder) {
        (NONE, _) => Some(None),
        (_, None) => refused(&file),
        (name, Some(folder)) => match Posterior::load(&folder.join(name)) {
            Ok(posterior) => Some(Some(Arc::new(posterior))),
            Err(error) => {
                note(error.into_mistakes());
                None
            }
        },
    }
}

fn refused<T>(field: &Field<'_>) -> Option<T> {
    field.wrong("\"none\"");
    None
}
