//! Damaged files, damaged words and any keys: nothing ends the program, and
//! what is read is read rightly. `LEAFLOG_PROOFS=all` tries a hundred times as
//! much.

mod targets;

use proptest::prelude::*;
use targets::TARGETS;

/// What each target takes when nothing is wrong with it.
fn examples(target: &str) -> Vec<&'static [u8]> {
    match target {
        "csv" => vec![
            include_bytes!("files/week.csv"),
            b"kind,date,time,amount,unit,note\ndose,2026-11-17,12:00,2.5,g,\"a\n\"\"b\"\"\"\n",
            b"kind;date;bed_at;up_at\nsleep;2026-11-18;2026-11-17T23:00;2026-11-18T07:00\n",
        ],
        "json" => vec![include_bytes!("files/whole.json")],
        "herbal" => vec![include_bytes!("files/herbal.csv")],
        "psychonaut" => vec![include_bytes!("files/psychonaut.json")],
        "sheet" => vec![
            b"When=at,g=amount,form:=tea\n\nWhen,g\n2026-11-16 18:05,2\n16.11.2026 22:05,\"3,5\"\n",
            b"Day=date,Hour=time,Grams=amount,Why=note\nmdy\nDay;Hour;Grams;Why\n11/03/2026;6 pm;2,5;=a\n3/11/26;07:10;800mg;\"b;c\"\n",
            b"What=name,Date=date,kind:=substance\ndmy\nWhat\tDate\nwine\t3.11.2026\nbeer\t4.11.26\n",
        ],
        "windows" => vec![b"\x1b\x01\x01\x14\x05\x50\x18\xff\xff", b"\x0e\x28\x0c\x01\xff\xff\x01"],
        "rules" => vec![
            include_bytes!("../assets/rules/breaks.toml"),
            include_bytes!("../assets/rules/sleep.toml"),
        ],
        "amount" => vec![
            b"2.5g",
            b"2,5",
            b"800 mg",
            b"3 capsules",
            b"1 1/2 scoops",
            b"1.500",
            b".5 tsp",
            "½ g".as_bytes(),
        ],
        "moment" => vec![
            b"now",
            b"14:05",
            b"2h ago",
            b"yesterday 21:00",
            b"2026-11-20 21:00",
            b"9 pm",
            b"2026-10-25T02:30:00+01:00",
            b"an hour ago",
            b"last friday 8am",
        ],
        "line" => vec![
            b"\0amount=2.5g\nat=18:05\nform=tea\nnote=x",
            b"\x02bed_at=23:30\nup_at=07:15\nasleep_after_min=25\nquality=6",
            b"\x01name=wine\namount=2 glasses",
        ],
        _ => vec![b"\xffd\xff2\x0c\0\xffo\xffx\x0c\x01\xff1\xff3\xff+\x08\x02\x01\x05"],
    }
}

/// One way to damage an example.
#[derive(Debug, Clone)]
enum Damage {
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index, prop::sample::Index),
    Double(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    let telling = prop::sample::select(vec![
        "\"",
        ",",
        ";",
        "\n",
        "\r\n",
        "\0",
        "-",
        "99999999999999999999",
        "0",
        ".",
        "=",
        "'",
        "[",
        "{",
        "}",
        "null",
        "\u{202e}",
        "\u{feff}",
        "é",
        "🌿",
        "1e309",
        "NaN",
        "\x1b[2J",
        "24:00",
        "-0.0",
        "2026-02-30",
        "½",
        "٣",
    ]);
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (place(), place()).prop_map(|(from, to)| Damage::Cut(from, to)),
        (place(), place()).prop_map(|(from, to)| Damage::Double(from, to)),
        (place(), telling).prop_map(|(at, text)| Damage::Insert(at, text.as_bytes().to_vec())),
        (place(), prop::collection::vec(any::<u8>(), 1..20))
            .prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn damaged(example: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = example.to_vec();
    for damage in damages {
        let place = |at: &prop::sample::Index| at.index(bytes.len() + 1);
        let span = |a, b| {
            let (a, b): (usize, usize) = (place(a), place(b));
            // A short piece, so that most of it stays readable.
            a.min(b)..a.max(b).min(a.min(b) + 40)
        };
        match damage {
            Damage::Set(at, byte) => {
                let at = place(at);
                bytes.splice(at.saturating_sub(1)..at, [*byte]);
            }
            Damage::Cut(a, b) => {
                let span = span(a, b);
                bytes.drain(span);
            }
            Damage::Double(a, b) => {
                let span = span(a, b);
                let piece = bytes[span.clone()].to_vec();
                bytes.splice(span.end..span.end, piece);
            }
            Damage::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

/// How often each target is tried.
fn tries(target: &str) -> u32 {
    let all = std::env::var_os("LEAFLOG_PROOFS").is_some_and(|wanted| wanted == "all");
    let few = match target {
        "keys" | "windows" => 40,
        "json" | "rules" | "csv" | "herbal" | "psychonaut" | "sheet" => 300,
        _ => 2_000,
    };
    if all { few * 100 } else { few }
}

fn feed(target: &str) {
    let (_, takes) = TARGETS
        .into_iter()
        .find(|(name, _)| *name == target)
        .expect("a target");
    let examples = examples(target);
    for example in &examples {
        takes(example);
    }
    let config = ProptestConfig {
        cases: tries(target),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let damaged = (
        prop::sample::select(examples),
        prop::collection::vec(damage(), 1..8),
    )
        .prop_map(|(example, damages)| damaged(example, &damages));
    let any_bytes = prop::collection::vec(any::<u8>(), 0..400);
    let fed = prop_oneof![4 => damaged, 1 => any_bytes];
    proptest::test_runner::TestRunner::new(config)
        .run(&fed, |bytes| {
            takes(&bytes);
            Ok(())
        })
        .unwrap_or_else(|why| panic!("{target}: {why}"));
}

macro_rules! fed {
    ($($name:ident: $target:expr;)*) => {$(
        #[test]
        fn $name() {
            feed($target);
        }
    )*};
}

fed! {
    any_table: "csv";
    any_whole_journal: "json";
    any_herbal_tracker_file: "herbal";
    any_psychonaut_journal: "psychonaut";
    any_sheet: "sheet";
    any_windows: "windows";
    any_rule_file: "rules";
    any_amount: "amount";
    any_moment: "moment";
    any_line: "line";
    any_keys: "keys";
}

#[test]
fn every_target_is_fed_here_and_by_the_fuzzer() {
    let here = include_str!("anything.rs");
    for (name, _) in TARGETS {
        assert!(here.contains(&format!(": \"{name}\";")), "{name}");
        let path = format!("{}/fuzz/fuzz_targets/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        assert!(std::path::Path::new(&path).exists(), "{path}");
    }
}
