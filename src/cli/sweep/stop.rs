//! The wish to stop, from a signal: what is under way is finished and kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::Failure;

/// Whether somebody wishes to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// A stop that SIGINT, SIGTERM and SIGHUP set; a second one of them ends the program at once.
    ///
    /// # Errors
    /// If the system lets nobody listen to them.
    pub fn on_signals() -> Result<Self, Failure> {
        let stop = Self::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
            use signal_hook::flag;
            for signal in [SIGINT, SIGTERM, SIGHUP] {
                // The first one finds the stop not set yet: what is registered first is done first.
                let heard = flag::register_conditional_shutdown(signal, 1, Arc::clone(&stop.0))
                    .and_then(|_| flag::register(signal, Arc::clone(&stop.0)));
                heard.map_err(|error| Failure::Failed(error.into()))?;
            }
        }
        Ok(stop)
    }

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
