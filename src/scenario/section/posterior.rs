//! `[posterior]`: from which posterior runs take the parameters that nothing sets.

use super::super::draft::Draft;
use super::super::mistake::ScenarioError;
use super::super::node::Node;
use super::super::posterior::choice;
use super::super::sheet::Sheet;
use super::super::source::Origin;

/// Reads it after all else: the mistakes of the posterior's file are told where the scenario has none.
pub fn read(root: &Node<'_>, sheet: &Sheet, draft: &mut Draft) -> Result<(), ScenarioError> {
    let folder = match &sheet.source.origin {
        Origin::BuiltIn(_) => None,
        Origin::File(own) => Some(own.with_file_name("")),
    };
    let mut elsewhere = None;
    if let Some(posterior) = choice::read(root, folder.as_deref(), |error| elsewhere = Some(error)) {
        draft.posterior = Some(posterior);
    }
    sheet.verdict(())?;
    elsewhere.map_or(Ok(()), Err)
}
