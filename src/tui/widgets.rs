//! Drawing elements: they know ratatui and no word of the domain.

pub mod bars;
pub mod list;
pub mod path_chart;
pub mod plot;
pub mod rule;
pub mod slider;
pub mod text;
pub mod time_chart;
