//! Drawing elements: they know ratatui and no word of the domain.

pub mod bars;
pub mod cover;
pub mod difference_chart;
pub mod line_chart;
pub mod list;
pub mod path_chart;
pub mod plot;
pub mod region_map;
pub mod rule;
pub mod scale;
pub mod slider;
pub mod stack;
pub mod tabs;
pub mod text;
pub mod time_chart;
pub mod windows_chart;
