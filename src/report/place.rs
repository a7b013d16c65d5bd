//! The place of generated tables in a document written by hand: between two marks.

/// The lines between which a document's tables stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The line after which they begin.
    pub begin: &'static str,
    /// The line before which they end.
    pub end: &'static str,
}

/// Why tables cannot be put into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document has no place for the tables: it needs the lines `{}` and `{}`, in this order", .0.begin, .0.end)]
pub struct NoPlace(pub Marks);

impl Marks {
    /// A document with what stood between the marks replaced by `tables`.
    ///
    /// # Errors
    /// If it has no marks.
    pub fn put(self, document: &str, tables: &str) -> Result<String, NoPlace> {
        let Self { begin, end } = self;
        let (before, rest) = document.split_once(begin).ok_or(NoPlace(self))?;
        let (_, after) = rest.split_once(end).ok_or(NoPlace(self))?;
        Ok(format!("{before}{begin}\n\n{tables}\n{end}{after}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_take_the_place_of_tables() {
        let marks = Marks { begin: "<!-- begin -->", end: "<!-- end -->" };
        let document = "before\n<!-- begin -->\nold\n<!-- end -->\nafter\n";
        let once = marks.put(document, "new\n").unwrap();
        assert_eq!(once, "before\n<!-- begin -->\n\nnew\n\n<!-- end -->\nafter\n");
        assert_eq!(marks.put(&once, "new\n").unwrap(), once);
        assert_eq!(marks.put("no marks", "new"), Err(NoPlace(marks)));
        assert_eq!(marks.put("<!-- end --> <!-- begin -->", "new"), Err(NoPlace(marks)));
    }
}
