//! Trends, Warnings and Guide by keys: what stands on the screen at the sizes
//! people have.

#![allow(
    clippy::unwrap_used,
    reason = "a journal that cannot be set up is a failed test"
)]

mod stage;

use crossterm::event::Event;
use leaflog::demo;
use leaflog::domain::edit::Edit;
use leaflog::domain::moment::{When, Zone};
use leaflog::rules;
use leaflog::rules::classes::{Danger, names};
use leaflog::store::Store;
use leaflog::tui::theme::{Palette, Signs};
use stage::{FRIDAY, Setting, Stage, now, store};

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (200, 60)];

/// Two weeks: days off, gaps, something else, all three channels, nights with
/// and without a known sleep.
const WEEKS: &[&str] = &[
    "dose amount=2.5g at=2026-11-09T08:00",
    "dose amount=2.5g at=2026-11-09T14:00",
    "dose amount=3g at=2026-11-10T08:00",
    "dose amount=3g at=2026-11-10T15:00",
    "dose amount=3g at=2026-11-12T15:00",
    "symptom name=nausea severity=2 at=2026-11-12T18:00",
    "sleep bed_at=2026-11-11T23:00 up_at=2026-11-12T06:00 quality=4 asleep_after_min=30 awake_min=20",
    "dose amount=2.5g at=2026-11-16T08:00",
    "dose amount=3g at=2026-11-16T13:00",
    "dose amount=6g at=2026-11-16T19:00",
    "symptom name=nausea severity=1 at=2026-11-16T21:00",
    "sleep bed_at=2026-11-15T23:00 up_at=2026-11-16T06:45 quality=5 asleep_after_min=25 awake_min=40",
    "none date=2026-11-17",
    "sleep bed_at=2026-11-16T23:00 up_at=2026-11-17T06:20 quality=3",
    "symptom name=restless_legs severity=3 at=2026-11-17T21:00",
    "dose amount=3_capsules form=capsule at=2026-11-19T09:00",
    "dose amount=2g at=2026-11-19T20:00",
    "dose form=extract mitragynine_mg=50 at=2026-11-19T22:00",
    "substance name=alcohol amount=2_drinks at=2026-11-19T21:00",
    "substance name=coffee amount=1_cup at=2026-11-19T09:30",
    "dose amount=2.5g at=2026-11-20T09:40",
    "dose form=7oh hydroxy_mg=15 at=2026-11-20T13:00",
    "substance name=coffee amount=1_cup at=2026-11-20T09:30",
];

fn at(columns: u16, rows: u16) -> Setting {
    Setting {
        columns,
        rows,
        ..Setting::default()
    }
}

fn picture(entries: &[&str], size: (u16, u16), keys: &str) -> String {
    let setting = at(size.0, size.1);
    Stage::new(entries, &setting).press(keys).picture()
}

/// Days that nobody lived.
fn made_up(days: u32) -> Store {
    let mut store = Store::in_memory().unwrap();
    let berlin = Zone::Named(leaflog::domain::tz::Tz::named("Europe/Berlin").unwrap());
    let when = When::new(now(), berlin, chrono::NaiveTime::MIN);
    let entries = demo::demo(7, days, &when);
    let edits: Vec<Edit> = entries.into_iter().map(Edit::Add).collect();
    store.apply(&edits, now()).unwrap();
    store
}

fn of_days(days: u32, size: (u16, u16), keys: &str) -> String {
    let setting = at(size.0, size.1);
    Stage::with_store(made_up(days), &setting)
        .press(keys)
        .picture()
}

/// One snapshot for each size.
fn each_size(name: &str, entries: &[&str], keys: &str) {
    for (columns, rows) in SIZES {
        let picture = picture(entries, (columns, rows), keys);
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), picture);
    }
}

#[test]
fn trends() {
    each_size("trends", WEEKS, "3");
}

#[test]
fn trends_of_an_empty_journal() {
    each_size("trends_empty", &[], "3");
}

#[test]
fn a_phone_shows_the_rest_further_down() {
    insta::assert_snapshot!(picture(WEEKS, (40, 40), "3"));
    insta::assert_snapshot!(picture(WEEKS, (40, 12), "3<pgdn><pgdn>"));
}

#[test]
fn a_month_has_a_column_a_day() {
    insta::assert_snapshot!(of_days(70, (80, 24), "3+"));
    insta::assert_snapshot!(of_days(70, (40, 24), "3+"));
}

#[test]
fn thirteen_weeks_stand_one_under_the_other() {
    insta::assert_snapshot!(of_days(200, (80, 24), "3++"));
    insta::assert_snapshot!(of_days(200, (40, 24), "3++"));
}

#[test]
fn a_year_is_a_calendar() {
    insta::assert_snapshot!(of_days(400, (80, 24), "3+++"));
    insta::assert_snapshot!(of_days(400, (40, 24), "3+++"));
}

#[test]
fn arrows_move_by_weeks_and_days() {
    let title = |keys: &str| {
        let picture = picture(WEEKS, (80, 24), keys);
        let line = picture.lines().nth(1).unwrap_or_default();
        line.split("  ")
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert_eq!(title("3<left>"), "Mon 9 to Sun 15 Nov");
    assert_eq!(title("3<left><right>"), "Mon 16 to Sun 22 Nov");
    assert_eq!(title("3<left><left><left>"), "Mon 9 to Sun 15 Nov");
    assert_eq!(title("3<up><up><up><up><up>"), "Mon 9 to Sun 15 Nov");
    assert_eq!(title("3++-"), "November 2026");
    let says = |keys: &str| picture(WEEKS, (80, 24), keys);
    assert!(says("3<left><left>").contains("Nothing was written down before this."));
    assert!(says("3<right>").contains("This is today"));
    assert!(says("3-").contains("A week is the shortest."));
    assert!(says("3++++").contains("A year is the longest."));
}

#[test]
fn the_cursor_stands_on_the_chosen_day() {
    let mut stage = Stage::new(WEEKS, &Setting::default());
    let today = stage.press("3").cursor();
    let before = stage.press("k").cursor();
    assert_eq!((before.0 + 8, before.1), today);
    assert!(stage.picture().contains(">Thu 19"));
}

#[test]
fn enter_opens_the_chosen_day_whatever_is_shown() {
    for keys in ["3", "3+", "3++", "3+++", "3v", "3++vv", "3+++vvv"] {
        let mut stage = Stage::with_store(made_up(70), &Setting::default());
        let opened = stage.press(&format!("{keys}<lt><lt><enter>")).picture();
        assert!(opened.contains("Wed 18 Nov"), "{keys}: {opened}");
        assert!(opened.contains("detail"), "{keys}: {opened}");
    }
}

#[test]
fn the_views_follow_each_other_and_keep_the_day() {
    let mut stage = Stage::new(WEEKS, &Setting::default());
    let mut views = Vec::new();
    stage.press("3k");
    for _ in 0..5 {
        let picture = stage.picture();
        let title = picture.lines().nth(1).unwrap_or_default().to_owned();
        views.push(title.split('>').nth(1).unwrap_or_default().to_owned());
        assert!(picture.contains("Thu 19"), "{picture}");
        stage.press("v");
    }
    let begin = ["overview", "when", "sleep", "felt", "overview"];
    for (view, name) in views.iter().zip(begin) {
        assert!(view.starts_with(name), "{views:?}");
    }
}

/// Two months with a plan: its lines and the pulse beside what was taken.
fn planned() -> Store {
    let mut store = made_up(70);
    let lines = [
        "about name=doses_a_day amount=5 at=2026-10-01",
        "about name=doses_a_day amount=4 at=2026-11-10",
        "about name=dose_line amount=2.5 at=2026-11-01",
        "about name=grams_a_day amount=12 at=2026-11-01",
        "reading name=pulse amount=72 at=2026-11-03T09:00",
        "reading name=pulse amount=81 at=2026-11-12T09:00",
        "reading name=pulse amount=77 at=2026-11-18T09:00",
    ];
    let edits: Vec<Edit> = lines
        .iter()
        .map(|line| Edit::Add(stage::entry(&store, line)))
        .collect();
    store.apply(&edits, now()).unwrap();
    store
}

#[test]
fn every_view_of_every_span() {
    const SPANS: [(&str, &str); 4] = [
        ("week", ""),
        ("month", "+"),
        ("quarter", "++"),
        ("year", "+++"),
    ];
    const VIEWS: [(&str, &str); 4] = [
        ("overview", ""),
        ("when", "v"),
        ("sleep", "vv"),
        ("felt", "vvv"),
    ];
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut stage = Stage::with_store(planned(), &at(columns, rows));
        for (span, longer) in SPANS {
            for (view, next) in VIEWS {
                let picture = stage.press(&format!("3{longer}{next}")).picture();
                let name = format!("trends_{span}_{view}_{columns}x{rows}");
                insta::assert_snapshot!(name, picture);
                stage.press(&"v".repeat(4 - next.len())).press("----");
            }
        }
    }
}

#[test]
fn without_colour_and_in_ascii_the_views_say_the_same() {
    for (signs, name) in [(Signs::Unicode, "plain"), (Signs::Ascii, "ascii")] {
        for (columns, rows) in [(80, 24), (40, 12)] {
            let setting = Setting {
                palette: Palette::Plain,
                signs,
                ..at(columns, rows)
            };
            let mut stage = Stage::with_store(planned(), &setting);
            let mut pages = Vec::new();
            for keys in ["3+", "v", "v", "v", "+v", "+"] {
                pages.push(stage.press(keys).picture());
            }
            let pages = pages.join("\n----\n");
            assert_eq!(pages.is_ascii(), signs == Signs::Ascii);
            insta::assert_snapshot!(format!("trends_{name}_{columns}x{rows}"), pages);
        }
    }
}

/// Whatever little is known, every view says something true and none breaks.
#[test]
fn little_and_odd_journals_draw_too() {
    let many: Vec<String> = (0..30)
        .map(|n| format!("dose amount=1g at=2026-11-20T10:{n:02}"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let journals: [&[&str]; 7] = [
        &["note note=hello at=2026-11-20T08:00"],
        &["dose amount=2g at=2026-11-20T08:00"],
        &["none date=2026-11-19"],
        &["symptom name=nausea severity=2 at=2026-11-20T08:00"],
        &[
            "dose amount=2g at=2019-02-28T08:00",
            "dose amount=3_capsules form=capsule at=2026-11-19T08:00",
        ],
        &[
            "sleep bed_at=2026-11-18T22:00 up_at=2026-11-19T07:00 quality=0 asleep_after_min=0 awake_min=0",
            "sleep bed_at=2026-11-18T23:00 up_at=2026-11-19T06:00",
        ],
        &many,
    ];
    for entries in journals {
        for (columns, rows) in [(80, 24), (40, 12), (20, 5), (200, 60)] {
            let mut stage = Stage::new(entries, &at(columns, rows));
            stage.press("3");
            for keys in [
                "v", "v", "v", "v+", "v", "v", "v", "v+", "v", "v", "v", "v+", "v", "v", "v",
                "<left>",
            ] {
                let picture = stage.press(keys).picture();
                assert!(
                    !picture.contains("NaN") && !picture.contains("inf"),
                    "{picture}"
                );
            }
        }
    }
}

#[test]
fn hide_mode_shows_no_amount_and_no_name() {
    for (columns, rows) in SIZES {
        for keys in [
            "3h", "3+h", "3++h", "3+++h", "3hv", "3hvvv", "3+hvvv", "3++hvvv",
        ] {
            let picture = picture(WEEKS, (columns, rows), keys);
            for told in ["alcohol", "coffee", "nausea", "6 g", "restless"] {
                assert!(!picture.contains(told), "{told} in {picture}");
            }
        }
    }
    insta::assert_snapshot!(picture(WEEKS, (80, 24), "3h"));
    insta::assert_snapshot!(picture(FRIDAY, (80, 24), "4h"));
}

#[test]
fn in_ascii_every_sign_is_ascii() {
    for keys in [
        "3", "3+", "3++", "3+++", "3v", "3++vv", "3+vvv", "4", "4<enter>", "4v", "5", "5<enter>",
    ] {
        for (columns, rows) in SIZES {
            let setting = Setting {
                palette: Palette::Plain,
                signs: Signs::Ascii,
                ..at(columns, rows)
            };
            let mut stage = Stage::new(WEEKS, &setting);
            let picture = stage.press(keys).picture();
            assert!(picture.is_ascii(), "{keys}: {picture}");
            let coloured = |style: &ratatui::style::Style| {
                style.fg.is_some_and(|c| c != ratatui::style::Color::Reset)
            };
            assert!(!stage.styles().iter().any(coloured));
        }
    }
    let setting = Setting {
        signs: Signs::Ascii,
        ..at(80, 24)
    };
    insta::assert_snapshot!(Stage::new(WEEKS, &setting).press("3").picture());
}

#[test]
fn warnings() {
    each_size("warnings", FRIDAY, "4");
}

#[test]
fn no_warnings_is_no_sign_of_safety() {
    each_size("warnings_none", &[], "4");
}

#[test]
fn an_urgent_warning_begins_with_the_number() {
    let entries = [
        "about name=country_DE",
        "symptom name=seizure severity=3 at=2026-11-20T20:50",
    ];
    each_size("warnings_urgent", &entries, "4");
    let tiny = picture(&entries, (20, 5), "4");
    assert!(tiny.contains("112"), "{tiny}");
    let hidden = picture(&entries, (80, 24), "4h");
    assert!(hidden.contains("112"), "{hidden}");
}

#[test]
fn a_warning_opens_as_a_page() {
    insta::assert_snapshot!(picture(FRIDAY, (80, 24), "4<enter>"));
    insta::assert_snapshot!(picture(FRIDAY, (40, 12), "4<enter><pgdn>"));
}

#[test]
fn what_was_said_to_a_warning_stands_beside_it() {
    let said = picture(FRIDAY, (80, 24), "4rc");
    assert!(
        said.contains("read 20 Nov, clinician knows, 20 Nov"),
        "{said}"
    );
    let back = picture(FRIDAY, (80, 24), "4rr");
    assert!(!back.contains("read 20 Nov"), "{back}");
    let undone = picture(FRIDAY, (80, 24), "4ru");
    assert!(!undone.contains("read 20 Nov"), "{undone}");
}

#[test]
fn an_urgent_warning_is_not_left_to_the_clinician() {
    let entries = ["symptom name=seizure severity=3 at=2026-11-20T20:50"];
    let said = picture(&entries, (80, 24), "4c");
    assert!(said.contains("it is shown whenever it holds"), "{said}");
    assert!(!said.contains("my clinician knows"), "{said}");
}

#[test]
fn what_was_shown_before_is_kept_in_sight() {
    let mut store = store(FRIDAY);
    let journal = store.load().unwrap();
    let berlin = chrono::FixedOffset::east_opt(3600).unwrap();
    let ago = |days| now().with_timezone(&berlin) - chrono::TimeDelta::days(days);
    for (n, days) in [20, 0].into_iter().enumerate() {
        let alerts = rules::holding(&journal, ago(0));
        let shown = rules::present(alerts, &journal, ago(days));
        store
            .apply(&shown.edits[n..=n], ago(days).to_utc())
            .unwrap();
    }
    let setting = Setting::default();
    insta::assert_snapshot!(Stage::with_store(store, &setting).press("4v").picture());
}

#[test]
fn guide() {
    each_size("guide", &[], "5");
}

#[test]
fn a_page_of_the_guide() {
    each_size("guide_page", &[], "5<enter>");
    let end = picture(&[], (80, 24), "5<enter>G");
    insta::assert_snapshot!(end);
    assert!(!picture(&[], (80, 24), "5<enter><esc>").contains("Also serious"));
}

/// Every page of the guide as one long text, at this width.
fn pages_at(columns: u16) -> Vec<String> {
    let mut stage = Stage::new(&[], &at(columns, 140));
    let titles = stage.press("5").picture();
    let many = titles
        .lines()
        .take_while(|line| !line.contains("Short pages"));
    let many = many.filter(|line| !line.is_empty()).count() - 1;
    let read = |n: usize| {
        let keys = format!("5g{}<enter>", "j".repeat(n));
        let picture = stage.press(&keys).picture();
        stage.press("<esc>");
        picture
    };
    (0..many).map(read).collect()
}

#[test]
fn every_page_is_two_screens_at_most_and_then_its_sources() {
    let pages = pages_at(80);
    assert!(pages.len() >= 13, "{}", pages.len());
    let rows = |page: &String| {
        let body = page.lines().skip(1);
        body.take_while(|line| line.trim() != "Sources").count()
    };
    let long = pages.iter().filter(|page| rows(page) > 2 * 21);
    let long: Vec<_> = long.map(|page| (rows(page), page.lines().nth(2))).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn every_page_of_the_guide_on_a_phone() {
    let pages = pages_at(40);
    for page in &pages {
        assert!(
            page.lines().all(|line| line.chars().count() <= 40),
            "{page}"
        );
    }
    insta::assert_snapshot!(pages.join("\n----\n"));
}

#[test]
fn a_name_is_looked_up_while_it_is_typed() {
    each_size("lookup", &[], "5/");
    each_size("lookup_found", &[], "5/xanax");
    each_size("lookup_near", &[], "5/pregablin");
    each_size("lookup_unknown", &[], "5/zzqx");
    insta::assert_snapshot!(picture(&[], (40, 12), "5/xanax<pgdn><pgdn>"));
}

#[test]
fn a_slip_of_spelling_is_asked_about_and_can_be_taken() {
    let near = picture(&[], (80, 24), "5/pregablin");
    assert!(near.contains("Did you mean pregabalin?"), "{near}");
    let taken = picture(&[], (80, 24), "5/pregablin<enter>");
    assert!(taken.contains(" / pregabalin"), "{taken}");
    assert!(!taken.contains("Did you mean"), "{taken}");
    let next = picture(&[], (80, 24), "5/oxyc<down><down><up><enter>");
    assert!(next.contains(" / oxycodone"), "{next}");
}

#[test]
fn whatever_is_looked_up_nothing_is_called_harmless() {
    for name in [
        "",
        "x",
        "wine",
        "vitamin d",
        "naloxone",
        "ibuprofen",
        "coffee",
        "zzqx",
        "kratom",
        "2 beers and a xanax",
        "white powder",
        "sertraline",
        "7-oh",
        "lsd",
    ] {
        for size in SIZES {
            let keys = format!("5/{}", name.replace(' ', "<space>"));
            let shown = picture(&[], size, &keys);
            let words: Vec<&str> = shown.split_whitespace().collect();
            let words = words.join(" ");
            assert!(words.contains("not a sign of safety."), "{name}:\n{shown}");
            assert!(words.contains("No list is complete."), "{name}:\n{shown}");
        }
    }
}

#[test]
fn the_warnings_a_name_would_raise_are_named() {
    let shown = |name: &str| picture(&[], (80, 60), &format!("5/{name}"));
    assert!(
        shown("wine").contains("Alcohol with kratom"),
        "{}",
        shown("wine")
    );
    assert!(shown("wine").contains("12 h before or after kratom"));
    assert!(shown("zzqx").contains("not assessed"), "{}", shown("zzqx"));
    assert!(shown("naloxone").contains("never hold it back"));
    assert!(shown("vitamin<space>d").contains("No warning would speak"));
    assert!(shown("sertraline").contains("Taken regularly"));
}

/// That no warning speaks is never said as good news: not of anything that can
/// harm together with kratom.
#[test]
fn no_dangerous_name_is_passed_over() {
    let mut stage = Stage::new(&[], &at(80, 60));
    stage.press("5");
    let mut silent = Vec::new();
    for class in names()
        .classes()
        .filter(|class| class.danger >= Danger::Caution)
    {
        let mut members = names().all().filter(|it| it.classes.contains(&class.id));
        let Some(member) = members.next() else {
            continue;
        };
        stage.press("/");
        stage.take(Event::Paste(member.name.to_owned()));
        let shown = stage.picture();
        stage.press("<esc>");
        if !shown.contains(" Says ") || shown.contains("No warning would speak") {
            silent.push(format!("{} ({})", class.id, member.name));
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn several_names_are_typed_with_spaces_between() {
    let keys = "5/2<space>beers<space>and<space>a<space>xanax";
    let shown = picture(&[], (80, 24), keys);
    assert!(shown.contains(" / 2 beers and a xanax"), "{shown}");
    assert!(
        shown.contains("alprazolam") && shown.contains("beer"),
        "{shown}"
    );
}

#[test]
fn nobody_is_led_to_stop_a_medicine_or_alcohol() {
    let shown = |name: &str| {
        let shown = picture(&[], (80, 60), &format!("5/{name}"));
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for name in [
        "sertraline",
        "diazepam",
        "methadone",
        "keppra",
        "naltrexone",
    ] {
        let shown = shown(name);
        assert!(shown.contains("keep taking it as prescribed"), "{shown}");
    }
    for name in ["wine", "diazepam", "phenibut"] {
        let shown = shown(name);
        assert!(shown.contains("dangerous to stop suddenly"), "{shown}");
    }
}

#[test]
fn what_is_looked_up_is_not_written_down() {
    let mut stage = Stage::new(&[], &at(80, 24));
    stage.press("5/heroin<enter><esc>");
    assert!(stage.picture().contains("Easy to overlook") || stage.picture().contains("Mixing"));
    let journal = stage.press("<esc>2").picture();
    assert!(!journal.contains("heroin"), "{journal}");
    let warnings = stage.press("4").picture();
    assert!(!warnings.to_lowercase().contains("heroin"), "{warnings}");
}

#[test]
fn letters_are_text_in_the_look_up_and_an_empty_one_lets_the_emergency_through() {
    assert!(picture(&[], (80, 24), "5/q").contains(" / q"));
    assert!(picture(&[], (80, 24), "5/!").contains("CALL"));
    assert!(picture(&[], (80, 24), "5/x!").contains(" / x!"));
    let back = picture(&[], (80, 24), "5/xan<esc>");
    assert!(back.contains("look up any name"), "{back}");
    assert!(!back.contains(" / xan"), "{back}");
}

#[test]
fn any_size_is_drawn() {
    let keys = [
        "3", "+", "+", "+<pgdn>", "t", "-", "<pgdn>", "t4", "<enter>", "v", "<esc>5", "<enter>j",
        "<pgdn>", "/xan", "<pgdn>", "<down>",
    ];
    for columns in [
        1, 2, 3, 5, 9, 20, 39, 48, 59, 60, 79, 99, 117, 118, 119, 300,
    ] {
        for rows in [1, 2, 5, 6, 13, 24, 100] {
            let mut stage = Stage::new(WEEKS, &at(columns, rows));
            for keys in keys {
                stage.press(keys);
            }
        }
    }
}

#[test]
fn patterns_are_sentences_with_their_limits() {
    for size in SIZES {
        let name = format!("patterns_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, of_days(200, size, "3t"));
    }
    insta::assert_snapshot!(
        "patterns_further_down",
        of_days(200, (80, 24), "3t<pgdn><pgdn>j")
    );
}

#[test]
fn patterns_say_what_they_still_need() {
    each_size("patterns_not_enough", WEEKS, "3t");
    let nothing = picture(&[], (80, 24), "3t");
    assert!(nothing.contains("No day of it is over yet"), "{nothing}");
}

#[test]
fn patterns_reach_further_or_less_far_and_close() {
    let keys = |keys: &str| of_days(500, (80, 24), keys);
    assert!(keys("3t").contains("20 Nov 2025 to 19 Nov 2026"));
    assert!(keys("3t-").contains("28 Aug 2026 to 19 Nov 2026"));
    assert!(keys("3t--").contains("28 Aug 2026 to 19 Nov 2026"));
    assert!(keys("3t+").contains("Jul 2025 to 19 Nov 2026"));
    for close in ["t", "q", "<esc>"] {
        assert_eq!(keys(&format!("3t{close}")), keys("3"));
    }
}

#[test]
fn hidden_patterns_name_nothing_and_no_amount() {
    let text = of_days(200, (200, 200), "3th");
    assert!(text.contains("How often, and how much each"), "{text}");
    for hidden in ["Green bag", "nausea", "constipation", " g each", "of leaf"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}
