//! Words of the Adopters screen.

use crate::model::bloc::{Bloc, Segment};
use crate::model::lab::LabSpec;
use crate::model::offer::{offer_access, offer_lab};
use crate::tui::lines;
use crate::tui::theme::Hue;

/// A segment at the head of a column.
pub const fn column(segment: Segment, room: u16) -> &'static str {
    match segment {
        Segment::Developers if room < 11 => "Devs",
        Segment::Enterprises if room < 11 => "Firms",
        Segment::Education if room < 7 => "School",
        Segment::Health if room < 7 => "Clinic",
        Segment::Developers => "Developers",
        Segment::Enterprises => "Enterprises",
        Segment::Government => "Courts",
        Segment::Education => "Schools",
        Segment::Health => "Clinics",
    }
}

/// Who the adopters of a cell are.
pub fn cell(region: Bloc, segment: Segment) -> String {
    let who = match segment {
        Segment::Developers => "Developers",
        Segment::Enterprises => "Enterprises",
        Segment::Government => "Courts and offices",
        Segment::Education => "Schools and universities",
        Segment::Health => "Clinics",
    };
    let place = match region {
        Bloc::Us => "the United States",
        Bloc::China => "China",
        Bloc::Europe => "Europe",
        Bloc::Row => "the rest of the world",
    };
    format!("{who} in {place}")
}

/// An offer by its lab and access.
pub fn offer(place: usize, labs: &[LabSpec]) -> String {
    labs.get(offer_lab(place))
        .map_or_else(String::new, |lab| format!("{} {}", lab.name, offer_access(place).key()))
}

/// What is used, or nothing.
pub fn used(place: Option<usize>, labs: &[LabSpec]) -> String {
    place.map_or_else(|| "nothing yet".to_owned(), |place| offer(place, labs))
}

/// The hue of what is used.
pub fn hue(place: Option<usize>, labs: &[LabSpec]) -> Hue {
    let lab = place.and_then(|place| labs.get(offer_lab(place)).map(|lab| (lab, offer_access(place))));
    lab.map_or(Hue::Grey, |(lab, access)| lines::bloc_hue(lab.bloc, access))
}

/// The letter of what is used; a dot for nothing.
pub fn letter(place: Option<usize>, labs: &[LabSpec]) -> char {
    let lab = place.and_then(|place| labs.get(offer_lab(place)).map(|lab| (lab, offer_access(place))));
    lab.map_or('.', |(lab, access)| lines::letter(lab.bloc, access))
}

/// How strong a taste is, beside that of others; `sd` is the standard deviation over adopters.
pub fn strength(taste: f64, sd: f64) -> &'static str {
    let z = if sd > 0.0 { taste / sd } else { 0.0 };
    match z {
        z if z > 1.5 => "much more",
        z if z > 0.5 => "more",
        z if z < -1.5 => "much less",
        z if z < -0.5 => "less",
        _ => "as others",
    }
}
