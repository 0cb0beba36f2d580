//! What the app writes, read as doses, other substances and notes.

use super::*;
use crate::stats::sample::when;

/// 18 Nov 2026 21:05 in Berlin.
const AT: i64 = 1_795_032_300_000;

fn given(ingestions: &str) -> Result<Foreign, Vec<Wrong>> {
    let text = format!(
        r#"{{"experiences":[{{"title":"A","text":"","creationDate":{AT},"sortDate":{AT},"ingestions":[{ingestions}]}}]}}"#
    );
    read(text.as_bytes(), &when())
}

fn taken(rest: &str) -> String {
    let one = format!(r#"{{"time":{AT},"creationDate":{AT},"isDoseAnEstimate":false,{rest}}}"#);
    match given(&one) {
        Ok(read) => read
            .rows
            .iter()
            .map(|row| {
                let note = row
                    .entry
                    .note
                    .clone()
                    .unwrap_or_default()
                    .replace('\n', " / ");
                format!(
                    "{} {} {note}",
                    row.entry.at.format("%d %H:%M"),
                    row.entry.says()
                )
            })
            .collect::<Vec<_>>()
            .join("; "),
        Err(wrong) => wrong
            .iter()
            .map(|it| it.say("p.json"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

#[test]
fn kratom_is_a_dose_and_the_rest_is_not() {
    for (rest, says) in [
        (
            r#""substanceName":"Kratom","dose":2.5,"units":"g","administrationRoute":"ORAL","notes":"calm""#,
            "18 21:05 dose 2.5 g powder calm / route: oral",
        ),
        (
            r#""substanceName":"Mitragyna speciosa","dose":800,"units":"mg""#,
            "18 21:05 dose 0.8 g powder ",
        ),
        (
            r#""substanceName":"Kratom","dose":3,"units":"capsules""#,
            "18 21:05 dose 3 capsules, powder ",
        ),
        (
            r#""substanceName":"Kratom","dose":null,"units":"g""#,
            "18 21:05 dose 1 dose, powder ",
        ),
        (
            r#""substanceName":"7-Hydroxymitragynine","dose":15,"units":"mg""#,
            "18 21:05 dose 7-OH, 15 mg 7-OH ",
        ),
        (
            r#""substanceName":"Mitragynine","dose":50,"units":"mg""#,
            "18 21:05 dose extract, 50 mg mitragynine ",
        ),
        (
            r#""substanceName":"Kratom extract","dose":120,"units":"mg""#,
            "18 21:05 dose 1 dose, extract amount: 120 mg",
        ),
        (
            r#""substanceName":"Pseudoindoxyl","dose":5,"units":"mg""#,
            "18 21:05 dose 1 dose, 7-OH amount: 5 mg",
        ),
        (
            r#""substanceName":"Feel Free","dose":1,"units":"bottle""#,
            "18 21:05 other Feel Free, 1 bottle ",
        ),
        (
            r#""substanceName":"Alcohol","dose":20,"units":"g","administrationRoute":"ORAL""#,
            "18 21:05 other Alcohol, 20 g route: oral",
        ),
        (
            r#""substanceName":"Something new","dose":null,"units":null"#,
            "18 21:05 other Something new ",
        ),
    ] {
        assert_eq!(taken(rest), says, "{rest}");
    }
    assert!(taken(r#""substanceName":"Maeng Da","dose":2,"units":"g""#).contains("2 g powder"));
}

#[test]
fn what_another_person_took_is_not_mine() {
    let one = format!(
        r#"{{"time":{AT},"substanceName":"Kratom","dose":5,"units":"g","consumerName":"Sam"}}"#
    );
    let read = given(&one).unwrap();
    assert!(read.rows.is_empty());
    assert_eq!(read.not_taken.get("what somebody else took"), Some(&1));
}

#[test]
fn what_is_wrong_names_its_place() {
    for (rest, says) in [
        (
            r#""substanceName":"Kratom","dose":-2,"units":"g""#,
            "p.json: experiences[0].ingestions[0].dose: is below zero",
        ),
        (
            r#""substanceName":"Kratom","dose":"2","units":"g""#,
            "p.json: experiences[0].ingestions[0].dose: is not a number",
        ),
        (
            r#""substanceName":"Kratom","dose":2,"units":"oz""#,
            "p.json: experiences[0].ingestions[0].units: \"oz\" is not something counted",
        ),
        (
            r#""substanceName":"Kratom","dose":0,"units":"g""#,
            "p.json: experiences[0].ingestions[0].dose: is zero",
        ),
        (
            r#""substanceName":"  ","dose":2"#,
            "p.json: experiences[0].ingestions[0].substanceName: is missing",
        ),
        (
            r#""substanceName":7,"dose":2"#,
            "p.json: experiences[0].ingestions[0].substanceName: \"7\" is not a text",
        ),
        (
            r#""substanceName":"Wine","notes":"a\u0007b""#,
            "p.json: experiences[0].ingestions[0].notes: holds a control character",
        ),
    ] {
        assert!(taken(rest).starts_with(says), "{}", taken(rest));
    }
    for (time, says) in [
        ("1900000000000", "is in the future"),
        ("1763668800", "is not a time in milliseconds"),
        ("\"soon\"", "is not a time"),
        ("null", "is missing"),
    ] {
        let one = format!(r#"{{"substanceName":"Wine","time":{time}}}"#);
        let wrong = given(&one).unwrap_err()[0].say("p.json");
        assert!(
            wrong.starts_with("p.json: experiences[0].ingestions[0].time: ")
                && wrong.contains(says),
            "{wrong}"
        );
    }
}

#[test]
fn the_rest_of_the_file_is_counted() {
    let text = format!(
        r#"{{"experiences":[{{"title":"Lake","text":"A day out","creationDate":{AT},"sortDate":{AT},"isFavorite":true,
        "location":{{"name":"Lake","latitude":1.0}},"ratings":[{{"option":"PLUS"}}],
        "timedNotes":[{{"creationDate":{AT},"time":{AT},"note":"warm","color":"BLUE","isPartOfTimeline":true}}],
        "ingestions":[{{"substanceName":"Kratom","time":{AT},"dose":2,"customUnitId":4,"endTime":{AT},"isDoseAnEstimate":true,"aura":"green"}}]}},
        {{"title":"Only a title","text":"","ingestions":[]}}],
        "substanceCompanions":[{{"substanceName":"Kratom","color":"GREEN"}}],
        "customUnits":[{{"id":4,"name":"cap","unit":"capsule","dose":500,"originalUnit":"mg"}}],"customSubstances":[]}}"#
    );
    let read = read(text.as_bytes(), &when()).unwrap();
    let said: Vec<String> = read
        .rows
        .iter()
        .map(|row| format!("{} {:?}", row.entry.says(), row.entry.note))
        .collect();
    assert_eq!(
        said,
        [
            "dose ≈2 capsule, powder Some(\"1 capsule was said to be 500 mg\")",
            "note warm Some(\"warm\")",
            "note Lake A day out Some(\"Lake\\nA day out\")",
        ]
    );
    let left: Vec<String> = read
        .not_taken
        .iter()
        .map(|(what, n)| format!("{what} {n}"))
        .collect();
    assert_eq!(
        left,
        [
            "aura 1",
            "colours of substances 1",
            "end times 1",
            "favourites 1",
            "locations 1",
            "ratings 1",
            "titles without a text 1",
            "units of one's own (their weight; it stands in the note) 1",
        ]
    );
}

#[test]
fn another_shape_is_one_sentence() {
    for (text, says) in [
        ("", "is empty"),
        ("[]", "is no PsychonautWiki Journal"),
        ("{}", "has no experiences"),
        ("{\"experiences\":[{\"title\":", "is cut off"),
        ("{\"experiences\":7}", "experiences: is not a list"),
        ("{\"experiences\":[],\"ingestions\":[]}", "old version"),
        ("{\"leaflog\":{\"format\":1}}", "leaflog import json"),
        ("nonsense", "is not JSON"),
        (
            "{\"experiences\":[7]}",
            "experiences[0].experience: is not an object",
        ),
        (
            "{\"experiences\":[{\"ingestions\":{}}]}",
            "experiences[0].ingestions: is not a list",
        ),
    ] {
        let wrong = read(text.as_bytes(), &when()).unwrap_err();
        assert!(
            wrong[0].say("p.json").contains(says),
            "{}",
            wrong[0].say("p.json")
        );
    }
}
