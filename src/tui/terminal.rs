//! The borrowed terminal: one guard enters and leaves, and every way out gives the screen back whole.
//!
//! Ways out: the guard's drop (quit, error), the panic hook (of any thread), and signals, which arrive as
//! events and end the loop. A panic on a worker thread gives the screen back at once and ends the program.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError, TryLockError};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::{Backend, CrosstermBackend};

/// Whether the screen is ours now.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Held while drawing, so that a panic elsewhere never cuts into a frame.
static DRAWING: Mutex<()> = Mutex::new(());
static PANICKED: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal while the program has it.
pub struct Screen {
    terminal: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste and, if wanted, the mouse.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        install_panic_hook();
        // What the theme leaves to modifiers must not be followed by a reset when NO_COLOR is set.
        crossterm::style::force_color_output(true);
        take(mouse)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        match ratatui::Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal, mouse }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Draws one frame, shown at once by terminals that know synchronized updates.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let _drawing = DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
        if !TAKEN.load(Ordering::Acquire) {
            return Err(io::Error::other("the screen was given back after a panic"));
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Hands a text to the terminal's clipboard (OSC 52). Whether it is taken is the terminal's choice, of
    /// which it says nothing.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.backend().size().map(|size| (size.width, size.height))
    }

    /// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take(self.mouse)?;
        self.redraw()
    }

    /// There is no job control to suspend under: nothing happens.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        self.redraw()
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    pub fn redraw(&mut self) -> io::Result<()> {
        // `resize` clears without asking where the cursor is; `clear` waits two seconds on a mute terminal.
        let size = self.terminal.backend().size()?;
        self.terminal.resize((ratatui::layout::Position::ORIGIN, size).into())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether a thread has panicked since the screen was taken.
pub fn panicked() -> bool {
    PANICKED.load(Ordering::Acquire)
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::Release);
    let mut out = io::stdout();
    let taken = execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
        .and_then(|()| if mouse { execute!(out, EnableMouseCapture) } else { Ok(()) });
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Gives the terminal back. Safe to call twice, and from any thread.
fn give_back() {
    if !TAKEN.swap(false, Ordering::AcqRel) {
        return;
    }
    let mut out = io::stdout();
    // Nothing can be done about a terminal that is gone; each step is tried all the same.
    let _ = execute!(out, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

fn install_panic_hook() {
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::Release);
            wait_for_frame();
            give_back();
            before(info);
        }));
    });
}

/// Waits for a frame being drawn on another thread, which takes milliseconds; not for ever, since the
/// panicking thread itself may be the one that draws.
fn wait_for_frame() {
    for _ in 0..50 {
        if !matches!(DRAWING.try_lock(), Err(TryLockError::WouldBlock)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
