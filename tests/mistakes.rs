//! What `leaflog rules check` says to a person who corrects a file: every kind of
//! mistake, made in a copy of a real file, and the whole answer.
//!
//! `INSTA_UPDATE=always cargo test --test mistakes` writes the answers anew, to
//! be read before they are kept.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fmt::Write;
use std::fs;
use std::process::{Command, Output};

use leaflog::rules::check::rules::STRENGTHS;
use leaflog::rules::check::words::NEVER;

/// A mistake: what it is called, what is written in place of what.
type Mistake = (&'static str, &'static str, &'static str);

fn asset(name: &str) -> String {
    let path = format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).unwrap()
}

fn checked(files: &[(&str, &[u8])]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_leaflog"))
        .env_clear()
        .env("HOME", folder.path())
        .env("LEAFLOG_NOW", "2026-11-25T12:00:00+01:00")
        .current_dir(folder.path())
        .args(["rules", "check"])
        .args(files.iter().map(|(name, _)| name))
        .output()
        .unwrap()
}

fn answer(name: &str, text: &[u8]) -> String {
    answer_to(&[(name, text)])
}

/// All that came back: stdout as it is, stderr behind `! `, the exit code.
fn answer_to(files: &[(&str, &[u8])]) -> String {
    let output = checked(files);
    let mut told = String::from_utf8(output.stdout).unwrap();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        writeln!(told, "! {line}").unwrap();
    }
    writeln!(told, "= {}", output.status.code().unwrap()).unwrap();
    uncounted(&told)
}

/// How many proofs all other rules have changes with each of them.
fn uncounted(told: &str) -> String {
    let mut lines = String::new();
    for line in told.lines() {
        let counts = [
            " of all other rules",
            "proofs of the rules",
            " substances under ",
            " All ",
        ];
        let counts = counts.iter().any(|says| line.contains(says)) || line.ends_with(" sources.");
        let sign = |c: char| if counts && c.is_ascii_digit() { '#' } else { c };
        lines.extend(line.chars().map(sign));
        lines.push('\n');
    }
    lines
}

/// What is said to each mistake in a file, one after the other.
fn answers(path: &str, mistakes: &[Mistake]) -> String {
    let whole = asset(path);
    let name = path.rsplit('/').next().unwrap();
    let mut told = String::new();
    for (called, good, bad) in mistakes {
        assert!(whole.contains(good), "{called}: {good} is not in {path}");
        let text = whole.replacen(good, bad, 1);
        let answer = answer(name, text.as_bytes());
        writeln!(told, "# {called}\n{answer}").unwrap();
    }
    told
}

const ROW: &str = r#"{ all = [{ measure = "dose_g", from = 5 }] },"#;

#[test]
#[expect(clippy::too_many_lines, reason = "a list, one mistake after the other")]
fn a_rule_that_is_not_well_formed() {
    let told = answers(
        "rules/amounts.toml",
        &[
            (
                "a quotation mark is missing",
                "id = \"R10-dose-5-plus\"",
                "id = R10-dose-5-plus\"",
            ),
            (
                "a time nobody lives",
                ROW,
                r#"{ all = [{ measure = "leaf_g", from = 5, hours = 4000000000 }] },"#,
            ),
            (
                "quotation marks of a word processor",
                "id = \"R10-dose-5-plus\"",
                "id = “R10-dose-5-plus”",
            ),
            ("a comma is missing", "\"erowid\",\n]", "\"erowid\"\n"),
            (
                "an unknown field",
                "evidence = \"moderate at",
                "evidense = \"moderate at",
            ),
            ("a field of another time", "place = 23", "priority = 23"),
            ("a missing field", "reviewed = 2026-11-21\n", ""),
            (
                "a date as it is written at home",
                "reviewed = 2026-11-21",
                "reviewed = 21.11.2026",
            ),
            (
                "a comma in a number",
                ROW,
                r#"{ all = [{ measure = "dose_g", from = 5,5 }] },"#,
            ),
            (
                "a word without quotation marks",
                "level = \"warning\"",
                "level = warning",
            ),
            (
                "a review to come",
                "reviewed = 2026-11-21",
                "reviewed = 2027-11-21",
            ),
            (
                "a missing reason",
                "why = \"A document names",
                "y = \"A document names",
            ),
            (
                "an unknown question",
                ROW,
                r#"{ all = [{ measure = "dose_grams", from = 5 }] },"#,
            ),
            (
                "a bound that is none",
                ROW,
                r#"{ all = [{ measure = "dose_g", form = 5 }] },"#,
            ),
            (
                "a number as a text",
                ROW,
                r#"{ all = [{ measure = "dose_g", from = "5 g" }] },"#,
            ),
            (
                "a threshold without unit",
                ROW,
                r#"{ all = [{ measure = "leaf_g", from = 5 }] },"#,
            ),
            (
                "a level that does not exist",
                "level = \"warning\"",
                "level = \"severe\"",
            ),
            (
                "a level in a row",
                "{ all = [{ measure = \"dose_g\", from = 5 }] },",
                "{ level = \"warn\", all = [{ measure = \"dose_g\", from = 5 }] },",
            ),
            ("no level", "level = \"warning\"\nagain", "again"),
            (
                "a kind that does not exist",
                "on = [\"dose\"]",
                "on = [\"doses\"]",
            ),
            ("neither now nor a kind", "on = [\"dose\"]", "on = \"dose\""),
            (
                "nothing to do",
                "do = [\n    \"Don't take more for now.\",\n    \"Note how you feel at 1 and 3 hours.\",\n    \"Weigh the next dose if there is one.\",\n]",
                "do = []",
            ),
            (
                "a date in quotation marks",
                "reviewed = 2026-11-21",
                "reviewed = \"2026-11-21\"",
            ),
            (
                "a date before the first review",
                "reviewed = 2026-11-21",
                "reviewed = 2025-11-21",
            ),
            ("no rule", "[[rule]]", "[[rules]]"),
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_name_that_is_in_no_list() {
    let mut told = answers(
        "rules/mixing.toml",
        &[
            (
                "a class, misspelt",
                "classes = [\"alcohol\"]",
                "classes = [\"alchohol\"]",
            ),
            (
                "a class nobody knows",
                "classes = [\"alcohol\"]",
                "classes = [\"zzzz\"]",
            ),
            (
                "a source, misspelt",
                "\"la-county-2025\"",
                "\"la-county-2052\"",
            ),
            (
                "a source that is in no file",
                "\"tripsit\"",
                "\"smith-2031\"",
            ),
            (
                "no source",
                "sources = [\"document-001\", \"fda-2016-boxed\", \"la-county-2025\", \"tripsit\"]",
                "sources = []",
            ),
            (
                "strong by a document alone",
                "sources = [\"document-001\", \"fda-2016-boxed\", \"la-county-2025\", \"tripsit\"]",
                "sources = [\"document-001\", \"leaflog-own-line\"]",
            ),
            (
                "a strength that does not exist",
                "evidence = \"strong for this kind of substance;",
                "evidence = \"stong for this kind of substance;",
            ),
            (
                "a strength of another scale",
                "evidence = \"strong for this kind of substance;",
                "evidence = \"grade A;",
            ),
            (
                "two rules with one id",
                "id = \"R20-mix-sedative\"",
                "id = \"R19-mix-alcohol\"",
            ),
            (
                "the id of a rule in another file",
                "id = \"R20-mix-sedative\"",
                "id = \"R09-dose-over-guide\"",
            ),
            (
                "an id unlike the others",
                "id = \"R20-mix-sedative\"",
                "id = \"mix sedative\"",
            ),
            ("a line of a proof", "took beer", "taken beer"),
            (
                "a time without unit",
                "took vodka 13h ago",
                "took vodka 13 ago",
            ),
            (
                "an amount without unit",
                "\"dose 2g 12h ago\"",
                "\"dose 2ml 12h ago\"",
            ),
        ],
    );
    told += &answers(
        "rules/red-flags.toml",
        &[
            ("a symptom, misspelt", "\"very drowsy\"", "\"very drowzy\""),
            (
                "a group of symptoms, misspelt",
                "\"@red-breathing\"",
                "\"@red-breathng\"",
            ),
            ("an urgent rule that can be silenced", "always = true\n", ""),
        ],
    );
    told += &answers(
        "rules/person.toml",
        &[(
            "a fact, misspelt",
            "of = [\"breastfeeding\"]",
            "of = [\"breastfeedng\"]",
        )],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_text_that_is_not_worded_like_the_others() {
    let say = "say = \"That's alcohol and kratom within {hours} of each other. Together they can make you very drowsy and slow breathing. Please have no more of either for now, and don't be alone.\"";
    let told = answers(
        "rules/mixing.toml",
        &[
            (
                "a word that reassures",
                say,
                "say = \"A little of both is safe.\"",
            ),
            (
                "a word that blames",
                "why = \"Both sedate,",
                "why = \"Those who abuse both: both sedate,",
            ),
            ("a word that orders", say, "say = \"You must not drink.\""),
            ("an exclamation mark", say, "say = \"Please have no more!\""),
            (
                "a placeholder that does not exist",
                say,
                "say = \"Alcohol and kratom within {hour} of each other.\"",
            ),
            (
                "a placeholder nobody knows",
                say,
                "say = \"Alcohol and kratom, {zzzzzz}.\"",
            ),
            (
                "an amount to take",
                say,
                "say = \"Take 10 mg of diazepam.\"",
            ),
            (
                "a placeholder in a reason",
                "why = \"Both sedate,",
                "why = \"Both sedate in {hours},",
            ),
            (
                "a message that is too long",
                say,
                "say = \"Please have no more of either for now. Please have no more of either for now. Please have no more of either for now. Please have no more of either for now. Please have no more of either for now. And again.\"",
            ),
            (
                "a message that is hard to read",
                say,
                "say = \"Concomitant administration of ethanol potentially precipitates considerable respiratory deterioration.\"",
            ),
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_proof_that_is_missing_or_does_not_hold() {
    let mut told = answers(
        "rules/dependence.toml",
        &[(
            "no proof that it stays silent",
            "silent = [",
            "silent = []\nsilenced = [",
        )],
    );
    told += &answers(
        "rules/amounts.toml",
        &[
            (
                "a number was raised, its proofs were not",
                ROW,
                r#"{ all = [{ measure = "dose_g", from = 6 }] },"#,
            ),
            (
                "a proof at another level",
                "level = \"caution\"\nagain",
                "level = \"warning\"\nagain",
            ),
            (
                "a proof that says something else",
                "says = \"the line of 2 g you drew\"",
                "says = \"the line of 3 g you drew\"",
            ),
            (
                "a placeholder that nothing fills",
                "title = \"A dose of {g} g\"",
                "title = \"A dose of {pulse} g\"",
            ),
        ],
    );
    told += &answers(
        "rules/frequency.toml",
        &[(
            "a level without a proof",
            "level = \"caution\"",
            "level = \"info\"",
        )],
    );
    insta::assert_snapshot!(told);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list, one mistake after the other")]
fn names_and_numbers() {
    let mut told = answers(
        "substances.toml",
        &[
            (
                "an unknown field",
                "danger = \"dangerous\"",
                "dangerous = true",
            ),
            (
                "a danger that does not exist",
                "danger = \"dangerous\"",
                "danger = \"deadly\"",
            ),
            (
                "a class, misspelt",
                "classes = [\"alcohol\"]",
                "classes = [\"alcohl\"]",
            ),
            (
                "a role, misspelt",
                "roles = [\"depressant\"",
                "roles = [\"depresant\"",
            ),
            (
                "a name of two substances",
                "name = \"wine\"\n",
                "name = \"beer\"\n",
            ),
            (
                "a taken brand, at a row before its own",
                "\"Sertralin\", ",
                "\"Sertralin\", \"Dolophine\", ",
            ),
            (
                "a taken brand, at a row behind its own",
                "\"Methadon\", ",
                "\"Methadon\", \"Zoloft\", ",
            ),
            (
                "hours that are too long",
                "window_h = [12, 24]",
                "window_h = [24, 12]",
            ),
            (
                "a word that is passed over",
                "\"Methadon\", ",
                "\"Methadon\", \"Morning\", ",
            ),
            (
                "a name that was taken out",
                "name = \"wine\"",
                "name = \"wwine\"",
            ),
        ],
    );
    told += &answers(
        "symptoms.toml",
        &[
            ("a group, misspelt", "\"red-breathing\"", "\"red-breathin\""),
            (
                "words of two symptoms",
                "\"barely breathing\"",
                "\"overdose\"",
            ),
            (
                "a heading that is none",
                "group = \"breathing\"",
                "group = \"breathin\"",
            ),
            (
                "a heading of one's own",
                "group = \"breathing\"",
                "group = \"aches and pains\"",
            ),
            (
                "words of a symptom below",
                "\"overdosed\", ",
                "\"overdosed\", \"barely breathing\", ",
            ),
        ],
    );
    told += &answers(
        "facts.toml",
        &[(
            "a fact that leaflog asks for",
            "name = \"dose line\"",
            "name = \"dose lines\"",
        )],
    );
    told += &answers(
        "helplines.toml",
        &[
            (
                "a number that cannot be dialled",
                "\"116 123\"",
                "\"one one six\"",
            ),
            ("a country twice", "code = \"CA\"", "code = \"US\""),
            ("a code that is none", "code = \"CA\"", "code = \"CAN\""),
            (
                "a month that is none",
                "checked = \"2026-11\"",
                "checked = \"last week\"",
            ),
            (
                "a month to come",
                "checked = \"2026-11\"",
                "checked = \"2026-12\"",
            ),
            ("no emergency number", "emergency = \"999\"\n", ""),
            (
                "a misspelt field",
                "emergency = \"999\"",
                "emergancy = \"999\"",
            ),
        ],
    );
    told += &answers(
        "sources.toml",
        &[
            (
                "a source that is named is gone",
                "id = \"tripsit\"",
                "id = \"tripsitter\"",
            ),
            (
                "an id with a space",
                "id = \"tripsit\"",
                "id = \"trip sit\"",
            ),
            (
                "a sort that does not exist",
                "kind = \"paper\"",
                "kind = \"study\"",
            ),
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_page_of_the_guide() {
    let told = answers(
        "guidance/01-mixing.md",
        &[
            ("no title", "# Mixing\n", "Mixing\n"),
            (
                "too many lines",
                "- Alcohol.\n",
                "- Alcohol.\n- A.\n- B.\n- C.\n- D.\n- E.\n- F.\n- G.\n- H.\n- I.\n- J.\n- K.\n",
            ),
            ("no sources", "## Sources", "## Where from"),
            ("a source, misspelt", "document-001", "document-01"),
            (
                "a forbidden word",
                "Press / to look",
                "Kratom helps with pain. Press / to look",
            ),
            (
                "a line that is too long",
                "Press / to look up any name. No list is complete.",
                "Press / to look up any name. No list is complete. Not one of all the lists there are in the world.",
            ),
            (
                "an amount of a medicine",
                "- Alcohol.",
                "- Alcohol, with 10 mg diazepam.",
            ),
            (
                "an amount to take, over two lines",
                "- Alcohol.",
                "- Alcohol. Take two\n  tablets of paracetamol.",
            ),
            (
                "grams to take",
                "- Alcohol.",
                "- Alcohol. Take 3 g of kratom.",
            ),
            (
                "a sentence that runs on",
                "- Alcohol.",
                "- Alcohol and the like and so on and so on and so on and so on\n  and so on and so on and so on and so on and so on and so on and so on.",
            ),
        ],
    );
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_that_is_no_such_file() {
    let mut told = String::new();
    for (called, name, text) in [
        (
            "a file of keys",
            "keymap.toml",
            asset("keymap.toml").into_bytes(),
        ),
        ("a picture", "rule.toml", b"\x89PNG\xff".to_vec()),
        (
            "rich text",
            "amounts.toml",
            b"{\\rtf1\\ansi [[rule]]}".to_vec(),
        ),
        ("an empty file", "amounts.toml", Vec::new()),
        (
            "one letter too many",
            "mine.toml",
            asset("rules/sleep.toml")
                .replace("[[rule]]", "[[rules]]")
                .into_bytes(),
        ),
        (
            "one country too many",
            "helplines.toml",
            asset("helplines.toml")
                .replacen("[[country]]", "[[countries]]", 1)
                .into_bytes(),
        ),
        (
            "hostile text",
            "a.toml",
            b"[[rule]]\nid = \"R99-\x1b[31mred\"\n".to_vec(),
        ),
    ] {
        writeln!(told, "# {called}\n{}", answer(name, &text)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_that_is_in_order() {
    let mut told = String::new();
    for path in ["rules/stopping.toml", "guidance/01-mixing.md"] {
        let name = path.rsplit('/').next().unwrap();
        writeln!(told, "# {path}\n{}", answer(name, asset(path).as_bytes())).unwrap();
    }
    let amounts = asset("rules/amounts.toml");
    let start = amounts.find("[[rule]]\nid = \"R10-dose-5-plus\"").unwrap();
    let end = start + 8 + amounts[start + 8..].find("[[rule]]").unwrap();
    let without = amounts[..start].to_owned() + &amounts[end..];
    for name in ["amounts.toml.txt", "amounts (1).toml"] {
        writeln!(
            told,
            "# a rule less, in {name}\n{}",
            answer(name, without.as_bytes())
        )
        .unwrap();
    }
    let mine = asset("rules/sleep.toml");
    writeln!(
        told,
        "# under a name of its own\n{}",
        answer("mine.toml", mine.as_bytes())
    )
    .unwrap();
    insta::assert_snapshot!(told);
}

/// What no proof holds is at least told to who sends it and who reviews it.
#[test]
fn what_a_list_changes_is_told() {
    let mut told = answers(
        "substances.toml",
        &[
            ("nothing", "# What people take", "# What people take"),
            (
                "a class is less bad",
                "says = \"methadone\"\ndanger = \"dangerous\"",
                "says = \"methadone\"\ndanger = \"low\"",
            ),
            (
                "fewer hours",
                "window_h = [336]\nroles = [\"serotonin\", \"maoi\"]",
                "window_h = [1, 2]\nroles = [\"serotonin\", \"maoi\"]",
            ),
            (
                "a role less",
                "\"qt\", \"serotonin_adds\"]\nwhy = \"It slows breathing for days",
                "\"qt\"]\nwhy = \"It slows breathing for days",
            ),
            (
                "a brand",
                "\"Methadon\", ",
                "\"Methadon\", \"Methabrand\", ",
            ),
            ("a brand is gone", "\"Heptadon\",", ""),
            (
                "more hours",
                "window_h = [72, 120]\nstanding = true\nroles = [\"opioid\", \"depressant\", \"qt\"",
                "window_h = [96, 120]\nstanding = true\nroles = [\"opioid\", \"depressant\", \"qt\"",
            ),
        ],
    );
    told += &answers(
        "symptoms.toml",
        &[
            (
                "a red flag under another name",
                "name = \"uneven breathing\"",
                "name = \"odd breathing\"",
            ),
            (
                "a red flag is none",
                "signs = [\"red-breathing\", \"red-any\"]\n\n[[symptom]]\nname = \"stopped",
                "\n[[symptom]]\nname = \"stopped",
            ),
        ],
    );
    told += &answers("facts.toml", &[("a word", "\"expecting\", ", "")]);
    told += &answers(
        "sources.toml",
        &[(
            "another name",
            "name = \"TripSit data\"",
            "name = \"Trip Sit\"",
        )],
    );
    told += &answers(
        "helplines.toml",
        &[("another number", "\"116 123\"", "\"116 124\"")],
    );
    let many = asset("sources.toml").replace("name = \"", "name = \"The ");
    writeln!(told, "# many\n{}", answer("sources.toml", many.as_bytes())).unwrap();
    insta::assert_snapshot!(told);
}

/// A new source and the rule that cites it can only be right together.
#[test]
fn files_that_belong_together() {
    const NEW: &str = "\n[[source]]\nid = \"study-2026\"\nname = \"Study 2026\"\nwhat = \"A trial\"\nwhere = \"doi 10\"\nkind = \"paper\"\n";
    let sources = asset("sources.toml") + NEW;
    let rules = asset("rules/amounts.toml");
    let rules = rules.replace(
        "\"psychonautwiki\", ",
        "\"psychonautwiki\", \"study-2026\", ",
    );
    assert!(rules.contains("study-2026"));
    let page =
        asset("guidance/01-mixing.md").replace("## Sources\n\n", "## Sources\n\nstudy-2026, ");
    assert!(page.contains("study-2026"));
    let symptoms =
        asset("symptoms.toml") + "\n[[symptom]]\nname = \"cold nose\"\ngroup = \"other\"\n";
    let sleep = asset("rules/sleep.toml").replacen(
        "fires = [",
        "fires = [\n    { entries = [\"dose 1g\"], level = \"warning\" },",
        1,
    );
    let (sources, rules) = (sources.as_bytes(), rules.as_bytes());
    let mut told = String::new();
    for (called, files) in [
        ("the rule alone", &[("amounts.toml", rules)][..]),
        (
            "the rule and its source",
            &[("amounts.toml", rules), ("sources.toml", sources)],
        ),
        ("a page alone", &[("01-mixing.md", page.as_bytes())]),
        (
            "a page and its source",
            &[("01-mixing.md", page.as_bytes()), ("sources.toml", sources)],
        ),
        (
            "four, one of them with a proof that does not hold",
            &[
                ("sleep.toml", sleep.as_bytes()),
                ("amounts.toml", rules),
                ("sources.toml", sources),
                ("symptoms.toml", symptoms.as_bytes()),
            ],
        ),
        (
            "two for one",
            &[
                ("amounts.toml", rules),
                ("sources.toml", sources),
                ("mine.toml", sources),
            ],
        ),
        (
            "one that is not read",
            &[
                ("amounts.toml", rules),
                ("sources.toml", b"[[source]]\nid = 1\n"),
            ],
        ),
    ] {
        writeln!(told, "# {called}\n{}", answer_to(files)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_that_is_not_there() {
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leaflog"));
        let output = command.env_clear().env("HOME", "/").args(words).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    let told = run(&["rules", "check"]);
    assert!(told.contains("hint: leaflog rules check --help"), "{told}");
    let told = run(&["rules", "check", "/no/such.toml"]);
    assert!(told.contains("could not read /no/such.toml"), "{told}");
}

/// The walk through CONTRIBUTING.md, step by step, and its tables.
#[test]
fn what_contributing_shows_is_what_happens() {
    let page = format!("{}/CONTRIBUTING.md", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(page).unwrap();
    let told = |text: &str| {
        let output = checked(&[("amounts.toml", text.as_bytes())]);
        let told = [output.stderr, output.stdout].map(|told| String::from_utf8(told).unwrap());
        uncounted(&told.concat())
    };
    let shown = uncounted(&page);
    let text = asset("rules/amounts.toml");
    let text = text.replacen(ROW, &ROW.replace('5', "4"), 1);
    let first = told(&text);
    assert!(first.contains(":92: ") && shown.contains(&first), "{first}");
    let (before, rule) = text.split_once("id = \"R10-dose-5-plus\"").unwrap();
    let moved = [
        ("[\"dose 4.999g\"]", "[\"dose 3.999g\"]"),
        (
            "\"dose 4g\", \"dose 4g 1h ago\"",
            "\"dose 3g\", \"dose 3g 1h ago\"",
        ),
        ("[\"dose 5g\"]", "[\"dose 4g\"]"),
        ("[\"dose 5.001g leaf\"]", "[\"dose 4.001g leaf\"]"),
    ];
    let rule = moved.iter().fold(rule.to_owned(), |rule, (old, new)| {
        rule.replacen(old, new, 1)
    });
    let second = told(&format!("{before}id = \"R10-dose-5-plus\"{rule}"));
    assert!(
        second.contains("in order") && shown.contains(&second),
        "{second}"
    );
    for (word, instead) in NEVER {
        let row = page
            .lines()
            .find(|line| line.ends_with(&format!("| {instead} |")));
        let words = row
            .and_then(|row| row.split('|').nth(1))
            .unwrap_or_default();
        assert!(words.split(',').any(|it| it.trim() == word), "{word}");
    }
    for (strength, means) in STRENGTHS {
        assert!(
            page.contains(&format!("| {strength} | {means} |")),
            "{strength}"
        );
    }
}

/// Its walk with a brand and with the hours of a class.
#[test]
fn what_contributing_shows_of_names_and_hours_is_what_happens() {
    let page = format!("{}/CONTRIBUTING.md", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(page).unwrap();
    let proof = page.lines().find(|line| line.contains("took Diazemuls"));
    let before = "fires = [\n    { entries = [\"dose 2g\", \"took loperamide";
    let rules = asset("rules/mixing.toml");
    assert!(rules.contains(before));
    let after = before.replace("[\n", &format!("[\n{}\n", proof.unwrap()));
    let rules = rules.replacen(before, &after, 1);
    let names = asset("substances.toml");
    let brand = names.replacen("\"Valium\",", "\"Valium\", \"Diazemuls\",", 1);
    let class =
        "danger = \"dangerous\"\nwindow_h = [72, 120]\nroles = [\"depressant\", \"sedative\"";
    assert!(names.contains(class));
    let hours = names.replacen(class, &class.replace("72", "48"), 1);
    let told = |files: &[(&str, &[u8])]| {
        let output = checked(files);
        assert!(output.status.success(), "{output:?}");
        uncounted(&String::from_utf8(output.stdout).unwrap())
    };
    let both: [(&str, &[u8]); 2] = [
        ("substances.toml", brand.as_bytes()),
        ("mixing.toml", rules.as_bytes()),
    ];
    let shown = uncounted(&page);
    for told in [told(&both), told(&[("substances.toml", hours.as_bytes())])] {
        assert!(shown.contains(&told), "{told}");
    }
    // Without the name, the proof does not hold.
    let alone = answer("mixing.toml", rules.as_bytes());
    assert!(alone.contains("took Diazemuls 2h ago"), "{alone}");
}

/// Every file and folder CONTRIBUTING.md names is there.
#[test]
fn what_contributing_names_is_there() {
    let root = env!("CARGO_MANIFEST_DIR");
    let page = fs::read_to_string(format!("{root}/CONTRIBUTING.md")).unwrap();
    let named = page.split('`').skip(1).step_by(2);
    let folders = ["assets/", "src/", "tests/"];
    for name in named.filter(|name| folders.iter().any(|it| name.starts_with(it))) {
        let path = name.split('*').next().unwrap();
        assert!(fs::exists(format!("{root}/{path}")).unwrap(), "{name}");
    }
}
