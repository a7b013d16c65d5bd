//! Which lines the chart draws, and whose use.

use crate::model::bloc::{Bloc, Segment};
use crate::playthrough::Grouping;
use crate::tui::action::Action;
use crate::tui::app::World;

/// Draws other lines, or the use of other adopters.
pub fn look(world: &mut World, action: Action) {
    match action {
        Action::Grouping => {
            world.grouping = match world.grouping {
                Grouping::BlocAccess => Grouping::Bloc,
                Grouping::Bloc => Grouping::Access,
                Grouping::Access => Grouping::Lab,
                Grouping::Lab => Grouping::BlocAccess,
            }
        }
        Action::Region => {
            let next = world.scope.region.map_or(0, |region| region.index() + 1);
            world.scope.region = Bloc::ALL.get(next).copied();
        }
        _ => {
            let next = world.scope.segment.map_or(0, |segment| segment.index() + 1);
            world.scope.segment = Segment::ALL.get(next).copied();
        }
    }
    world.read_lines(true);
}
