//! The terminal UI by keys: what a person types, and what stands on the screen.

mod stage;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use crossterm::event::Event;
use leaflog::domain::edit::Edit;
use leaflog::domain::known::{Known, Version};
use leaflog::store::Store;
use leaflog::tui::theme::{Palette, Signs};
use proptest::prelude::*;
use ratatui::style::Color;
use stage::{FRIDAY, Setting, Stage, friday, now, phone, read_keys, screen, store};

/// A picture for each string of keys, on that Friday.
macro_rules! pictures {
    ($($name:ident: $keys:expr;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn on_a_terminal() {
                insta::assert_snapshot!(friday($keys));
            }

            #[test]
            fn on_a_phone() {
                insta::assert_snapshot!(phone(FRIDAY, $keys));
            }
        }
    )*};
}

pictures! {
    today: "";
    today_hidden: "h";
    journal: "2";
    journal_detail: "2jj<enter>";
    journal_search: "2/green";
    journal_filter: "2ff";
    journal_deleted: "2x";
    dose_empty: "d";
    dose_half_typed: "d6";
    dose_wrong: "d20ml<tab>";
    dose_asked_again: "d20<enter>";
    dose_saved: "d2<enter>";
    substance_offers: "oalp";
    substance_slip: "oalchohol";
    symptom: "ynaus<tab>2";
    night: "s23:30<tab>07:10";
    no_kratom: "0";
    note: "nslept well";
    changing: "2je";
    left_half_typed: "d2<esc>";
    offered_again: "d2<esc>d";
    urgent: "yblue lips<tab>2<enter>";
    why: "<enter>";
    emergency: "!";
    emergency_in_germany: "pcgermany<enter>!";
    help: "?";
    about: "p";
    country: "pcger";
    plan_empty: "pl";
    settings: ",";
    taken_back: "2xu";
}

/// A step-down, a limit and a break, two doses today and a bag that was weighed.
const PLANNED: &[&str] = &[
    "about name=grams_a_day amount=8 at=2026-11-01",
    "about name=grams_a_day amount=6 at=2026-11-15",
    "about name=grams_a_day amount=5 at=2026-11-29",
    "about name=doses_a_day amount=3 at=2026-11-01",
    "about name=planned_break at=2026-12-24 until=2026-12-31 note=with_my_sister",
    "dose amount=2.5g at=2026-11-20T09:00",
    "dose amount=2g at=2026-11-20T14:00",
];

/// The plan after these keys, on a terminal.
fn planned(keys: &str) -> String {
    Stage::new(PLANNED, &Setting::default())
        .press(keys)
        .picture()
}

#[test]
fn todays_plan_stands_beside_the_record() {
    insta::assert_snapshot!(planned(""));
    insta::assert_snapshot!(phone(PLANNED, ""));
}

#[test]
fn trends_show_a_planned_break_and_whether_days_a_week_hold() {
    let plan = [
        "about name=days_a_week amount=2 at=2026-11-01",
        "about name=planned_break at=2026-11-18 until=2026-11-19",
        "dose amount=2g at=2026-11-16T09:00",
        "dose amount=2g at=2026-11-17T09:00",
        "dose amount=2g at=2026-11-19T09:00",
    ];
    let tall = Setting {
        rows: 40,
        ..Setting::default()
    };
    let week = Stage::new(&plan, &tall).press("3").picture();
    let words: Vec<&str> = week.split_whitespace().collect();
    assert!(words.join(" ").contains("planned break break"), "{week}");
    assert!(week.contains("3 days with kratom"), "{week}");
    assert!(week.contains("it does not hold."), "{week}");
    let month = Stage::new(&plan, &tall).press("3+").picture();
    assert!(month.contains("a break"), "{month}");
    let hidden = Stage::new(&plan, &tall).press("3h").picture();
    assert!(!hidden.contains("2 days a week"), "{hidden}");
}

#[test]
fn a_line_of_a_plan_is_chosen_and_then_asked_for_its_number() {
    let kinds = screen("<enter>pla");
    for kind in ["doses a day", "days off a week", "a planned break"] {
        assert!(kinds.contains(kind), "{kinds}");
    }
    let form = screen("<enter>plaj<enter>");
    assert!(form.contains("grams a day"), "{form}");
    let saved = screen("<enter>plaj<enter>6<enter>");
    assert!(saved.contains("at most 6 g a day"), "{saved}");
    let left = screen("<enter>pla<enter><esc>");
    assert!(!left.contains("Kept half typed"), "{left}");
    let back = screen("<enter>pla<esc>");
    assert!(back.contains("My plan"), "{back}");
}

#[test]
fn a_plan_has_a_page_of_its_own() {
    insta::assert_snapshot!(planned("pl"));
    insta::assert_snapshot!(phone(PLANNED, "pl"));
    assert!(!planned("hpl").contains("sister"));
}

#[test]
fn a_step_is_held_with_one_key_and_taken_back_with_one() {
    let held = planned("plw");
    assert!(held.contains("at most 5 g a day, from Sun 6 Dec"), "{held}");
    let undone = planned("plwu");
    assert!(
        undone.contains("at most 5 g a day, from Sun 29 Nov"),
        "{undone}"
    );
}

#[test]
fn going_back_a_step_is_one_key() {
    let back = planned("plb");
    for line in [
        "at most 8 g a day, from Fri 20 Nov",
        "at most 6 g a day, from Fri 27 Nov",
        "at most 5 g a day, from Fri 11 Dec",
    ] {
        assert!(back.contains(line), "{line}\n{back}");
    }
    assert!(planned("plbu").contains("at most 6 g a day, from Sun 15 Nov"));
}

#[test]
fn a_plan_takes_no_line_from_a_warning() {
    let heavy = [
        "dose amount=9g at=2026-11-20T18:00",
        "substance name=alcohol at=2026-11-20T19:00",
    ];
    let without = phone(&heavy, "");
    let with: Vec<&str> = PLANNED[..5].iter().chain(&heavy).copied().collect();
    let with = phone(&with, "");
    let warned = |picture: &str| picture.lines().filter(|it| it.contains("WARN")).count();
    assert_eq!(warned(&without), warned(&with), "{with}");
}

#[test]
fn a_value_that_stands_in_a_form_gives_way_to_what_is_typed() {
    let dose = ["dose amount=25g reason=pain note=after_lunch at=2026-11-20T18:05"];
    let mut stage = Stage::new(&dose, &Setting::default());
    let opened = stage.press("2je").picture();
    assert!(opened.contains("typing replaces it"), "{opened}");
    let typed = stage.press("2.5").picture();
    assert!(typed.contains("2.5 g, was 25 g"), "{typed}");
    let left = stage.press("<esc>").picture();
    assert!(left.contains("Kept half typed: dose"), "{left}");
    let again = stage.press("e<c-r>0").picture();
    assert!(
        again.contains("2.50 "),
        "what was typed is gone on with\n{again}"
    );
    let noted = Stage::new(&dose, &Setting::default())
        .press("2je<s-tab>, slept")
        .picture();
    assert!(noted.contains("after lunch, slept"), "{noted}");
}

#[test]
fn ten_times_the_usual_is_asked_about_and_saved_when_it_is_so() {
    let asked = friday("d252.5<enter>");
    let words = asked.replace('│', "").replace('\n', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("252.5 g is 101 times your usual 2.5 g. ")
            && words.contains("Enter again saves it as it is."),
        "{asked}"
    );
    let saved = friday("d252.5<enter><enter><esc>2");
    assert!(saved.contains("252.5 g powder"), "{saved}");
    let hidden = friday("hd252.5<enter>");
    assert!(!hidden.contains("2.5 g."), "{hidden}");
}

#[test]
fn a_chosen_value_is_seen_without_colour() {
    let setting = Setting {
        palette: Palette::Plain,
        ..Setting::default()
    };
    let mut stage = Stage::new(&["dose amount=25g at=2026-11-20T18:05"], &setting);
    stage.press("2je");
    let reversed = |stage: &Stage| {
        let chosen = |cell: &&ratatui::buffer::Cell| {
            let marked = ratatui::style::Modifier::REVERSED | ratatui::style::Modifier::UNDERLINED;
            cell.modifier.contains(marked)
        };
        let cells = stage.frame().content.iter().filter(chosen);
        cells.map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    assert_eq!(reversed(&stage), "25 g");
    stage.press("<left>");
    assert_eq!(reversed(&stage), "");
}

#[test]
fn in_a_chosen_name_the_emergency_key_is_no_letter() {
    let drank = ["substance name=alcohol at=2026-11-20T20:40"];
    let card = Stage::new(&drank, &Setting::default())
        .press("2je!")
        .picture();
    assert!(card.contains("CALL"), "{card}");
}

#[test]
fn a_scale_on_a_phone_is_never_cut_before_its_end() {
    for (columns, rows) in [(40, 12), (40, 9), (32, 12), (20, 10)] {
        let setting = Setting {
            columns,
            rows,
            ..Setting::default()
        };
        let picture = Stage::new(FRIDAY, &setting).press("ynausea<tab>").picture();
        let words: Vec<&str> = picture.split_whitespace().collect();
        assert!(
            words.join(" ").contains("4 emergency"),
            "{columns}x{rows}\n{picture}"
        );
    }
}

#[test]
fn on_a_phone_the_heads_of_the_days_stay_while_the_page_is_scrolled() {
    for (keys, head) in [
        ("3", "times leaf g other"),
        ("3v", "gaps   waking   to bed"),
        ("3+", "SMTWTFS"),
        ("3++", "MTWTFSS times"),
        ("3+++", "1   5    10"),
    ] {
        let scrolled = phone(FRIDAY, &format!("{keys}<pgdn>"));
        assert!(scrolled.contains(head), "{keys}\n{scrolled}");
        let opened = phone(FRIDAY, keys);
        assert!(opened.contains("not recorded"), "{keys}\n{opened}");
    }
}

#[test]
fn the_help_says_what_forgetting_does_on_each_screen() {
    for screen in ["1", "2", "3", "4", "5"] {
        let keys = format!("d3<esc>{screen}?");
        let tall = Setting {
            rows: 60,
            ..Setting::default()
        };
        let help = Stage::new(FRIDAY, &tall).press(&keys).picture();
        let forgets = !help.contains("Ctrl-x           say what is half typed;");
        assert_eq!(forgets, screen == "1", "{screen}\n{help}");
        let pressed = friday(&format!("d3<esc>{screen}<c-x>"));
        assert_eq!(
            pressed.contains("Forgot the half-typed"),
            forgets,
            "{pressed}"
        );
    }
}

#[test]
fn a_heavy_day_warns() {
    insta::assert_snapshot!(screen("d5<enter>d5<enter>"));
}

#[test]
fn the_first_page() {
    insta::assert_snapshot!(screen(""));
    insta::assert_snapshot!("the_first_page_on_a_phone", phone(&[], ""));
}

#[test]
fn an_empty_journal_on_every_screen() {
    for page in ["1", "2"] {
        insta::assert_snapshot!(format!("empty_{page}"), screen(&format!("<enter>{page}")));
    }
}

#[test]
fn five_grams_are_three_keys() {
    let picture = friday("d5<enter>");
    assert!(picture.contains("Saved: dose 5 g powder, Fri 20 Nov 21:14."));
}

#[test]
fn a_key_typed_on_under_a_card_is_not_lost() {
    let picture = friday("d5<enter>d5<enter>1");
    assert!(picture.contains("5 doses, 17.5 g leaf"), "{picture}");
}

#[test]
fn above_fifteen_grams_enter_is_pressed_twice() {
    let asked = friday("d16<enter>");
    assert!(asked.contains("Enter again saves it as it is."), "{asked}");
    assert!(friday("d16<enter><enter>").contains("Saved: dose 16 g"));
    let changed = friday("d16<enter>1<enter>");
    assert!(
        changed.contains("Enter again saves it as it is."),
        "{changed}"
    );
}

#[test]
fn half_a_name_is_asked_about_once_before_it_is_saved() {
    for (typed, name) in [
        ("oxana", "alprazolam"),
        ("ozolpi", "zolpidem"),
        ("odiaze", "diazepam"),
        ("ooxyc", "oxycodone"),
        ("omethad", "methadone"),
        ("pmsertra", "sertraline"),
        ("yfevr<tab>2", "fever or very hot"),
        ("yhartbeat<tab>2", "heart racing"),
        ("ybrething<tab>2", "slow breathing"),
    ] {
        let mut stage = Stage::new(FRIDAY, &Setting::default());
        let asked = stage.press(typed).press("<enter>").picture();
        let asked: Vec<&str> = asked.split_whitespace().collect();
        let asked = asked.join(" ").replace("│ │ ", "");
        let question = format!("is not known. Did you mean {name}? Right takes it");
        assert!(asked.contains(&question), "{typed}: {asked}");
        assert!(!asked.contains("Saved:"), "{typed}: {asked}");
        let taken = stage.press("<right>").picture();
        assert!(taken.contains(name), "{typed}: {taken}");
        let saved = stage.press("<enter>").picture();
        for picture in [&taken, &saved] {
            assert!(!picture.contains("Enter again"), "{typed}: {picture}");
            assert!(!picture.contains("Did you mean"), "{typed}: {picture}");
        }
        assert!(!saved.contains("> What"), "{typed}: {saved}");
    }
}

#[test]
fn an_unknown_name_is_kept_by_a_second_enter_and_never_read_as_another() {
    let kept = friday("oxana<enter><enter>");
    assert!(kept.contains("Saved: other xana"), "{kept}");
    assert!(kept.contains("not assessed"), "{kept}");
    let changed = friday("oxana<enter>n<bs><enter>");
    assert!(changed.contains("keeps xana"), "{changed}");
    let on_a_phone = phone(FRIDAY, "oxana<enter>");
    assert!(on_a_phone.contains("alprazolam?"), "{on_a_phone}");
    assert!(on_a_phone.contains("keeps xana"), "{on_a_phone}");
}

#[test]
fn a_known_name_and_one_with_nothing_near_take_one_enter() {
    for (keys, saved) in [
        ("oxanax<enter>", "other xanax"),
        ("oglorptide<enter>", "other glorptide"),
        ("onzqx<enter>", "other nzqx"),
        ("ynausae<tab>1<enter>", "symptom nausae"),
    ] {
        assert!(!friday(keys).contains("Enter again"), "{keys}");
        let mut stage = Stage::new(&[], &Setting::default());
        let picture = stage.press(keys).press("<enter><enter>2").picture();
        let name = saved.rsplit(' ').next().unwrap_or_default();
        assert!(picture.contains(name), "{keys}: {picture}");
    }
}

#[test]
fn enter_saves_from_any_field() {
    let picture = friday("d2<tab><tab><tab>Red<tab><tab><tab><tab>p<enter><enter>2");
    assert!(picture.contains("2 g powder   Red   pain"), "{picture}");
}

#[test]
fn a_wrong_answer_stays_and_says_what_to_write() {
    let picture = friday("d20ml<enter>");
    assert!(picture.contains("20ml"));
    assert!(picture.contains("write grams or milligrams"), "{picture}");
    assert!(friday("d20ml<enter><bs><bs><bs><enter>").contains("Saved: dose 2 g"));
}

#[test]
fn a_pasted_line_break_is_text() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage
        .press("n")
        .take(Event::Paste("one\r\ntwo\u{1b}[31m".to_owned()));
    assert!(
        stage.picture().contains("one⏎two[31m"),
        "{}",
        stage.picture()
    );
    stage.press("<enter>2");
    assert!(
        stage.picture().contains("one two[31m"),
        "{}",
        stage.picture()
    );
}

#[test]
fn what_was_half_typed_comes_back_with_the_time_it_was_begun() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.press("d3<tab><tab>t<esc>");
    stage.app.tick(now() + Duration::from_mins(12));
    stage.press("<esc>");
    let picture = stage.picture();
    assert!(
        picture.contains("Half-typed dose, 12 min ago: Ctrl-r continues, Ctrl-x forgets"),
        "{picture}"
    );
    stage.press("<c-r>");
    let picture = stage.picture();
    assert!(picture.contains("2026-11-20 21:14"), "{picture}");
    assert!(picture.contains("‹ tea ›"), "{picture}");
    stage.press("<enter>");
    assert!(
        stage
            .picture()
            .contains("Saved: dose 3 g tea, Fri 20 Nov 21:14.")
    );
}

#[test]
fn a_new_form_is_empty_and_keeps_the_half_typed_one() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.press("d2<esc>d5<enter><enter>");
    let picture = stage.picture();
    assert!(picture.contains("5 g powder"), "{picture}");
    assert!(picture.contains("Half-typed dose"), "{picture}");
    stage.press("<c-x>");
    assert!(!stage.picture().contains("Half-typed dose,"));
    stage.press("d2<esc>d<c-r>");
    assert!(
        stage.picture().contains("> Amount          2 "),
        "{}",
        stage.picture()
    );
}

#[test]
fn an_edit_left_as_it_was_keeps_no_draft_and_loses_none() {
    for down in 0..FRIDAY.len() {
        let picture = friday(&format!("2{}e<esc>1", "j".repeat(down)));
        assert!(!picture.contains("Half-typed"), "{down}\n{picture}");
        let looked = friday(&format!("2{}e<tab><tab><s-tab><esc>1", "j".repeat(down)));
        assert!(!looked.contains("Half-typed"), "{down}\n{looked}");
    }
    let kept = friday("d3<esc>2je<esc>1");
    assert!(kept.contains("Half-typed dose, just now"), "{kept}");
    let kept = friday("d3<esc>2je<enter>1");
    assert!(kept.contains("Half-typed dose, just now"), "{kept}");
}

#[test]
fn a_second_half_typed_form_says_that_it_stands_for_the_first() {
    let left = friday("d3<esc>d4<esc>");
    let says = "Kept half typed: dose. It stands for the one from just now.";
    assert!(left.contains(says), "{left}");
    // Each can be brought back in the place of the other.
    let first = friday("d3<esc>d4<c-r>");
    assert!(first.contains("> Amount          3 "), "{first}");
    let second = friday("d3<esc>d4<c-r><c-r>");
    assert!(second.contains("> Amount          4 "), "{second}");
    let saved = friday("d3<esc>d4<c-r><enter>d<c-r>");
    assert!(saved.contains("> Amount          4 "), "{saved}");
    let anywhere = friday("d3<esc>2<c-r>");
    assert!(anywhere.contains("> Amount          3 "), "{anywhere}");
    assert!(friday("2<c-r>").contains("Nothing is half typed."));
}

/// Who begins a form anew rather than going on with the half-typed one has
/// written it down all the same.
#[test]
fn what_was_half_typed_goes_away_once_it_is_written_down() {
    for keys in [
        "s23:<esc>s23:30<tab>07:10<enter>",
        "s22<esc>s23:30<tab>07:10<enter>",
    ] {
        let picture = screen(&format!("<enter>{keys}"));
        assert!(picture.contains("Saved: "), "{picture}");
        assert!(!picture.contains("Half-typed"), "{keys}\n{picture}");
    }
    let again = friday("owi<esc>owine<enter><enter>");
    assert!(!again.contains("Half-typed"), "{again}");
    // Another drink is another entry: what was begun of the first one stays.
    let other = friday("obeer<esc>owine<enter><enter>");
    assert!(other.contains("Half-typed other"), "{other}");
}

#[test]
fn of_many_warnings_the_worst_says_all_and_the_others_are_counted() {
    let mut entries = vec!["dose amount=6g at=20:00"];
    entries.extend([
        "substance name=wine at=20:10",
        "substance name=diazepam at=20:20",
        "substance name=oxycodone at=20:30",
        "substance name=phenibut at=20:40",
        "substance name=pregabalin at=20:50",
        "substance name=ghb at=20:55",
        "substance name=diphenhydramine at=20:55",
        "substance name=kava at=20:55",
        "substance name=clonidine at=20:56",
        "symptom name=nausea severity=2 at=21:00",
    ]);
    let mut stage = Stage::new(&entries, &Setting::default());
    let picture = stage.picture();
    assert!(
        picture.contains("have no more of either for now") || picture.contains("don't be alone"),
        "{picture}"
    );
    assert!(picture.contains(" more: 4"), "{picture}");
    for _ in 0..12 {
        let picture = stage.press("j").picture();
        assert!(picture.contains("Enter why"), "{picture}");
    }
}

#[test]
fn after_an_urgent_card_undo_takes_back_what_was_written() {
    let picture = friday("yblue lips<tab>2<enter><enter>u");
    assert!(
        picture.contains("Took back: symptom blue lips"),
        "{picture}"
    );
    assert!(!picture.contains("URGENT"), "{picture}");
    let again = friday("yblue lips<tab>2<enter><enter>uU");
    assert!(again.contains("Brought back: symptom blue lips"), "{again}");
    // What was said on the Warnings page is taken back by itself.
    let read = friday("4ru");
    assert!(!read.contains("Took back: dose"), "{read}");
}

#[test]
fn a_travellers_day_that_comes_back_is_counted_once() {
    let flown = [
        "dose amount=1g at=2026-11-16T10:00:00+13:00",
        "dose amount=2g at=2026-11-17T01:00:00+13:00",
        "dose amount=3g at=2026-11-16T08:00:00-10:00",
    ];
    let picture = Stage::new(&flown, &Setting::default()).press("2").picture();
    let days: Vec<&str> = picture
        .lines()
        .filter(|line| line.starts_with(" Mon 16") || line.starts_with(" Tue 17 Nov "))
        .collect();
    assert_eq!(days.len(), 3, "{picture}");
    assert!(
        days[0].contains("2 doses") && days[0].contains("4 g leaf"),
        "{picture}"
    );
    assert!(days[1].contains("1 dose "), "{picture}");
    assert_eq!(days[2], " Mon 16 Nov, earlier");
}

#[test]
fn half_typed_survives_the_program() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let open = || Store::open(&path, home.path()).unwrap();
    // The program is killed: nothing runs after the last key.
    let mut stage = Stage::with_store(open(), &Setting::default());
    stage.press("<enter>owine<tab>2 gl");
    std::mem::forget(stage);
    let mut stage = Stage::with_store(open(), &Setting::default());
    assert!(
        stage.picture().contains("Half-typed other"),
        "{}",
        stage.picture()
    );
    stage.press("<c-r>");
    assert!(stage.picture().contains("2 gl"), "{}", stage.picture());
}

/// A dose, and that another machine meanwhile wrote three grams of it.
fn store_with_conflict() -> Store {
    let mut store = Store::in_memory().expect("memory");
    let here = stage::entry(&store, "dose amount=2.5g at=18:05");
    let mut there = stage::entry(&store, "dose amount=3g at=18:05 note=with_food");
    (there.id, there.changed) = (here.id, here.changed - TimeDelta::minutes(1));
    let versions = [&here, &there].map(|it| Version::Written(it.clone()));
    let to = Known::new(versions.to_vec(), BTreeSet::new());
    let merge = Edit::Merge { from: None, to };
    store.apply(&[merge], now()).expect("merged");
    store
}

#[test]
fn what_was_also_written_elsewhere_stands_beside_the_entry_until_it_is_gone() {
    let mut stage = Stage::with_store(store_with_conflict(), &Setting::default());
    let told = "also written elsewhere as: dose 3 g powder, Fri 20 Nov 18:05; note with";
    stage.press("2");
    assert!(stage.picture().contains(told), "{}", stage.picture());
    stage.press("<enter>");
    let picture = stage.picture();
    assert!(picture.contains(told), "{picture}");
    assert!(picture.contains("leaflog merge --take "), "{picture}");
    stage.press("h");
    let picture = stage.picture();
    assert!(picture.contains("also written elsewhere"), "{picture}");
    assert!(
        !picture.contains("3 g") && !picture.contains("food"),
        "{picture}"
    );
    stage.press("h<esc>x");
    assert!(
        !stage.picture().contains("elsewhere"),
        "{}",
        stage.picture()
    );
    stage.press("u");
    assert!(stage.picture().contains(told), "{}", stage.picture());
    stage.press("u<enter>");
    let picture = stage.picture();
    assert!(!picture.contains("2.5 g powder  "), "{picture}");
}

#[test]
fn what_another_leaflog_wrote_is_shown_and_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let open = || Store::open(&path, home.path()).unwrap();
    let mut stage = Stage::with_store(open(), &Setting::default());
    let mut other = open();
    let entry = stage::entry(&other, "dose amount=2.5g at=18:05");
    other.apply(&[Edit::Add(entry)], now()).unwrap();
    stage.app.look();
    stage.press("<enter>2");
    assert!(
        stage.picture().contains("2.5 g powder"),
        "{}",
        stage.picture()
    );
    stage.press("u");
    let picture = stage.picture();
    assert!(picture.contains("in this window. Enter"), "{picture}");
    stage.press("<esc>");
    assert!(stage.picture().contains("2.5 g powder"));
    stage.press("u<enter>");
    let picture = stage.picture();
    assert!(
        picture.contains("Took back: dose 2.5 g powder, 18:05. U brings it back."),
        "{picture}"
    );
}

#[test]
fn a_failed_save_keeps_the_form_and_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let open = || Store::open(&path, home.path()).unwrap();
    let mut stage = Stage::with_store(open(), &Setting::default());
    stage.press("<enter>d2.5");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
        )
        .unwrap();
    stage.press("<enter>");
    let picture = stage.picture();
    assert!(picture.contains("Amount          2.5"), "{picture}");
    assert!(picture.contains("disk is full"), "{picture}");
}

#[test]
fn an_old_change_is_shown_before_it_is_taken_back() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.app.tick(now() + Duration::from_hours(13));
    stage.press("u");
    assert!(
        stage.picture().contains("13 h 00 min ago. Enter does it"),
        "{}",
        stage.picture()
    );
}

#[test]
fn deleting_asks_nothing_and_can_be_undone() {
    let picture = friday("2jx");
    assert!(
        picture.contains("Deleted: dose 2.5 g powder, 18:05. u undoes."),
        "{picture}"
    );
    assert!(friday("2jxu").contains("Took back: the deleting of dose 2.5 g powder, 18:05."));
    assert!(friday("2jxuU").contains("Brought back"));
}

#[test]
fn an_edit_keeps_what_was_not_touched() {
    let picture = friday("2je<c-u>3<enter><esc>2");
    assert!(
        picture.contains("3 g powder   Green bag   pain"),
        "{picture}"
    );
    assert!(friday("2je<enter>").contains("Nothing was changed."));
}

#[test]
fn yesterday_is_offered_for_none_only_if_nothing_is_known_of_it() {
    assert!(friday("0").contains("today"));
    let picture = Stage::new(&["dose amount=2g at=2026-11-18T10:00"], &Setting::default())
        .press("0")
        .picture();
    assert!(picture.contains("yesterday"), "{picture}");
    assert!(picture.contains("Thu 19 Nov 2026"), "{picture}");
}

#[test]
fn none_of_a_day_with_kratom_is_refused_where_it_was_typed() {
    let picture = friday("0<enter>");
    assert!(
        picture.contains("Fri 20 Nov 2026 has 3 doses written down"),
        "{picture}"
    );
}

#[test]
fn hidden_means_hidden_everywhere() {
    for keys in [
        "h",
        "h2",
        "h2<enter>",
        "h2x",
        "h<enter>",
        "hd2<enter>",
        "h2je",
        "hu",
    ] {
        let picture = friday(keys);
        for secret in [
            "2.5 g",
            "Green bag",
            "alcohol",
            "wine",
            "nausea",
            "skipped the walk",
        ] {
            assert!(!picture.contains(secret), "{keys}: {secret}\n{picture}");
        }
    }
}

#[test]
fn the_emergency_number_survives_every_size() {
    for (columns, rows) in [(20, 5), (40, 12), (80, 24), (30, 3), (20, 2)] {
        let small = Setting {
            columns,
            rows,
            ..Setting::default()
        };
        for keys in ["!", "pcde<enter><esc>!"] {
            let picture = Stage::new(FRIDAY, &small).press(keys).picture();
            let first = picture.lines().next().unwrap_or_default();
            assert!(first.contains("CALL  112"), "{columns}×{rows}\n{picture}");
        }
    }
}

#[test]
fn what_is_urgent_comes_first_on_today_and_is_never_hidden() {
    let entries = [
        "about name=country_DE",
        "symptom name=seizure severity=3 at=2026-11-20T20:50",
    ];
    for (columns, rows) in [(20, 5), (40, 12), (80, 24)] {
        let small = Setting {
            columns,
            rows,
            ..Setting::default()
        };
        for keys in ["", "h"] {
            let picture = Stage::new(&entries, &small).press(keys).picture();
            let first = picture.lines().nth(1).unwrap();
            assert!(first.contains("112"), "{columns}x{rows} {keys}\n{picture}");
            let title = picture.lines().nth(2).unwrap();
            assert!(columns > 40 || title.contains("URGENT  Sei"), "{picture}");
        }
    }
}

#[test]
fn while_thoughts_of_suicide_hold_all_but_the_urgent_waits() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    assert!(stage.picture().contains("WARNING"));
    stage.press("ythoughts of suicide<tab>2<enter>");
    assert!(!stage.picture().contains("WARNING"), "{}", stage.picture());
    stage.press("<enter>");
    for keys in ["1", "4", "2", "oalcohol", "<enter>"] {
        stage.press(keys);
        let picture = stage.picture();
        let told = ["WARNING", "CAUTION", "INFO"];
        assert!(!told.iter().any(|word| picture.contains(word)), "{picture}");
        let wait = picture.contains("Everything else can wait for now.");
        assert_eq!(wait, ["4", "oalcohol"].contains(&keys), "{keys} {picture}");
    }
    stage.press("4").resize(40, 12);
    assert!(stage.picture().contains("Everything else can wait"));
    stage.press("yseizure<tab>2<enter>");
    assert!(stage.picture().contains("I have read this"), "urgent shows");
}

#[test]
fn every_entry_behind_a_warning_says_so_in_its_row() {
    let doses = ["dose amount=4g at=10:00", "dose amount=8g at=20:00"];
    let picture = Stage::new(&doses, &Setting::default()).press("2").picture();
    let row = |time: &str| {
        let mut lines = picture.lines();
        lines.find(|line| line.contains(time)).unwrap().to_owned()
    };
    assert!(row(" 20:00 ").contains("!! WARNING"), "{picture}");
    assert!(row(" 10:00 ").contains("! CAUTION"), "{picture}");
}

#[test]
fn number_keys_and_tab_leave_a_page_for_their_screen() {
    for page in ["p", "pl", "pi", "pi<enter>", "3t", "<enter>", "?", "p?"] {
        for (key, says) in [("2", "f filter"), ("5", "Mixing")] {
            let picture = friday(&format!("{page}{key}"));
            assert!(picture.contains(says), "{page}{key}\n{picture}");
        }
    }
    assert!(friday("p<tab>").contains("f filter"));
    // The letters after it belong to the screen that is shown.
    assert!(friday("p2x").contains("Deleted: other alcohol"));
    // A form is left by its own keys, whatever stands over it.
    let form = friday("d9<f1>2");
    assert!(form.contains("> Amount          9"), "{form}");
}

#[test]
fn a_card_stands_over_its_page_and_loses_no_key() {
    let risky = &["substance name=wine at=20:40", "dose amount=2g at=20:50"];
    let mut stage = Stage::new(risky, &Setting::default());
    stage.press("pmlorazepam<enter>");
    let card = stage.picture();
    assert!(card.contains("Worth knowing"), "{card}");
    assert!(card.contains("About me"), "{card}");
    assert!(!card.contains("Since the last dose"), "{card}");
    // x would delete what lies under the card: it does nothing.
    let still = stage.press("x").picture();
    assert!(still.contains("Worth knowing"), "{still}");
    let form = stage.press("f").picture();
    assert!(form.contains("> What"), "{form}");
}

#[test]
fn a_name_typed_in_full_is_not_corrected() {
    let known = friday("ozopiclone");
    assert!(!known.contains("eszopiclone"), "{known}");
    let wine = friday("owine");
    assert!(!wine.contains("vinegar"), "{wine}");
    assert!(friday("ozopic").contains("Tab zopiclone"));
    let looked = friday("5/zopiclone<enter>");
    assert!(looked.contains("This is about zopiclone."), "{looked}");
}

#[test]
fn what_to_do_with_a_medicine_stands_before_what_it_can_do() {
    let picture = friday("5/lorazepam");
    let place = |text: &str| picture.find(text).expect("both are in sight");
    assert!(
        place("If it is prescribed") < place("it can kill"),
        "{picture}"
    );
    let small = phone(FRIDAY, "5/lorazepam");
    for text in ["dangerous: with kratom it can kill", "If it is prescribed"] {
        assert!(small.contains(text), "{small}");
    }
}

#[test]
fn the_word_emergency_stands_on_about_me() {
    for picture in [friday("p"), phone(FRIDAY, "p")] {
        assert!(picture.ends_with("! emergency"), "{picture}");
    }
}

#[test]
fn on_a_phone_a_long_warning_says_what_it_can() {
    let typed = phone(&["dose amount=2g at=20:50"], "ozopiclone");
    assert!(typed.contains("slow breathing"), "{typed}");
    assert!(typed.contains("F1 more"), "{typed}");
}

#[test]
fn on_a_phone_every_label_of_a_night_is_whole() {
    let night = phone(FRIDAY, "s");
    assert!(night.contains("Tried to sleep"), "{night}");
}

#[test]
fn the_journal_says_how_many_entries_are_on_another_page() {
    let picture = Stage::new(PLANNED, &Setting::default())
        .press("2")
        .picture();
    assert!(picture.contains("7 entries since"), "{picture}");
    assert!(picture.contains(", 5 of them on p"), "{picture}");
}

/// What would be forgotten is to be seen first.
#[test]
fn what_is_half_typed_is_forgotten_on_today_alone() {
    let elsewhere = friday("d2<esc>2<c-x>");
    assert!(elsewhere.contains("Still half done: dose"), "{elsewhere}");
    assert!(friday("d2<esc>2<c-x>1").contains("Half-typed dose"));
    assert!(friday("d2<esc><c-x>").contains("Forgot the half-typed dose."));
}

#[test]
fn enter_takes_the_country_that_is_shown() {
    for (typed, code) in [
        ("ger", "DE"),
        ("ge", "DE"),
        ("de", "DE"),
        ("GE", "GE"),
        ("xy", "XY"),
    ] {
        let picture = friday(&format!("pc{typed}<enter>"));
        assert!(picture.contains(&format!("Country: {code}.")), "{picture}");
    }
    assert!(friday("pcger").contains("Enter: Germany"));
    assert!(friday("pcGE").contains("Enter: GE, no number is built in"));
    assert!(friday("pcgermoney<enter>").contains("is not a country"));
}

#[test]
fn an_entry_that_is_given_an_earlier_time_stays_the_chosen_one() {
    let moved = friday("2e<tab><tab><c-u>2026-11-17 08:03<enter><esc>");
    let chosen = moved.lines().find(|line| line.starts_with('>'));
    assert!(
        chosen.is_some_and(|line| line.contains("08:03  other")),
        "{moved}"
    );
}

#[test]
fn a_half_typed_time_or_a_wrong_form_silences_no_warning() {
    for keys in [
        "d6<tab>2",
        "d6<tab>25:",
        "d6<tab><tab>x",
        "d20ml",
        "owine<tab><tab>2",
    ] {
        let picture = friday(keys);
        assert!(picture.contains("!! WARNING"), "{keys}\n{picture}");
        assert!(!picture.contains("No warnings"), "{keys}\n{picture}");
    }
    let picture = screen("<enter>d20ml");
    assert!(picture.contains("Can't tell yet: write grams"), "{picture}");
}

#[test]
fn a_time_that_cannot_be_read_is_no_all_clear() {
    for keys in [
        "<enter>d2,5<tab>25:00",
        "<enter>d2.5<tab>tomorrow 9:00",
        "<enter>d2.5<tab>1430",
    ] {
        let picture = screen(keys);
        assert!(
            picture.contains("Can't tell yet: write"),
            "{keys}\n{picture}"
        );
        assert!(!picture.contains("No warnings"), "{keys}\n{picture}");
    }
}

#[test]
fn hidden_warnings_still_say_what_helps() {
    let picture = friday("h4");
    assert!(picture.contains("··· with kratom"), "{picture}");
    assert!(!picture.to_lowercase().contains("alcohol"), "{picture}");
    assert!(picture.contains("Helps"), "{picture}");
}

#[test]
fn the_emergency_card_opens_over_everything_and_gives_it_back() {
    for keys in [
        "",
        "<enter>",
        "2",
        "2<enter>",
        "2/",
        "2je",
        "3",
        "4",
        "4<enter>",
        "4v",
        "5",
        "5<enter>",
        "?",
        "p",
        ",",
        ",<down>x",
        "d",
        "d2",
        "d2<tab>1",
        "d2<tab><tab>",
        "d2<tab><tab><tab>",
        "o",
        "s",
        "s23:30<tab>0",
        "y",
        "ynausea<tab>3",
        "0",
        "n",
        "d5<enter>d9<enter>",
        "d9<f1>",
        "d9<enter><f1>",
        "yblue lips<tab>3<enter>",
    ] {
        let mut stage = Stage::new(FRIDAY, &Setting::default());
        stage.press(keys);
        assert!(
            stage.press("!").picture().starts_with("  CALL  112"),
            "{keys}"
        );
        let before = stage.press("<esc>").picture();
        let card = stage.press("!").picture();
        assert!(card.starts_with("  CALL  112"), "{keys}\n{card}");
        assert_eq!(stage.press("<esc>").picture(), before, "{keys}");
    }
    let old = &mut Stage::new(FRIDAY, &Setting::default());
    old.app.tick(now() + Duration::from_hours(13));
    assert!(old.press("u!").picture().starts_with("  CALL  112"));
    let start = Stage::new(&[], &Setting::default()).press("!").picture();
    assert!(start.starts_with("  CALL  112"), "{start}");
    for keys in ["n a note ! with it", "pcGermany!", "2/wine!"] {
        let picture = friday(keys);
        assert!(!picture.contains("CALL"), "{keys}\n{picture}");
        assert!(picture.contains('!'), "{keys}\n{picture}");
    }
}

#[test]
fn what_is_chosen_is_in_sight_on_one_row() {
    let small = Setting {
        columns: 20,
        rows: 5,
        ..Setting::default()
    };
    let mut stage = Stage::new(FRIDAY, &small);
    stage.press("p");
    assert!(stage.picture().contains("> Country"), "{}", stage.picture());
}

#[test]
fn an_urgent_card_begins_with_the_number_and_stays_until_it_was_read() {
    for (columns, rows) in [(20, 5), (40, 12), (80, 24)] {
        let small = Setting {
            columns,
            rows,
            ..Setting::default()
        };
        let mut stage = Stage::new(FRIDAY, &small);
        stage.press("pcde<enter><esc>yblue lips<tab>2<enter>");
        let picture = stage.picture();
        assert!(picture.starts_with("  CALL  112"), "{picture}");
        stage.press("<esc>qxd1");
        assert!(
            stage.picture().starts_with("  CALL  112"),
            "{}",
            stage.picture()
        );
        stage.press("<enter>");
        assert!(
            !stage.picture().starts_with("  CALL  112"),
            "{}",
            stage.picture()
        );
    }
}

#[test]
fn ascii_is_ascii() {
    let ascii = Setting {
        signs: Signs::Ascii,
        ..Setting::default()
    };
    let mut entries = FRIDAY.to_vec();
    entries.push("note note=Grüner_Tee_緑茶_🍵 at=2026-11-20T20:00");
    for keys in ["", "2", "d", "!", "?", "ynau", "3", "4", "5"] {
        let picture = Stage::new(&entries, &ascii).press(keys).picture();
        assert!(picture.is_ascii(), "{keys}\n{picture}");
    }
    insta::assert_snapshot!(Stage::new(FRIDAY, &ascii).picture());
}

#[test]
fn without_colour_there_is_none() {
    let plain = Setting {
        palette: Palette::Plain,
        ..Setting::default()
    };
    for keys in ["", "2", "d20<enter>", "!", "3", "4", "5"] {
        let stage_styles = Stage::new(FRIDAY, &plain).press(keys).styles();
        for style in stage_styles {
            let plain = |colour: Option<Color>| colour.is_none_or(|it| it == Color::Reset);
            assert!(plain(style.fg) && plain(style.bg), "{keys}: {style:?}");
        }
    }
}

#[test]
fn a_journal_note_cannot_drive_the_terminal() {
    let mut store = store(&[]);
    let mut entry = stage::entry(&store, "note note=x at=20:00");
    entry.note = Some("\u{202e}evil\ttabs\nlines".to_owned());
    store.apply(&[Edit::Add(entry)], now()).unwrap();
    let picture = Stage::with_store(store, &Setting::default())
        .press("2")
        .picture();
    assert!(picture.contains("evil tabs lines"), "{picture}");
    assert!(!picture.contains('\u{202e}'));
}

#[test]
fn wide_letters_do_not_break_the_lines() {
    let entries = ["dose amount=2g product=緑茶の粉末緑茶の粉末 reason=pain at=20:00"];
    let picture = phone(&entries, "2");
    for line in picture.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 40, "{line}");
    }
}

#[test]
fn the_cursor_stands_on_what_is_chosen() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.press("2jj");
    let (x, y) = stage.cursor();
    let picture = stage.picture();
    let line = picture.lines().nth(usize::from(y)).unwrap();
    assert!(line.starts_with('>') && x == 0, "{line}");
    stage.press("d25");
    let (x, y) = stage.cursor();
    let line = stage
        .picture()
        .lines()
        .nth(usize::from(y))
        .unwrap()
        .to_owned();
    assert!(line.contains("Amount"), "{line}");
    let before: String = line.chars().take(usize::from(x)).collect();
    assert!(before.ends_with("25"), "{before}");
}

#[test]
fn nothing_known_of_the_zone_is_said_in_the_header() {
    let nowhere = Setting {
        zone: |_| {
            let zone = leaflog::domain::moment::Zone::Named(leaflog::domain::tz::Tz::utc());
            (zone, leaflog::clock::ZoneFrom::Nowhere)
        },
        ..Setting::default()
    };
    let picture = Stage::new(FRIDAY, &nowhere).picture();
    let first = picture.lines().next().unwrap();
    assert!(first.contains("UTC"), "{first}");
}

fn click(column: u16, row: u16) -> Event {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    Event::Mouse(MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column,
        row,
        modifiers: KeyModifiers::NONE,
    })
}

#[test]
fn a_click_at_a_letter_mends_it_there() {
    let dose = ["dose amount=25g product=Green at=2026-11-20T18:05"];
    let opened = || {
        let mut stage = Stage::new(&dose, &Setting::default());
        stage.press("2je");
        stage
    };
    for (column, row, stands) in [
        // In the field with the focus, at a letter and beyond them.
        (21, 3, "2.5 g, was 25 g"),
        (30, 3, "25 g."),
        // In another one, at a letter; beside them it is chosen whole.
        (22, 6, "Gr.een"),
        (30, 6, "was Green"),
        (5, 6, "was Green"),
    ] {
        let mut stage = opened();
        stage.take(click(column, row));
        let typed = stage.press(".").picture();
        assert!(typed.contains(stands), "{column} {row}\n{typed}");
    }
    let hidden = opened()
        .press("<esc>he")
        .take(click(21, 3))
        .press("3")
        .picture();
    assert!(
        !hidden.contains("235"),
        "letters out of sight are not mended\n{hidden}"
    );
}

#[test]
fn what_stands_chosen_says_what_it_was_understood_as() {
    let scoops = [
        "product name=Green count_unit=scoop amount=2.5g at=2026-11-19T08:00",
        "dose count=2 count_unit=scoops product=Green at=2026-11-20T18:05",
    ];
    let opened = Stage::new(&scoops, &Setting::default())
        .press("2je")
        .picture();
    assert!(
        opened.contains("2 scoops, ≈5 g; typing replaces it"),
        "{opened}"
    );
}

#[test]
fn backspace_empties_what_stands_chosen_and_says_what_was_there() {
    let dose = ["dose amount=25g at=2026-11-20T18:05"];
    for key in ["<bs>", "<del>"] {
        let mut stage = Stage::new(&dose, &Setting::default());
        let emptied = stage.press("2je").press(key).picture();
        assert!(emptied.contains("was 25 g"), "{emptied}");
        let refused = stage.press("<enter>").picture();
        assert!(refused.contains("write how much, like 2.5g"), "{refused}");
        let typed = stage.press("2.5").picture();
        assert!(typed.contains("2.5 g, was 25 g"), "{typed}");
        let left = stage.press("<esc>").picture();
        assert!(left.contains("25 g powder"), "{left}");
    }
}

#[test]
fn mouse_and_its_setting() {
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.take(click(20, 0));
    assert!(
        stage.picture().contains("10 entries"),
        "{}",
        stage.picture()
    );
    stage.take(click(5, 5));
    assert!(stage.picture().contains(">  13:50"), "{}", stage.picture());
    stage.press("d").take(click(10, 6));
    assert!(stage.picture().contains("> Product"), "{}", stage.picture());
    stage
        .press("<esc>,<down><down><down><enter><esc>1")
        .take(click(20, 0));
    assert!(
        stage.picture().contains("Since the last dose"),
        "{}",
        stage.picture()
    );
}

/// What can stand on the screen.
const EVERYTHING: [&str; 24] = [
    "",
    "2",
    "2<enter>",
    "2/wine",
    "3",
    "4",
    "5",
    "d",
    "d20<enter>",
    "owin",
    "s",
    "y",
    "0",
    "n",
    "!",
    "?",
    "p",
    ",",
    "<enter>",
    "yblue lips<tab>3<enter>",
    "d2<enter>",
    "d2<esc>",
    "2e",
    "h",
];

#[test]
fn no_size_is_too_small_or_too_large() {
    let sizes: Vec<(u16, u16)> = [1, 2, 5, 20, 39, 60, 80, 118, 300]
        .into_iter()
        .flat_map(|columns| [1, 2, 4, 5, 9, 15, 24, 100].map(|rows| (columns, rows)))
        .collect();
    for keys in EVERYTHING {
        let mut stage = Stage::new(FRIDAY, &Setting::default());
        stage.press(keys);
        for (columns, rows) in &sizes {
            stage.resize(*columns, *rows);
        }
    }
    for (columns, rows) in [(20, 5), (30, 6)] {
        let mut stage = Stage::new(FRIDAY, &Setting::default());
        stage.resize(columns, rows);
        assert!(stage.picture().contains("effects likely") || stage.picture().contains("3 h 09"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_break_it(
        keys in "([a-z0-9!?,/ .:UG+-]|<enter>|<esc>|<tab>|<s-tab>|<up>|<down>|<left>|<right>|<bs>|<del>|<pgup>|<pgdn>|<f1>|<home>|<end>){1,60}",
        columns in 1_u16..120,
        rows in 1_u16..40,
    ) {
        let setting = Setting { columns, rows, ..Setting::default() };
        let mut stage = Stage::new(FRIDAY, &setting);
        for key in read_keys(&keys) {
            stage.take(Event::Key(key));
        }
    }

    #[test]
    fn no_text_breaks_it(text in any::<String>(), columns in 1_u16..90) {
        let setting = Setting { columns, ..Setting::default() };
        let mut stage = Stage::new(FRIDAY, &setting);
        stage.press("n").take(Event::Paste(text.clone())).press("<left><left>x<enter>2<enter>");
        stage.press("<esc><esc>o").take(Event::Paste(text)).press("<home><right><enter>2");
    }
}

#[test]
fn hide_mode_holds_on_every_page() {
    let entries = [
        "product name=Zaunbeutel form=powder batch=B7781 at=2026-11-01_10:00",
        "dose amount=7.7g product=Zaunbeutel batch=B7781 at=18:05 note=kolibri",
        "substance name=zopiclone amount=3.75_mg at=19:00",
        "medicine name=sertraline amount=50_mg at=2026-10-01_10:00",
        "about name=liver_disease at=2026-10-01_10:00",
        "note note=kolibri at=19:20",
        "reading name=pulse amount=123 at=19:30",
    ];
    let words = [
        "7.7",
        "Zaunbeutel",
        "zopiclone",
        "3.75",
        "sertraline",
        "liver disease",
        "kolibri",
        "123",
        "B7781",
    ];
    let pages = [
        "",
        "2",
        "2<enter>",
        "2j<enter>",
        "2jj<enter>",
        "2x",
        "3",
        "3v",
        "3vv",
        "3+",
        "4",
        "4<enter>",
        "4j<enter>",
        "5",
        "p",
        "d",
        "o",
        ",",
        "?",
        "<enter>",
        "c",
        "g",
    ];
    for keys in pages {
        let mut stage = Stage::new(&entries, &Setting::default());
        let picture = stage.press("h").press(keys).picture();
        for word in words {
            assert!(!picture.contains(word), "{keys}: {word}\n{picture}");
        }
    }
}

/// A disk that fills up between the entry and its half-typed form.
#[test]
fn a_form_that_cannot_be_forgotten_hides_no_card() {
    let home = tempfile::tempdir().unwrap();
    let journal = home.path().join("journal.db");
    let store = Store::open(&journal, home.path()).unwrap();
    let db = rusqlite::Connection::open(&journal).unwrap();
    db.execute_batch(
        "CREATE TRIGGER stays BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .unwrap();
    let mut stage = Stage::with_store(store, &Setting::default());
    let picture = stage.press("<enter>yblue lips<tab>3<enter>").picture();
    assert!(picture.contains("CALL"), "{picture}");
    let picture = stage.press("<enter><enter>").picture();
    assert!(!picture.contains("error"), "{picture}");
    let mut again = Store::open(&journal, home.path()).unwrap();
    assert_eq!(again.load().unwrap().entries().len(), 1);
}

#[test]
fn the_handover_is_read_out_from_the_screen() {
    let page = friday("H");
    for said in [
        "Handover, to read out",
        "LAST DOSE",
        "The last dose was 3 h 09 min before this, on Fri 20 Nov 18:05.",
        "Esc back",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let end = friday(&format!("H{}", " ".repeat(9)));
    assert!(end.contains("CANNOT SAY"), "{end}");
    // From the card that is open when somebody comes, and back to it.
    let card = friday("!");
    assert!(card.contains("H read out to a doctor"), "{card}");
    assert_eq!(friday("!H"), page);
    assert!(friday("!H<esc>").contains("CALL"));
    // Hidden stays hidden until it is asked for.
    let hidden = friday("hH");
    assert!(!hidden.contains("Fri 20 Nov 18:05"), "{hidden}");
    assert!(hidden.contains("h shows them"), "{hidden}");
    assert!(friday("hHh").contains("The last dose was"));
    let empty = screen("<esc>H");
    assert!(
        empty.contains("Nothing is written down in this journal"),
        "{empty}"
    );
}

/// Somebody reads it out while a dose is written down elsewhere.
#[test]
fn the_handover_has_what_was_written_while_it_is_read_out() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let open = || Store::open(&path, home.path()).unwrap();
    let mut stage = Stage::with_store(open(), &Setting::default());
    let picture = stage.press("<esc>H").picture();
    assert!(picture.contains("Nothing is written down"), "{picture}");
    let mut other = open();
    let dose = stage::entry(&other, "dose amount=2.5g at=18:05");
    other.apply(&[Edit::Add(dose)], now()).unwrap();
    let picture = stage.look().picture();
    assert!(
        picture.contains("The last dose was 3 h 09 min before this"),
        "{picture}"
    );
}

#[test]
fn the_first_page_is_read_to_its_end_on_a_phone() {
    let page = phone(&[], "");
    assert!(page.contains("A private journal for people"), "{page}");
    let page = phone(&[], &"j".repeat(30));
    assert!(page.contains("In an emergency press"), "{page}");
    assert!(page.contains("l lock"), "{page}");
}

#[test]
fn the_report_form_stands_whole_on_a_phone_and_names_its_file() {
    let form = phone(FRIDAY, "R");
    for field in ["From", "Paper", "File"] {
        assert!(form.contains(field), "{field}\n{form}");
    }
    let without = friday("R<tab><tab><tab><tab><right>");
    assert!(without.contains("-without-notes.html"), "{without}");
    let small = phone(FRIDAY, "R<tab><tab><tab><tab><right>");
    assert!(small.contains("-without-notes.html"), "{small}");
}

#[test]
fn a_wide_bottom_line_names_what_a_narrow_one_leaves_to_the_help() {
    let wide = Setting {
        columns: 160,
        rows: 40,
        ..Setting::default()
    };
    let wide = Stage::new(FRIDAY, &wide).picture();
    for said in ["h hide", "Ctrl-l lock", "H handover", "? help"] {
        assert!(wide.contains(said), "{said}\n{wide}");
    }
    assert!(friday("").contains("! emergency ? help q quit"));
    let mut helps = String::new();
    for pages in 0..4 {
        helps += &friday(&format!("?{}", " ".repeat(pages)));
    }
    for said in ["hide amounts and names", "lock at once", "handover:"] {
        assert!(helps.contains(said), "{said}\n{helps}");
    }
}
