//! Names that people type are known, and none is taken for another.

use std::collections::BTreeSet;

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

/// Medicines whose names are often taken for one another.
const CONFUSABLE: &[(&str, &str)] = &[
    ("hydroxyzine", "hydralazine"),
    ("clonidine", "clonazepam"),
    ("Klonopin", "clonidine"),
    ("tramadol", "trazodone"),
    ("tramadol", "tapentadol"),
    ("Celexa", "Celebrex"),
    ("Celexa", "Zyprexa"),
    ("Lamictal", "Lamisil"),
    ("Zyrtec", "Zantac"),
    ("Zyrtec", "Zyprexa"),
    ("Zantac", "Xanax"),
    ("bupropion", "buspirone"),
    ("buprenorphine", "bupropion"),
    ("quinine", "quinidine"),
    ("prednisone", "prednisolone"),
    ("naloxone", "naltrexone"),
    ("lorazepam", "loratadine"),
    ("clobazam", "clonazepam"),
    ("fluoxetine", "fluvoxamine"),
    ("fluoxetine", "duloxetine"),
    ("carbamazepine", "oxcarbazepine"),
    ("methadone", "Metadate"),
    ("morphine", "hydromorphone"),
    ("guanfacine", "guaifenesin"),
    ("ephedrine", "epinephrine"),
    ("ketotifen tablets", "ketoprofen"),
    ("sumatriptan", "zolmitriptan"),
    ("olanzapine", "quetiapine"),
    ("chlorpromazine", "chlordiazepoxide"),
    ("Kalma", "Kalms"),
    ("Soma", "Sominex"),
    ("cava", "kava"),
];

/// Everything one slip of the finger makes of a name, with the letters of another.
fn slips_of(name: &str, other: &str) -> Vec<String> {
    let towards: BTreeSet<char> = other.to_lowercase().chars().collect();
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    let mut slips = Vec::new();
    for at in 0..letters.len() {
        let (before, after) = (&letters[..at], &letters[at + 1..]);
        let with = |middle: &[char]| [before, middle, after].concat().into_iter().collect();
        slips.push(with(&[]));
        for &letter in &towards {
            slips.push(with(&[letter]));
            slips.push(with(&[letters[at], letter]));
        }
        if let Some(next) = letters.get(at + 1) {
            let after = &letters[at + 2..];
            slips.push(
                [before, &[*next, letters[at]], after]
                    .concat()
                    .into_iter()
                    .collect(),
            );
        }
    }
    slips
}

#[test]
fn a_name_as_written_is_never_another() {
    for name in CONFUSABLE.iter().flat_map(|(one, other)| [one, other]) {
        let found = names().find(name).unwrap();
        assert!(
            !found.slip && !found.guessed && !found.partly,
            "{name}: {found:?}"
        );
        assert!(names().meant(name).is_empty(), "{name} is asked about");
    }
    for (one, other) in CONFUSABLE {
        let (one, other) = (names().find(one).unwrap(), names().find(other).unwrap());
        assert_ne!(one.name, other.name);
    }
}

/// Whatever one slip makes of a name: it is never read as the name it is
/// confused with, unless it is that name as written.
#[test]
fn a_slip_is_never_read_as_the_name_it_is_confused_with() {
    let both = CONFUSABLE.iter().map(|(one, other)| (*other, *one));
    for (name, other) in CONFUSABLE.iter().copied().chain(both) {
        let wrong = names().find(other).unwrap().name;
        for typed in slips_of(name, other) {
            let Some(found) = names().find(&typed) else {
                continue;
            };
            let taken = found.guessed && found.names.contains(&wrong);
            assert!(!taken, "{typed}, a slip in {name}, is read as {wrong}");
        }
    }
}

#[test]
fn what_is_near_to_several_names_is_asked_with_all_of_them() {
    for (typed, all) in [
        ("hydroxazine", &["hydroxyzine", "hydralazine"][..]),
        ("quinidne", &["quinine", "quinidine"]),
        ("prednisoone", &["prednisone", "prednisolone"]),
        ("lamicil", &["terbinafine", "lamotrigine"]),
        ("clonazapine", &["clozapine", "clonazepam"]),
        ("buproprione", &["bupropion"]),
        ("xanx", &["alprazolam"]),
    ] {
        let meant = names().meant(typed);
        assert!(
            all.iter().all(|name| meant.contains(name)),
            "{typed}: {meant:?}"
        );
        if all.len() > 1 {
            assert!(names().find(typed).is_none(), "{typed} is read by itself");
        }
    }
}

/// The command line asks after the same name as a form offers first.
#[test]
fn half_a_name_may_mean_what_it_begins() {
    for (typed, name) in [
        ("xana", "alprazolam"),
        ("zolpi", "zolpidem"),
        ("diaze", "diazepam"),
        ("oxyc", "oxycodone"),
        ("methad", "methadone"),
        ("sertra", "sertraline"),
    ] {
        assert!(names().find(typed).is_none(), "{typed}");
        assert_eq!(names().meant(typed).first(), Some(&name), "{typed}");
        let offered = names().suggest(typed, 5);
        assert_eq!(offered.first().map(|it| it.name), Some(name), "{typed}");
    }
}

/// Medicines that a list may well lack are not known, or are known as
/// themselves; they are never guessed to be another.
#[test]
fn a_medicine_nobody_wrote_down_is_no_other_medicine() {
    let mut wrong = Vec::new();
    for typed in OTHERS {
        let guess = names().find(typed).filter(|found| found.guessed);
        if let Some(found) = guess {
            wrong.push(format!("{typed} as {}", found.names.join(" and ")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

const OTHERS: &[&str] = &[
    "clomiphene",
    "chlorpropamide",
    "nicardipine",
    "nimodipine",
    "nisoldipine",
    "isradipine",
    "rifapentine",
    "rifaximin",
    "vinblastine",
    "vincristine",
    "cefotaxime",
    "cefazolin",
    "dobutamine",
    "dopamine",
    "epinephrine",
    "norepinephrine",
    "hydroxyurea",
    "mifepristone",
    "misoprostol",
    "glyburide",
    "lamivudine",
    "zidovudine",
    "penicillamine",
    "sulfadiazine",
    "sulfasalazine",
    "ganciclovir",
    "valganciclovir",
    "famciclovir",
    "tolazamide",
    "tolbutamide",
    "acetazolamide",
    "acetohexamide",
    "methazolamide",
    "metolazone",
    "methimazole",
    "methyltestosterone",
    "prochlorperazine",
    "promazine",
    "pentobarbital",
    "pentostatin",
    "pentoxifylline",
    "perphenazine",
    "pimozide",
    "pindolol",
    "pravastatin",
    "primaquine",
    "probenecid",
    "propantheline",
    "protamine",
    "quinapril",
    "rosiglitazone",
    "sitagliptin",
    "saxagliptin",
    "alogliptin",
    "sulindac",
    "sulfisoxazole",
    "terbutaline",
    "thiothixene",
    "tiagabine",
    "ticlopidine",
    "timolol",
    "tolcapone",
    "entacapone",
    "toremifene",
    "trandolapril",
    "triazolam",
    "trimipramine",
    "valbenazine",
    "vecuronium",
    "zafirlukast",
    "zileuton",
    "zoledronic acid",
    "abacavir",
    "acebutolol",
    "betaxolol",
    "esmolol",
    "amantadine",
    "rimantadine",
    "ranitidine",
    "azacitidine",
    "azelastine",
    "bepridil",
    "bexarotene",
    "bicalutamide",
    "flutamide",
    "nilutamide",
    "busulfan",
    "calcitriol",
    "carboplatin",
    "cisplatin",
    "cetuximab",
    "cyclophosphamide",
    "cycloserine",
    "dapsone",
    "desloratadine",
    "dicloxacillin",
    "oxacillin",
    "nafcillin",
    "doxorubicin",
    "daunorubicin",
    "epirubicin",
    "idarubicin",
    "ertapenem",
    "ethambutol",
    "ethionamide",
    "fludrocortisone",
    "flurbiprofen",
    "fenoprofen",
    "foscarnet",
    "gefitinib",
    "erlotinib",
    "afatinib",
    "gemcitabine",
    "guaifenesin",
    "ibandronate",
    "zoledronate",
    "ketotifen",
    "lapatinib",
    "leucovorin",
    "levocarnitine",
    "lomustine",
    "mebendazole",
    "meropenem",
    "mesna",
    "metaproterenol",
    "metyrosine",
    "micafungin",
    "caspofungin",
    "milrinone",
    "mitoxantrone",
    "nateglinide",
    "neostigmine",
    "pyridostigmine",
    "physostigmine",
    "octreotide",
    "oxaliplatin",
    "oxandrolone",
    "pamidronate",
    "paclitaxel",
    "docetaxel",
    "pegfilgrastim",
    "raltegravir",
    "elvitegravir",
    "ribavirin",
    "sorafenib",
    "regorafenib",
    "streptomycin",
    "gentamicin",
    "tobramycin",
    "tigecycline",
    "tizanidine",
    "topotecan",
    "travoprost",
    "bimatoprost",
    "treprostinil",
    "vinorelbine",
    "zanamivir",
    "zidovudine",
    "ezogabine",
    "felodipine",
    "fluphenazine",
    "loxapine",
    "molindone",
    "pimavanserin",
    "iloperidone",
    "maprotiline",
    "amoxapine",
    "opicapone",
    "apomorphine",
    "bromocriptine",
    "cabergoline",
    "ergotamine",
    "dihydroergotamine",
    "methysergide",
    "riluzole",
    "tasimelteon",
    "sodium bicarbonate",
    "tranexamic acid",
    "desmopressin",
    "vasopressin",
    "oxytocin",
];
