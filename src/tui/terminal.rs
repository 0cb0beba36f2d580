//! The loop around the program: draws only when something changed, waits for
//! the terminal, and leaves it as it was found.

use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::panic;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, KeyCode, KeyModifiers,
};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::{DefaultTerminal, Terminal};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::program::Program;
use crate::clock;
use crate::domain::text;

/// How often the clock and another leaflog's writing are looked at; what was
/// written is to be seen within two seconds.
const LOOK_EVERY: Duration = Duration::from_millis(1500);

/// The loop ends within this after a signal, or is ended.
const GOES_WITHIN: Duration = Duration::from_millis(800);

/// Whether the terminal shows leaflog, and not what was there before it.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Shows the program until the person, or a signal, ends it.
///
/// # Errors
/// The terminal could not be used.
pub fn run(mut app: Program) -> Result<()> {
    let stop = listen_to_signals().context("could not listen to signals")?;
    give_back_when_it_falls();
    let mut terminal = enter(&app).context("could not use the terminal")?;
    let done = turn(&mut app, &mut terminal, &stop);
    leave();
    let not_copied = app.last_copy();
    if stop.load(Ordering::Relaxed) {
        // The terminal may be gone already; what was typed is kept.
        return Ok(());
    }
    if let Some(error) = not_copied {
        let said = text::one_line(&format!("{error:#}"));
        let _ = writeln!(
            stderr(),
            "remark: {said}. What was saved is in the journal itself. leaflog doctor looks at it and says what to do"
        );
    }
    done
}

/// A flag that goes up when the program is told to end. The loop sleeps in the
/// terminal's own wait, which a change of size ends; a thread
/// passes a signal on as one. Where the terminal is gone that wait may
/// never end (crossterm reads an ended terminal again and again), so the thread
/// ends the program itself then; every key was kept already.
fn listen_to_signals() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            flag.store(true, Ordering::Relaxed);
            let _ = low_level::raise(SIGWINCH);
            thread::sleep(GOES_WITHIN);
            leave();
            process::exit(0);
        }
    });
    thread::spawn(watch_for_the_end);
    Ok(stop)
}

/// A terminal that goes away without a signal to this program (it was started
/// in a session of its own) is the same as one that hangs up. The wait is for
/// nothing else, so that it never wakes.
fn watch_for_the_end() {
    let input = stdin();
    if !input.is_terminal() {
        return;
    }
    let mut ends = [PollFd::new(&input, PollFlags::empty())];
    while let Ok(_) | Err(Errno::INTR) = poll(&mut ends, None) {
        if ends[0]
            .revents()
            .intersects(PollFlags::HUP | PollFlags::ERR)
        {
            let _ = low_level::raise(SIGHUP);
            return;
        }
    }
}

fn turn(app: &mut Program, terminal: &mut DefaultTerminal, stop: &AtomicBool) -> Result<()> {
    terminal.draw(|frame| app.draw(frame))?;
    app.take_stale();
    app.load_all()?;
    let mut looked = clock::running();
    while !app.quits() && !stop.load(Ordering::Relaxed) {
        app.tick(clock::now()?, clock::running());
        if app.take_stale() {
            terminal.draw(|frame| app.draw(frame))?;
        }
        if event::poll(LOOK_EVERY.saturating_sub(looked.elapsed()))? {
            take_all(app, terminal)?;
        }
        if looked.elapsed() >= LOOK_EVERY {
            app.look();
            looked = clock::running();
        }
    }
    Ok(())
}

/// Everything that came in, before the next picture.
fn take_all(app: &mut Program, terminal: &mut DefaultTerminal) -> Result<()> {
    loop {
        let event = event::read()?;
        let had_mouse = app.wants_mouse();
        app.tick(clock::now()?, clock::running());
        if is_suspend(&event) {
            suspend(app, terminal)?;
        } else {
            app.take(event, clock::running());
        }
        if app.wants_mouse() != had_mouse {
            listen_to_mouse(app)?;
        }
        if app.quits() || !event::poll(Duration::ZERO)? {
            return Ok(());
        }
    }
}

fn is_suspend(event: &Event) -> bool {
    matches!(event, Event::Key(key)
        if key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL)
}

/// Gives the terminal back to the shell until the person comes back.
fn suspend(app: &mut Program, terminal: &mut DefaultTerminal) -> Result<()> {
    leave();
    low_level::raise(SIGTSTP).context("could not step aside")?;
    *terminal = enter(app).context("could not come back to the terminal")?;
    app.redraw();
    Ok(())
}

/// A panic gives the terminal back before it says anything. One in another
/// thread, as of the copy of the day, leaves the screen to the program, which
/// says what came of it.
fn give_back_when_it_falls() {
    let own = thread::current().id();
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == own {
            leave();
            tell(info);
        }
    }));
}

fn enter(app: &Program) -> Result<DefaultTerminal> {
    let entered = || -> Result<DefaultTerminal> {
        enable_raw_mode()?;
        SHOWN.store(true, Ordering::Relaxed);
        // Some consoles have one screen only.
        execute!(
            stdout(),
            EnterAlternateScreen,
            Clear(ClearType::All),
            EnableBracketedPaste
        )?;
        listen_to_mouse(app)?;
        Ok(Terminal::new(CrosstermBackend::new(stdout()))?)
    };
    entered().inspect_err(|_| leave())
}

fn listen_to_mouse(app: &Program) -> Result<()> {
    if app.wants_mouse() {
        execute!(stdout(), EnableMouseCapture)?;
    } else {
        execute!(stdout(), DisableMouseCapture)?;
    }
    Ok(())
}

/// The terminal as it was found, with nothing of the journal on it; where it is
/// gone already there is nothing left to do.
fn leave() {
    if SHOWN.swap(false, Ordering::Relaxed) {
        let _ = execute!(stdout(), Clear(ClearType::All), MoveTo(0, 0));
    }
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}
