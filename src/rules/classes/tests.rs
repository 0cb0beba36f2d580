//! Names as people type them, and what each is taken for.

use std::collections::{HashMap, HashSet};

use super::*;

fn classes(typed: &str) -> Vec<&'static str> {
    let found = names().find(typed);
    found.map_or_else(Vec::new, |m| {
        m.classes.iter().map(|class| class.id).collect()
    })
}

#[test]
fn no_name_means_two_things() {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for substance in names().all() {
        for name in std::iter::once(&substance.name).chain(substance.aliases) {
            let other = seen.insert(key(name), substance.name);
            assert_eq!(other, None, "{name} in {} again", substance.name);
        }
    }
    assert!(seen.len() > 1_200, "{} names", seen.len());
}

#[test]
fn every_class_exists_and_says_where_it_comes_from() {
    let known: HashSet<&str> = names().classes().map(|class| class.id).collect();
    let used: HashSet<&str> = names()
        .all()
        .flat_map(|s| s.classes.iter().copied())
        .collect();
    assert_eq!(used.difference(&known).next(), None);
    for class in names().classes() {
        assert!(
            !class.sources.is_empty() && !class.roles.is_empty(),
            "{}",
            class.id
        );
        let held = |id: &&str| super::super::sources::sources().find(id).is_some();
        assert!(class.sources.iter().all(held), "{}", class.id);
        assert!(class.standing || !class.window_h.is_empty() || class.danger <= Danger::Serious);
    }
}

#[test]
fn word_lists_are_sorted() {
    let table = &names().table;
    assert!(table.fillers.is_sorted() && table.everyday.is_sorted());
    let each = names()
        .all()
        .flat_map(|s| std::iter::once(&s.name).chain(s.aliases));
    assert!(each.map(|name| words(name).len()).max() <= Some(LONGEST_NAME));
    for word in table.everyday {
        assert!(names().exact(word).is_some(), "{word} is no name");
    }
}

#[test]
fn names_that_people_type_are_recognised() {
    for (typed, class) in COMMON {
        assert!(
            classes(typed).contains(class),
            "{typed}: {:?}",
            classes(typed)
        );
    }
}

#[test]
fn harmless_names_never_turn_dangerous() {
    for typed in HARMLESS {
        let danger = names().find(typed).map(|m| (m.danger(), m.names));
        let worst = danger.as_ref().map_or(Danger::None, |d| d.0);
        assert!(worst < Danger::Serious, "{typed}: {danger:?}");
    }
}

#[test]
fn names_that_look_alike_stay_apart() {
    for (typed, name) in [
        ("hydralazine", "hydralazine"),
        ("hydroxyzine", "hydroxyzine"),
        ("Prilosec", "omeprazole"),
        ("Prozac", "fluoxetine"),
        ("Celebrex", "celecoxib"),
        ("Celexa", "citalopram"),
        ("Lamisil", "terbinafine"),
        ("Lamictal", "lamotrigine"),
        ("clonidine", "clonidine"),
        ("clonazepam", "clonazepam"),
        ("Zyrtec", "cetirizine"),
        ("Zyprexa", "olanzapine"),
        ("tramadol", "tramadol"),
        ("trazodone", "trazodone"),
        ("bupropion", "bupropion"),
        ("buspirone", "buspirone"),
        ("lorazepam", "lorazepam"),
        ("loratadine", "loratadine"),
        ("naloxone", "naloxone"),
        ("naltrexone", "naltrexone"),
        ("methadone", "methadone"),
        ("methylphenidate", "methylphenidate"),
        ("chlorpromazine", "chlorpromazine"),
        ("quinine", "quinine"),
        ("morphine", "morphine"),
        ("hydromorphone", "hydromorphone"),
        ("bromazepam", "bromazepam"),
        ("bromazolam", "bromazolam"),
    ] {
        let found = names().find(typed);
        assert_eq!(
            found.map(|m| (m.name, m.slip)),
            Some((name, false)),
            "{typed}"
        );
    }
}

#[test]
fn combinations_carry_all_their_parts() {
    let has = |typed: &str, all: &[&str]| {
        let found = classes(typed);
        assert!(
            all.iter().all(|class| found.contains(class)),
            "{typed}: {found:?}"
        );
    };
    has("co-codamol 30/500", &["opioid_short", "paracetamol"]);
    has("NyQuil", &["paracetamol", "dxm", "sedating_antihistamine"]);
    has("Contrave", &["naltrexone", "bupropion"]);
    has("tylenol pm", &["paracetamol", "seizure_threshold"]);
    has("kava kratom shot", &["kava", "kratom_extract"]);
    has("xanax and wine", &["benzodiazepine_short", "alcohol"]);
    has(
        "2 beers + 10mg diazepam, weed",
        &["alcohol", "benzodiazepine_long", "cannabis"],
    );
    has("alcohol and coke", &["alcohol", "cocaine"]);
    has("methadone", &["methadone"]);
    has("oxycodone 20 mg retard", &["opioid_long"]);
    has("fentanyl 50 patch", &["opioid_patch", "serotonin_second"]);
    has("naltrexone 380 mg injection", &["naltrexone_injection"]);
    assert_eq!(classes("rum and coke"), ["alcohol"]);
    assert_eq!(classes("Suboxone"), ["buprenorphine"], "reverses nothing");
}

#[test]
fn a_slip_is_found_and_said() {
    let found = names()
        .find("alprazolm 2mg")
        .map(|m| (m.name, m.slip, m.partly));
    assert_eq!(found, Some(("alprazolam", true, false)));
    let found = names()
        .find("xanax from a cousin")
        .map(|m| (m.name, m.slip, m.partly));
    assert_eq!(found, Some(("alprazolam", true, true)));
    let found = names().find("wine and grzmpf").map(|m| (m.name, m.partly));
    assert_eq!(found, Some(("wine", true)));
    assert!(names().find("grzmpf").is_none());
    assert!(names().sounds_unmarked("white powder thing"));
    assert!(!names().sounds_unmarked("grzmpf"));
}

#[test]
fn a_word_of_how_or_why_never_hides_a_medicine() {
    for (typed, name) in [
        ("gabapentin for withdrawal", "gabapentin"),
        ("suboxone for withdrawal", "buprenorphine"),
        ("xanax instead of alcohol", "alprazolam"),
        ("oxycodone not sure how much", "oxycodone"),
        ("methadone without food", "methadone"),
        ("methadone 40mg no food", "methadone"),
        ("valium no alcohol", "diazepam"),
        ("naltrexone for cravings", "naltrexone"),
        ("gabapentin 300 for nerve pain without food", "gabapentin"),
        ("methadone sugar free", "methadone"),
        ("methadone cherry flavoured", "methadone"),
        ("xanax before a test", "alprazolam"),
        ("diazepam after some cake", "diazepam"),
    ] {
        let found = names().find(typed);
        assert_eq!(found.map(|m| m.names), Some(vec![name]), "{typed}");
    }
    for typed in [
        "no alcohol",
        "non-alcoholic beer",
        "alcohol-free wine",
        "sin alcohol",
        "ketoconazole shampoo",
        "fentanyl test strip",
        "fentanyl tests",
    ] {
        let danger = names().find(typed).map_or(Danger::None, |m| m.danger());
        assert!(danger < Danger::Serious, "{typed}: {danger:?}");
    }
}

#[test]
fn street_names_are_read_in_any_company() {
    for (typed, name) in [
        ("smoked fent", "fentanyl"),
        ("did some fent", "fentanyl"),
        ("snorted a perc", "oxycodone with paracetamol"),
        ("2 percs from a friend", "oxycodone with paracetamol"),
        ("oxy from my cousin", "oxycodone"),
        ("oxy 30s", "oxycodone"),
        ("xans from bob", "alprazolam"),
        ("ghb at the club", "GHB"),
        ("mdma at festival", "MDMA"),
        ("bupe strip from buddy", "buprenorphine"),
        ("popped a xan", "alprazolam"),
        ("vitamin d and fent from mike", "fentanyl"),
        ("ibuprofen and perc from mike", "oxycodone with paracetamol"),
    ] {
        assert_eq!(names().find(typed).map(|m| m.name), Some(name), "{typed}");
    }
}

#[test]
fn an_everyday_word_in_unknown_company_is_asked_and_warned_of() {
    for (typed, name) in [
        ("subs from bob", "buprenorphine"),
        ("some dope from bob", "heroin"),
        ("bought blues", "street opioid pill"),
        ("soma from neighbor", "carisoprodol"),
        ("ice from mike", "methamphetamine"),
        ("molly at a party", "MDMA"),
        ("lean from mike", "codeine with promethazine"),
    ] {
        assert!(names().find(typed).is_none(), "{typed}");
        assert!(names().sounds_unmarked(typed), "{typed}");
        assert_eq!(names().meant(typed), [name], "{typed}");
    }
    for typed in [
        "ice cream",
        "brown rice",
        "zzqx capsule",
        "coffee on ice",
        "grzmpf",
    ] {
        assert!(!names().sounds_unmarked(typed), "{typed}");
    }
}

#[test]
fn a_count_is_no_medicine() {
    for (typed, names_read) in [
        ("tylenol x 20", &["paracetamol"][..]),
        ("co-codamol 30/500 x8", &["codeine with paracetamol"]),
        ("x pill", &["unknown pill"]),
    ] {
        let found = names().find(typed);
        assert_eq!(found.map(|m| m.names), Some(names_read.to_vec()), "{typed}");
    }
    assert!(names().find("x").is_none());
}

#[test]
fn windows_are_those_of_the_table() {
    for (typed, hours) in [
        ("alcohol", Some(12)),
        ("two beers", Some(12)),
        ("alprazolam", Some(24)),
        ("diazepam", Some(120)),
        ("clonazepam", Some(72)),
        ("zolpidem", Some(24)),
        ("oxycodone", Some(24)),
        ("OxyContin", Some(48)),
        ("methadone", Some(72)),
        ("buprenorphine", Some(72)),
        ("Sublocade", Some(4320)),
        ("Brixadi weekly", Some(504)),
        ("Brixadi", Some(2160)),
        ("tramadol", Some(24)),
        ("gabapentin", Some(24)),
        ("phenobarbital", Some(504)),
        ("Fioricet", Some(96)),
        ("GHB", Some(12)),
        ("phenibut", Some(48)),
        ("tianeptine", Some(24)),
        ("7-OH", Some(24)),
        ("diphenhydramine", Some(24)),
        ("hydroxyzine", Some(48)),
        ("Flexeril", Some(48)),
        ("quetiapine", Some(48)),
        ("sertraline", Some(24)),
        ("fluoxetine", Some(840)),
        ("phenelzine", Some(336)),
        ("adderall", Some(24)),
        ("meth", Some(48)),
        ("cocaine", Some(12)),
        ("MDMA", Some(24)),
        ("modafinil", Some(48)),
        ("coffee", Some(6)),
        ("weed", Some(12)),
        ("edible", Some(24)),
        ("CBD oil", Some(72)),
        ("grapefruit juice", Some(72)),
        ("clarithromycin", Some(168)),
        ("kava", Some(24)),
        ("Xeplion", Some(840)),
        ("Invega Sustenna", Some(840)),
        ("Abilify Maintena", Some(840)),
        ("Zyprexa Relprevv", Some(840)),
        ("Trevicta", Some(2160)),
        ("Librium", Some(120)),
        ("Limbitrol", Some(120)),
        ("perampanel", Some(312)),
        ("cenobamate", Some(168)),
        ("amitriptyline", Some(72)),
        ("doxepin", Some(72)),
        ("naltrexone", Some(336)),
        ("Vivitrol", Some(1008)),
        ("nitrous oxide", Some(4)),
        ("LSD", Some(12)),
        ("ketamine", Some(12)),
        ("clonidine", Some(24)),
        ("loperamide", Some(48)),
        ("paracetamol", Some(24)),
        ("nobody knows this", Some(24)),
        ("vitamin D", Some(24)),
        ("Narcan", None),
        ("naloxone nasal spray", None),
    ] {
        assert_eq!(window_h(typed), hours, "{typed}");
    }
    let wide = names().find("diazepam").and_then(|m| m.wide_window_h);
    assert_eq!(wide, Some(240));
}

#[test]
fn suggestions_begin_with_what_was_typed() {
    let first = |typed: &str| names().suggest(typed, 5).first().map(|s| s.name);
    assert_eq!(first("alpraz"), Some("alprazolam"));
    assert_eq!(first("xan"), Some("alprazolam"));
    assert_eq!(first("Oxyc"), Some("oxycodone"));
    assert_eq!(first("pregablin"), Some("pregabalin"));
    assert!(names().suggest("", 5).is_empty());
    assert!(names().suggest("e", 5).len() <= 5);
}

#[test]
fn odd_texts_never_crash() {
    for typed in [
        "",
        " ",
        "+",
        ",,,",
        "a",
        "é",
        "💊",
        "1",
        "and",
        "+ and +",
        "½ Tablette",
        "İ",
        "e",
    ] {
        let _ = names().find(typed);
        let _ = names().suggest(typed, 3);
    }
    let long = "wine and unknownium ".repeat(200);
    assert!(names().find(&long).is_some());
}

const COMMON: &[(&str, &str)] = &[
    ("sufentanil", "opioid_short"),
    ("remifentanil", "opioid_short"),
    ("U-47700", "opioid_short"),
    ("pink", "unknown_pill"),
    ("krokodil", "opioid_short"),
    ("desomorphine", "opioid_short"),
    ("bromadol", "opioid_short"),
    ("Olinvyk", "opioid_short"),
    ("desmetramadol", "tramadol"),
    ("Viberzi", "opioid_gut"),
    ("bup", "buprenorphine"),
    ("subbies", "buprenorphine"),
    ("painkillers", "unknown_pill"),
    ("pain killers", "unknown_pill"),
    ("MAOI", "maoi"),
    ("MAOIs", "maoi"),
    ("MAO inhibitor", "maoi"),
    ("Provayblue", "maoi"),
    ("B. caapi", "maoi"),
    ("fenelzine", "maoi"),
    ("parnat", "maoi"),
    ("Zulresso", "other_sedative"),
    ("sodium oxibate", "ghb"),
    ("BDO", "ghb"),
    ("chloroform", "solvent"),
    ("ether", "solvent"),
    ("glue", "solvent"),
    ("duster", "solvent"),
    ("sleepers", "other_sedative"),
    ("sleep aid", "other_sedative"),
    ("anxiety meds", "other_sedative"),
    ("a bar", "unknown_pill"),
    ("Donnatal", "barbiturate_long"),
    ("Donnatal", "anticholinergic"),
    ("Trilafon", "antipsychotic"),
    ("Depixol", "antipsychotic"),
    ("Nizoral tablets", "cyp3a_blocker_strong"),
    ("Nizoral 200 mg tablet", "cyp3a_blocker_strong"),
    ("Four Loko", "alcohol"),
    ("port", "alcohol"),
    ("a glass of red", "alcohol"),
    ("drunk", "alcohol"),
    ("mouthwash", "alcohol"),
    ("Feierabendbier", "alcohol"),
    ("пиво", "alcohol"),
    ("водка", "alcohol"),
    ("алкоголь", "alcohol"),
    ("ビール", "alcohol"),
    ("酒", "alcohol"),
    ("pep", "amphetamine"),
    ("clenbuterol", "ephedrine_like"),
    ("DMAA", "ephedrine_like"),
    ("ephedrine", "ephedrine_like"),
    ("amantadine", "sudden_sleep"),
    ("xr-ntx", "naltrexone_injection"),
    ("lope", "loperamide"),
    ("xanex", "benzodiazepine_short"),
    ("valum", "benzodiazepine_long"),
    ("vicadin", "opioid_short"),
    ("metadone", "methadone"),
    ("oxycoton", "opioid_long"),
    ("diazapm", "benzodiazepine_long"),
    ("Ｘanax", "benzodiazepine_short"),
    ("２ Ｘanax from bob", "benzodiazepine_short"),
    ("ropinirole", "sudden_sleep"),
    ("nefazodone", "cyp3a_blocker_strong"),
    ("nefazodone", "liver_stressor"),
    ("nefopam", "seizure_threshold"),
    ("Zyprexa Relprevv", "antipsychotic_depot"),
    ("alprazolam", "benzodiazepine_short"),
    ("alprazolm", "benzodiazepine_short"),
    ("XANAX", "benzodiazepine_short"),
    ("xanax 2mg", "benzodiazepine_short"),
    ("half a xanax", "benzodiazepine_short"),
    ("lorazepam", "benzodiazepine_short"),
    ("lorazapam", "benzodiazepine_short"),
    ("Ativan", "benzodiazepine_short"),
    ("Tavor", "benzodiazepine_short"),
    ("Temesta", "benzodiazepine_short"),
    ("temazepam", "benzodiazepine_short"),
    ("midazolam", "benzodiazepine_short"),
    ("valium", "benzodiazepine_long"),
    ("diazapam", "benzodiazepine_long"),
    ("10mg diazepam", "benzodiazepine_long"),
    ("klonopin", "benzodiazepine_long"),
    ("Rivotril", "benzodiazepine_long"),
    ("Librium", "benzodiazepine_long"),
    ("benzos", "benzodiazepine_long"),
    ("etizolam", "benzodiazepine_designer"),
    ("2 bars", "unknown_pill"),
    ("fake xanax", "unknown_pill"),
    ("ambien", "z_drug"),
    ("zopiclone", "z_drug"),
    ("Zopiclon", "z_drug"),
    ("zopiclone 7.5", "z_drug"),
    ("Stilnox", "z_drug"),
    ("lunesta", "z_drug"),
    ("sleeping pill", "z_drug"),
    ("Schlaftabletten", "z_drug"),
    ("lyrica", "gabapentinoid"),
    ("pregabaline", "gabapentinoid"),
    ("pregablin", "gabapentinoid"),
    ("gabapentin", "gabapentinoid"),
    ("Neurontin", "gabapentinoid"),
    ("300mg gabapentin x2", "gabapentinoid"),
    ("phenobarbital", "barbiturate_long"),
    ("GHB", "ghb"),
    ("Xyrem", "ghb"),
    ("phenibut", "phenibut"),
    ("soma", "muscle_relaxant_strong"),
    ("baclofen", "baclofen"),
    ("flexeril", "muscle_relaxant"),
    ("Zanaflex", "alpha2"),
    ("oxycodone", "opioid_short"),
    ("oxycodon", "opioid_short"),
    ("oxy", "opioid_short"),
    ("oxycontin", "opioid_long"),
    ("percocet", "paracetamol"),
    ("percs", "opioid_short"),
    ("vicodin", "opioid_short"),
    ("hydrocodone", "opioid_short"),
    ("codeine", "opioid_short"),
    ("Codein", "opioid_short"),
    ("kodein", "opioid_short"),
    ("morphine", "opioid_short"),
    ("Morphin", "opioid_short"),
    ("heroin", "opioid_short"),
    ("smack", "opioid_short"),
    ("fentanyl", "opioid_short"),
    ("fentynal", "opioid_short"),
    ("fentanil", "opioid_short"),
    ("M30", "unknown_pill"),
    ("methadone", "methadone"),
    ("Polamidon", "methadone"),
    ("suboxone", "buprenorphine"),
    ("Subutex", "buprenorphine"),
    ("bupe", "buprenorphine"),
    ("tramadol", "tramadol"),
    ("Tramal", "tramadol"),
    ("ultram", "tramadol"),
    ("Palexia", "tapentadol"),
    ("tianeptine", "tianeptine"),
    ("za za", "tianeptine"),
    ("poppy tea", "opium"),
    ("isotonitazene", "nitazene"),
    ("tranq", "xylazine"),
    ("white powder", "unknown_pill"),
    ("1 pill", "unknown_pill"),
    ("7-oh", "kratom_7oh"),
    ("7OH", "kratom_7oh"),
    ("7-hydroxymitragynine", "kratom_7oh"),
    ("MGM-15", "kratom_7oh"),
    ("kratom extract", "kratom_extract"),
    ("ketum", "kratom_leaf"),
    ("Narcan", "naloxone"),
    ("naltrexone", "naltrexone"),
    ("vivitrol", "naltrexone_injection"),
    ("LDN", "naltrexone"),
    ("wine", "alcohol"),
    ("Bier", "alcohol"),
    ("Wein", "alcohol"),
    ("2 glasses of wine", "alcohol"),
    ("a glass of red wine", "alcohol"),
    ("vin", "alcohol"),
    ("cerveza", "alcohol"),
    ("Schnaps", "alcohol"),
    ("vodka tonic", "alcohol"),
    ("vodka and orange juice", "alcohol"),
    ("whiskey", "alcohol"),
    ("champagne", "alcohol"),
    ("cider", "alcohol"),
    ("three beers", "alcohol"),
    ("0.5l beer", "alcohol"),
    ("2 drinks", "alcohol"),
    ("4 shots", "alcohol"),
    ("gin & tonic", "alcohol"),
    ("alcohol", "alcohol"),
    ("booze", "alcohol"),
    ("jack and coke", "alcohol"),
    ("benadryl", "sedating_antihistamine"),
    ("Diphenhydramin", "sedating_antihistamine"),
    ("dph", "seizure_threshold"),
    ("phenergan", "seizure_threshold"),
    ("promethazine", "sedating_antihistamine"),
    ("unisom", "sedating_antihistamine"),
    ("atarax", "sedating_antihistamine"),
    ("hydroxizine", "sedating_antihistamine"),
    ("seroquel", "antipsychotic_sedating"),
    ("quetiapin", "antipsychotic_sedating"),
    ("zyprexa", "antipsychotic_sedating"),
    ("abilify", "antipsychotic"),
    ("zoloft", "ssri"),
    ("Sertralin", "ssri"),
    ("prozac", "ssri"),
    ("prozak", "ssri"),
    ("lexapro", "qt_prolonging"),
    ("effexor", "snri"),
    ("venlafaxin", "snri"),
    ("cymbalta", "snri"),
    ("amitriptyline", "tca"),
    ("amitriptylin", "tca"),
    ("remeron", "mirtazapine"),
    ("trazodone", "trazodone"),
    ("wellbutrin", "bupropion"),
    ("nardil", "maoi"),
    ("St. John's wort", "st_johns_wort"),
    ("Johanniskraut", "st_johns_wort"),
    ("lithium", "lithium"),
    ("adderall", "amphetamine"),
    ("ritalin", "methylphenidate"),
    ("crystal meth", "amphetamine"),
    ("coke", "cocaine"),
    ("Kokain", "cocaine"),
    ("a line of coke", "cocaine"),
    ("a can of coke", "caffeine"),
    ("2 cans of coke", "caffeine"),
    ("molly", "mdma"),
    ("mephedrone", "mdma"),
    ("modafinil", "modafinil"),
    ("coffee", "caffeine"),
    ("2 cups of coffee", "caffeine"),
    ("Kaffee", "caffeine"),
    ("Red Bull", "caffeine"),
    ("weed", "cannabis"),
    ("THC gummies", "cannabis"),
    ("K2", "synthetic_cannabinoid"),
    ("ketamine", "ketamine"),
    ("special k", "ketamine"),
    ("robitussin", "dxm"),
    ("DXM", "dxm"),
    ("laughing gas", "nitrous"),
    ("shrooms", "psychedelic"),
    ("kava", "kava"),
    ("CBD oil", "cbd"),
    ("grapefruit", "grapefruit"),
    ("ketoconazole", "cyp3a_blocker_strong"),
    ("paxlovid", "cyp3a_blocker_strong"),
    ("diltiazem", "cyp3a_blocker"),
    ("tegretol", "cyp3a_speeder"),
    ("keppra", "anticonvulsant"),
    ("warfarin", "narrow_margin"),
    ("digoxin", "narrow_margin"),
    ("tylenol", "paracetamol"),
    ("paracetamol", "paracetamol"),
    ("500mg paracetamol", "paracetamol"),
    ("2x500 mg Paracetamol", "paracetamol"),
    ("acetaminophen", "paracetamol"),
    ("acetominophen", "paracetamol"),
    ("Doliprane", "paracetamol"),
    ("isoniazid", "liver_stressor"),
    ("ondansetron", "qt_prolonging"),
    ("imodium", "loperamide"),
    ("clonidine", "alpha2"),
    ("metoprolol", "blood_pressure"),
    ("propofol", "anaesthesia"),
    ("cigarette", "nicotine"),
    ("ibuprofen", "no_known_interaction"),
    ("vitamin d3", "no_known_interaction"),
    ("loratadine", "no_known_interaction"),
    ("omeprazole", "no_known_interaction"),
];

const HARMLESS: &[&str] = &[
    "pink lemonade",
    "protein bar",
    "a bar of chocolate",
    "melatonin sleep aid",
    "coffee at the bar",
    "hydralazine",
    "metformin",
    "water",
    "coffee cake",
    "prilosec",
    "celebrex",
    "loratadine",
    "alcohol-free beer",
    "non-alcoholic wine",
    "ginger beer",
    "root beer",
    "ginger ale",
    "wine vinegar",
    "wine gums",
    "rum cake",
    "beer batter",
    "no alcohol",
    "vodka sauce",
    "pumpkin spice latte",
    "iron pill",
    "vitamin tablet",
    "protein powder",
    "flu shot",
    "ice cream",
    "bread",
    "cheese",
    "chicken",
    "apple juice",
    "cherry",
    "salmon",
    "butter",
    "pasta",
    "rice",
    "banana",
    "chocolate",
    "soup",
    "toast",
    "pizza",
    "orange juice",
    "tonic water",
    "birth control pill",
    "magnesium",
    "zinc",
    "ibuprofen",
    "naproxen",
    "amoxicillin",
    "penicillin",
    "doxycycline",
    "pantoprazole",
    "levothyroxine",
    "insulin",
    "semaglutide",
    "salbutamol",
    "aspirin",
    "cetirizine",
    "fexofenadine",
    "montelukast",
    "prednisone",
    "allopurinol",
    "aciclovir",
    "acarbose",
    "cephalexin",
    "losartan",
    "ramipril",
    "lisinopril",
    "amlodipine",
    "rosuvastatin",
    "vitamin c",
    "fish oil",
    "creatine",
    "whey",
    "peppermint tea",
    "herbal tea",
    "diet coke",
    "cherry coke",
    "decaf coffee",
    "milk",
    "juice",
    "Special K cereal",
    "poppy seed bagel",
    "mushroom soup",
    "hot chocolate",
    "energy drink",
    "green tea",
    "honey",
    "sugar",
    "salt",
    "cough drops",
    "plaster",
    "eye drops",
];
