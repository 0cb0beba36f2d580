//! Names that people type are known, and none is taken for another.

use leaflog::rules::classes::names;

/// A line of the list: a name, and the classes it must be read as.
struct Common {
    name: &'static str,
    classes: Vec<&'static str>,
}

fn common() -> Vec<Common> {
    let lines = include_str!("files/common-names.txt").lines();
    let named = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    named
        .map(|line| {
            let (name, classes) = line.split_once(" = ").unwrap_or((line, ""));
            Common {
                name,
                classes: classes.split(", ").filter(|id| !id.is_empty()).collect(),
            }
        })
        .collect()
}

#[test]
fn at_least_97_of_100_common_names_are_known_as_typed() {
    let common = common();
    let missed: Vec<&str> = common
        .iter()
        .filter(|it| names().find(it.name).is_none_or(|found| found.slip))
        .map(|it| it.name)
        .collect();
    let (all, known) = (common.len(), common.len() - missed.len());
    println!("{known} of {all} known as typed; missed: {missed:?}");
    assert!(all >= 400, "only {all} names");
    assert!(known * 100 >= all * 97, "{known} of {all}, not {missed:?}");
}

#[test]
fn what_is_known_has_the_classes_that_matter() {
    let mut wrong = Vec::new();
    for it in common() {
        let Some(found) = names().find(it.name) else {
            continue;
        };
        let has: Vec<&str> = found.classes.iter().map(|class| class.id).collect();
        if !it.classes.iter().all(|class| has.contains(class)) {
            wrong.push(format!("{}: {has:?}, not {:?}", it.name, it.classes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
