//! Times as people type them, in Berlin and at clock changes.

use super::*;

fn when(now: &str, tz: Tz) -> When {
    let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
    When::new(now, Zone::Named(tz), NaiveTime::MIN)
}

fn friday() -> When {
    when(
        "2026-11-20T21:14:30+01:00",
        Tz::named("Europe/Berlin").unwrap(),
    )
}

fn said(when: &When, typed: &str) -> String {
    match when.parse("at", typed) {
        Ok(at) => at.to_rfc3339(),
        Err(wrong) => wrong.to_string(),
    }
}

#[test]
fn times_as_people_say_them() {
    for (typed, means) in [
        ("now", "2026-11-20T21:14:00+01:00"),
        ("", "2026-11-20T21:14:00+01:00"),
        ("14:05", "2026-11-20T14:05:00+01:00"),
        ("21:15", "2026-11-19T21:15:00+01:00"),
        ("9pm", "2026-11-20T21:00:00+01:00"),
        ("9:30 am", "2026-11-20T09:30:00+01:00"),
        ("2h ago", "2026-11-20T19:14:00+01:00"),
        ("2 hours ago", "2026-11-20T19:14:00+01:00"),
        ("90 min ago", "2026-11-20T19:44:00+01:00"),
        ("45m ago", "2026-11-20T20:29:00+01:00"),
        ("2 days ago", "2026-11-18T21:14:00+01:00"),
        ("yesterday 21:00", "2026-11-19T21:00:00+01:00"),
        ("Yesterday 9pm", "2026-11-19T21:00:00+01:00"),
        ("yesterday 9:05 PM", "2026-11-19T21:05:00+01:00"),
        ("2026-11-19 9:05 am", "2026-11-19T09:05:00+01:00"),
        ("monday 8:00", "2026-11-16T08:00:00+01:00"),
        ("18 nov 07:10", "2026-11-18T07:10:00+01:00"),
        ("2026-11-20 21:00", "2026-11-20T21:00:00+01:00"),
        ("2026-07-01T08:00", "2026-07-01T08:00:00+02:00"),
        ("2026-11-20T12:00:59-08:00", "2026-11-20T12:00:00-08:00"),
        ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00+00:00"),
    ] {
        assert_eq!(said(&friday(), typed), means, "{typed}");
    }
}

#[test]
fn a_bare_hour_is_a_time_of_a_night_and_asked_about_elsewhere() {
    let when = friday();
    let up = when.parse_up("up_at", "7").unwrap();
    assert_eq!(up.to_rfc3339(), "2026-11-20T07:00:00+01:00");
    for (typed, means) in [
        ("23", "2026-11-19T23:00:00+01:00"),
        ("0", "2026-11-20T00:00:00+01:00"),
        ("22 Uhr", "2026-11-19T22:00:00+01:00"),
        ("22h", "2026-11-19T22:00:00+01:00"),
        ("22.30 Uhr", "2026-11-19T22:30:00+01:00"),
        ("22:30Uhr", "2026-11-19T22:30:00+01:00"),
        ("22h30", "2026-11-19T22:30:00+01:00"),
    ] {
        let bed = when.parse_night("bed_at", typed, up).unwrap();
        assert_eq!(bed.to_rfc3339(), means, "{typed}");
    }
    for typed in ["24", "99", "-1", "7.5", "230", "24 Uhr", "+7"] {
        assert!(when.parse_night("bed_at", typed, up).is_err(), "{typed}");
    }
    let on = when.parse_on("up_at", "7", "2026-11-02").unwrap();
    assert_eq!(on.to_rfc3339(), "2026-11-02T07:00:00+01:00");
    assert_eq!(said(&when, "20 Uhr"), "2026-11-20T20:00:00+01:00");
    for typed in ["7", "7h"] {
        let wrong = when.parse("at", typed).unwrap_err();
        assert_eq!(wrong.hint, "write 07:00 or 7h ago", "{typed}");
    }
}

#[test]
fn what_is_not_a_time_says_what_to_write() {
    for (typed, says) in [
        ("25:00", "at: \"25:00\" is not a time"),
        ("soon", "at: \"soon\" is not a time"),
        (
            "tomorrow 10:00",
            "at: Sat 21 Nov 2026 10:00 is in the future",
        ),
        (
            "2026-11-20 21:15",
            "at: Fri 20 Nov 2026 21:15 is in the future",
        ),
        (
            "20/11/2026 10:00",
            "at: \"20/11/2026 10:00\" can be read in two ways",
        ),
        ("yesterday", "at: \"yesterday\" says no hour"),
        ("-2h ago", "at: \"-2h ago\" is not a time"),
    ] {
        assert_eq!(said(&friday(), typed), says, "{typed}");
    }
}

#[test]
fn a_skipped_hour_is_refused_and_a_repeated_one_means_the_earlier() {
    let spring = when(
        "2026-03-29T12:00:00+02:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    assert_eq!(
        said(&spring, "2026-03-29 02:30"),
        "at: Sun 29 Mar 2026 02:30 does not exist: the clock jumped over it"
    );
    let autumn = when(
        "2026-10-25T12:00:00+01:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    assert_eq!(said(&autumn, "02:30"), "2026-10-25T02:30:00+02:00");
    assert_eq!(said(&autumn, "10h ago"), "2026-10-25T02:00:00+01:00");
}

#[test]
fn another_date_has_the_offset_of_its_own_date() {
    let auckland = when(
        "2026-11-20T21:14:00+13:00",
        Tz::named("Pacific/Auckland").unwrap(),
    );
    assert_eq!(
        said(&auckland, "2026-06-20 21:00"),
        "2026-06-20T21:00:00+12:00"
    );
    let la = when(
        "2026-11-20T21:14:00-08:00",
        Tz::named("America/Los_Angeles").unwrap(),
    );
    assert_eq!(said(&la, "2026-06-20 21:00"), "2026-06-20T21:00:00-07:00");
    let kolkata = when(
        "2026-01-01T00:10:00+05:30",
        Tz::named("Asia/Kolkata").unwrap(),
    );
    assert_eq!(said(&kolkata, "23:50"), "2025-12-31T23:50:00+05:30");
}

#[test]
fn a_night_resolves_backwards_from_getting_up() {
    let when = friday();
    let up = when.parse("up_at", "07:15").unwrap();
    let bed = when.parse_night("bed_at", "23:30", up).unwrap();
    assert_eq!(bed.to_rfc3339(), "2026-11-19T23:30:00+01:00");
    let early = when.parse_night("bed_at", "00:30", up).unwrap();
    assert_eq!(early.to_rfc3339(), "2026-11-20T00:30:00+01:00");
}

#[test]
fn a_night_over_a_skipped_hour_is_not_the_night_before() {
    let spring = when(
        "2026-03-29T12:00:00+02:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    let up = spring.parse("up_at", "07:15").unwrap();
    let wrong = spring.parse_night("bed_at", "02:30", up).unwrap_err();
    assert!(wrong.why.contains("does not exist"), "{wrong}");
    let monday = when(
        "2026-03-30T12:00:00+02:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    let up = monday.parse("up_at", "02:10").unwrap();
    let wrong = monday.parse_night("bed_at", "02:30", up).unwrap_err();
    assert!(wrong.why.contains("29 Mar 2026 02:30"), "{wrong}");
}

#[test]
fn a_time_that_is_skipped_later_today_was_there_yesterday() {
    let at = |now: &str| when(now, Tz::named("Europe/Berlin").unwrap());
    let early = at("2026-03-29T01:00:00+01:00");
    assert_eq!(said(&early, "02:30"), "2026-03-28T02:30:00+01:00");
    // Once the clock has jumped it would be today's, and that never was.
    for now in ["2026-03-29T03:10:00+02:00", "2026-03-30T01:00:00+02:00"] {
        let wrong = at(now).parse("at", "02:30").unwrap_err();
        assert!(wrong.why.contains("29 Mar 2026 02:30"), "{wrong}");
    }
}

#[test]
fn a_leap_day_is_the_last_there_was() {
    let at = |now: &str| when(now, Tz::named("Europe/Berlin").unwrap());
    for (now, date) in [
        ("2026-11-20T12:00:00+01:00", "2024-02-29"),
        ("2028-01-10T12:00:00+01:00", "2024-02-29"),
        ("2028-02-29T12:00:00+01:00", "2028-02-29"),
        ("2028-03-01T12:00:00+01:00", "2028-02-29"),
    ] {
        for typed in ["29 feb", "29 february", "feb 29"] {
            let read = at(now).parse_date("date", typed).unwrap();
            assert_eq!(read.to_string(), date, "{typed} on {now}");
        }
    }
    let friday = friday();
    assert_eq!(said(&friday, "29 feb 21:00"), "2024-02-29T21:00:00+01:00");
    let read = |typed| friday.parse_date("date", typed);
    assert_eq!(read("24 dec").unwrap().to_string(), "2025-12-24");
    assert_eq!(read("19 nov").unwrap().to_string(), "2026-11-19");
    assert!(read("31 feb").is_err());
}

#[test]
fn a_day_that_runs_past_midnight_holds_the_small_hours() {
    let mut late = when(
        "2026-11-21T01:30:00+01:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    late.day_start = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
    for (typed, means) in [
        ("today 00:30", "2026-11-21T00:30:00+01:00"),
        ("tonight 00:30", "2026-11-21T00:30:00+01:00"),
        ("friday 00:30", "2026-11-21T00:30:00+01:00"),
        ("today 21:00", "2026-11-20T21:00:00+01:00"),
        ("yesterday 00:30", "2026-11-20T00:30:00+01:00"),
        ("last night 03:59", "2026-11-20T03:59:00+01:00"),
        ("yesterday 04:00", "2026-11-19T04:00:00+01:00"),
        ("2026-11-20 00:30", "2026-11-20T00:30:00+01:00"),
        ("20 nov 00:30", "2026-11-20T00:30:00+01:00"),
        // Still to come on the next date.
        ("today 03:00", "2026-11-20T03:00:00+01:00"),
    ] {
        assert_eq!(said(&late, typed), means, "{typed}");
    }
}

#[test]
fn months_ago_keep_the_clock_time_and_hours_do_not() {
    assert_eq!(said(&friday(), "2 months ago"), "2026-09-20T21:14:00+02:00");
    assert_eq!(said(&friday(), "48 hours ago"), "2026-11-18T21:14:00+01:00");
    let autumn = when(
        "2026-10-25T12:00:00+01:00",
        Tz::named("Europe/Berlin").unwrap(),
    );
    assert_eq!(said(&autumn, "24h ago"), "2026-10-24T13:00:00+02:00");
    assert_eq!(said(&autumn, "1 day ago"), "2026-10-24T12:00:00+02:00");
}

#[test]
fn a_day_may_start_at_four() {
    let at = DateTime::parse_from_rfc3339("2026-11-20T03:00:00+01:00").unwrap();
    let four = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
    assert_eq!(day_of(at, four).to_string(), "2026-11-19");
    assert_eq!(day_of(at, NaiveTime::MIN).to_string(), "2026-11-20");
}

#[test]
fn dates_as_people_say_them() {
    let when = friday();
    for (typed, means) in [
        ("today", "2026-11-20"),
        ("yesterday", "2026-11-19"),
        ("friday", "2026-11-20"),
        ("last friday", "2026-11-13"),
        ("wed", "2026-11-18"),
        ("18 nov", "2026-11-18"),
        ("3 days ago", "2026-11-17"),
        ("24 dec", "2025-12-24"),
        ("2026-02-28", "2026-02-28"),
    ] {
        assert_eq!(
            when.parse_date("date", typed).unwrap().to_string(),
            means,
            "{typed}"
        );
    }
    assert!(when.parse_date("date", "2026-02-30").is_err());
    assert!(when.parse_date("date", "2026-11-21").is_err());
    assert!(when.parse_date("date", "11/20/2026").is_err());
}

#[test]
fn times_ago_may_be_counted_in_words() {
    let when = When::new(
        DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00")
            .unwrap()
            .to_utc(),
        Zone::Named(Tz::named("Europe/Berlin").unwrap()),
        NaiveTime::MIN,
    );
    let at = |typed| {
        when.parse("at", typed)
            .unwrap()
            .format("%d %H:%M")
            .to_string()
    };
    for (typed, says) in [
        ("an hour ago", "20 20:14"),
        ("a minute ago", "20 21:13"),
        ("half an hour ago", "20 20:44"),
        ("Two hours ago", "20 19:14"),
        ("three days ago", "17 21:14"),
        ("a day ago", "19 21:14"),
    ] {
        assert_eq!(at(typed), says, "{typed}");
    }
    for like in [
        "this morning",
        "last night",
        "yesterday",
        "afternoon",
        "friday",
    ] {
        let wrong = when.parse("at", like).unwrap_err();
        assert_eq!(wrong.why, format!("{like:?} says no hour"));
        let hint = wrong.hint.split_once("like ").unwrap().1;
        assert!(when.parse("at", hint).is_ok(), "{hint}");
    }
    assert!(
        when.parse("at", "whenever")
            .unwrap_err()
            .why
            .contains("is not a time")
    );
}
