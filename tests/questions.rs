//! Check-ins in the terminal, by keys: one question at a time, nothing lost on
//! the way, and the own scores after.

mod stage;

use leaflog::tui::theme::{Palette, Signs};
use stage::{Setting, Stage, friday, now, phone};

const SCORES: &[&str] = &[
    "dose amount=2g at=2026-11-12T20:00",
    "reading name=withdrawal_check amount=0 at=2026-11-12T21:00",
    "reading name=withdrawal_check amount=18 at=2026-11-14T08:00",
    "reading name=withdrawal_check amount=31 at=2026-11-15T08:00",
    "dose amount=2.5g at=2026-11-19T22:00",
    "reading name=withdrawal_check amount=9 at=2026-11-20T08:30",
    "reading name=pulse amount=72 at=2026-11-20T09:00",
    "reading name=pain amount=4.3 at=2026-11-20T09:00",
];

fn stage(entries: &[&str], columns: u16, rows: u16) -> Stage {
    let setting = Setting {
        columns,
        rows,
        ..Setting::default()
    };
    Stage::new(entries, &setting)
}

fn seen(entries: &[&str], size: (u16, u16), keys: &str) -> String {
    stage(entries, size.0, size.1).press(keys).picture()
}

/// To the page of pain, the third in the list, and into its questions.
const PAIN: &str = "pijj<enter><enter>";
const WITHDRAWAL: &str = "pi<enter><enter>";

#[test]
fn each_size_asks_one_whole_question() {
    for (columns, rows) in [(80, 24), (40, 12), (20, 5)] {
        let name = |what: &str| format!("{what}_{columns}x{rows}");
        let size = (columns, rows);
        insta::assert_snapshot!(name("list"), seen(SCORES, size, "pij"));
        insta::assert_snapshot!(name("page"), seen(SCORES, size, "pi<enter>"));
        insta::assert_snapshot!(
            name("question"),
            seen(SCORES, size, &format!("{WITHDRAWAL}21"))
        );
        insta::assert_snapshot!(name("not_chosen"), seen(SCORES, size, WITHDRAWAL));
        insta::assert_snapshot!(name("scale"), seen(SCORES, size, &format!("{PAIN}1")));
        insta::assert_snapshot!(name("end"), seen(SCORES, size, &format!("{PAIN}355")));
    }
}

#[test]
fn after_saving_the_score_stands_with_what_it_cannot_say() {
    let saved = friday(&format!("{PAIN}355<enter>"));
    insta::assert_snapshot!(saved);
    assert!(saved.contains("Saved: reading pain, 4.3"));
    assert!(saved.contains("can't say"));
}

#[test]
fn undo_takes_a_check_in_back() {
    let undone = friday(&format!("{PAIN}355<enter>u"));
    assert!(undone.contains("Took back: reading pain, 4.3"), "{undone}");
    assert!(undone.contains("None yet."), "{undone}");
}

#[test]
fn arrows_answer_and_left_goes_back_to_what_was_answered() {
    let mut stage = stage(&[], 80, 24);
    stage.press(&format!("<enter>{PAIN}"));
    stage.press("<down><down><enter>");
    assert!(
        stage.picture().contains("Pain, 2 of 3"),
        "{}",
        stage.picture()
    );
    stage.press("<left>");
    assert!(stage.picture().contains("Pain, 1 of 3"));
    assert!(stage.picture().contains(">  1"), "{}", stage.picture());
    stage.press("10<up><enter>");
    assert!(
        stage.picture().contains("Pain, 3 of 3"),
        "{}",
        stage.picture()
    );
    stage.press("0");
    assert!(
        stage.picture().contains("Score 6.7, from 0 to 10"),
        "{}",
        stage.picture()
    );
}

#[test]
fn without_an_answer_nothing_goes_on() {
    let asked = friday(&format!("{PAIN}<enter>"));
    assert!(asked.contains("Pain, 1 of 3") && asked.contains("A number answers"));
    let past = friday(&format!("{WITHDRAWAL}7"));
    assert!(past.contains("Withdrawal check, 1 of 16"), "{past}");
}

#[test]
fn yes_and_no_are_answers_of_the_list_to_think_with() {
    let list = "pijjjj<enter><enter>";
    let end = friday(&format!("{list}yn{}", "n".repeat(9)));
    assert!(end.contains("Score 1, from 0 to 11"), "{end}");
}

#[test]
fn what_is_half_answered_is_kept_and_gone_on_with() {
    let mut stage = stage(&[], 80, 24);
    stage.press(&format!("<enter>{WITHDRAWAL}21<esc>"));
    assert!(
        stage
            .picture()
            .contains("Kept half answered: withdrawal check, 2 of 16."),
        "{}",
        stage.picture()
    );
    stage.press("<esc>");
    assert!(
        stage.picture().contains("half answered: 2 of 16"),
        "{}",
        stage.picture()
    );
    stage.press("<enter><enter>");
    assert!(
        stage.picture().contains("Withdrawal check, 3 of 16"),
        "{}",
        stage.picture()
    );
    stage.press("<left>");
    assert!(
        stage.picture().contains(">  1  a little"),
        "{}",
        stage.picture()
    );
}

#[test]
fn the_key_for_what_is_half_typed_goes_on_with_a_check_in() {
    let mut stage = stage(&[], 80, 24);
    stage.press(&format!("<enter>{PAIN}2<esc><esc><esc><esc>"));
    assert!(
        stage.picture().contains("Half-answered pain"),
        "{}",
        stage.picture()
    );
    stage.press("<c-r>");
    assert!(
        stage.picture().contains("Pain, 2 of 3"),
        "{}",
        stage.picture()
    );
}

/// Two check-ins half answered and a pulse half typed: each keeps its own place.
#[test]
fn what_is_half_answered_and_half_typed_does_not_lose_each_other() {
    let mut stage = stage(&[], 80, 24);
    stage.press(&format!("<enter>{PAIN}2<esc><esc><esc><esc>"));
    stage.press(&format!("{WITHDRAWAL}31<esc><esc>"));
    let list = stage.picture();
    assert!(list.contains("half answered: 1 of 3"), "{list}");
    assert!(list.contains("half answered: 2 of 16"), "{list}");
    stage.press("<esc>rpulse<tab>7<esc>");
    stage.press("r<c-r>");
    assert!(stage.picture().contains("pulse"), "{}", stage.picture());
    stage.press("2<enter>ijj<enter><enter>");
    assert!(
        stage.picture().contains("Pain, 2 of 3"),
        "{}",
        stage.picture()
    );
    stage.press("44<enter><esc><esc><esc>");
    let today = stage.picture();
    assert!(today.contains("Half-answered withdrawal check"), "{today}");
    // What is forgotten elsewhere is only what was named.
    stage.press("d2<esc>");
    stage.press("<c-x>");
    stage.press("<c-x>");
    let forgot = stage.picture();
    assert!(
        forgot.contains("Forgot the half-answered withdrawal check."),
        "{forgot}"
    );
}

/// Pain goes to 10: whether 1 is meant or 10 is never guessed.
#[test]
fn a_number_answers_and_goes_on_and_a_one_waits_where_ten_is_an_answer() {
    let waits = friday(&format!("{PAIN}1"));
    assert!(waits.contains("Pain, 1 of 3"), "{waits}");
    assert!(waits.contains("Enter takes 1, 0 makes it 10."), "{waits}");
    let still = friday(&format!("{PAIN}15"));
    assert!(still.contains("Pain, 1 of 3"), "{still}");
    assert!(still.contains(">  1"), "{still}");
    assert!(friday(&format!("{PAIN}1<enter>")).contains("Pain, 2 of 3"));
    let ten = friday(&format!("{PAIN}10"));
    assert!(ten.contains("Pain, 2 of 3"), "{ten}");
    assert!(friday(&format!("{PAIN}10<left>")).contains("> 10"));
    // A 1 from before is no beginning of 10.
    let anew = friday(&format!("{PAIN}1<enter><left>0<left>"));
    assert!(anew.contains(">  0"), "{anew}");
    let past = friday(&format!("{WITHDRAWAL}9"));
    assert!(past.contains("The answers go from 0 to"), "{past}");
}

#[test]
fn with_nothing_written_down_there_is_nothing_to_delete() {
    let page = seen(&["note note=a"], (80, 24), "pi<enter>x");
    assert!(page.contains("None is written down yet."), "{page}");
    assert!(!page.contains("delete"), "{page}");
    let page = seen(SCORES, (80, 60), "pi<enter>");
    assert!(page.contains("x deletes the last one"), "{page}");
}

#[test]
fn answers_about_right_now_are_not_gone_on_with_hours_later() {
    let mut stage = stage(&[], 80, 24);
    stage.press(&format!("<enter>{WITHDRAWAL}2<esc>"));
    stage.app.tick(now() + chrono::TimeDelta::hours(5));
    stage.press("<enter>");
    let picture = stage.picture();
    assert!(picture.contains("Withdrawal check, 1 of 16"), "{picture}");
    assert!(picture.contains("is about another time"), "{picture}");
}

#[test]
fn half_answers_can_be_forgotten() {
    let forgotten = friday(&format!("{PAIN}2<esc><c-x>"));
    assert!(
        forgotten.contains("Forgot the half-answered pain."),
        "{forgotten}"
    );
    assert!(forgotten.contains("Enter begins."), "{forgotten}");
}

/// Changing the note of a check-in must not take its answers.
#[test]
fn changing_a_check_in_keeps_its_answers() {
    let entry = "reading name=pain amount=4.3 answers=3,5,5 at=2026-11-20T09:00";
    let mut stage = stage(&[entry], 80, 24);
    stage.press("pijj<enter>e<tab><tab><tab>after lunch<enter>");
    assert!(
        stage.picture().contains("Changed: reading pain, 4.3"),
        "{}",
        stage.picture()
    );
    stage.press("e<tab><c-u>5<enter>");
    assert!(
        stage.picture().contains("is not what its answers come to"),
        "{}",
        stage.picture()
    );
}

#[test]
fn the_last_one_can_be_deleted_and_comes_back() {
    let deleted = seen(SCORES, (80, 24), "pi<enter>x");
    assert!(
        deleted.contains("Deleted: reading withdrawal check, 9"),
        "{deleted}"
    );
    assert!(deleted.contains("31, from 0 to 64"), "{deleted}");
    let back = seen(SCORES, (80, 24), "pi<enter>xu");
    assert!(back.contains("9, from 0 to 64"), "{back}");
}

#[test]
fn the_emergency_key_works_at_every_question() {
    assert!(friday(&format!("{WITHDRAWAL}!")).contains("CALL"));
    assert!(phone(&[], &format!("<enter>{WITHDRAWAL}!")).contains("CALL"));
}

#[test]
fn hidden_scores_are_hidden() {
    let hidden = seen(SCORES, (80, 60), "pi<enter>h");
    for score in [" 18 ", " 31 ", "█", "▇"] {
        assert!(!hidden.contains(score), "{score}: {hidden}");
    }
}

#[test]
fn ascii_and_no_colour_say_the_same() {
    let setting = Setting {
        palette: Palette::Plain,
        signs: Signs::Ascii,
        ..Setting::default()
    };
    let mut stage = Stage::new(SCORES, &setting);
    stage.press("pi<enter>");
    assert!(stage.picture().is_ascii(), "{}", stage.picture());
    insta::assert_snapshot!(stage.picture());
    stage.press("<enter>3");
    assert!(stage.picture().is_ascii(), "{}", stage.picture());
}

#[test]
fn no_size_is_too_small() {
    for columns in [1, 3, 10, 19, 33] {
        for rows in 1..14 {
            let mut stage = stage(SCORES, columns, rows);
            stage.press(&format!("{PAIN}355<left>9<enter><esc>"));
            stage.press("k<enter><esc><esc><esc>");
        }
    }
}
