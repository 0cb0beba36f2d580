//! Kratom itself: what it came as, how often, how much, and when last.

use super::charts::{days_with_leaf, whole_days};
use super::figures::Figures;
use super::part::{Part, Row, Sheet};
use super::says::{self, figure, middle, number, stretch};
use super::words::Words;
use chrono::NaiveDate;

use crate::domain::Entry;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::Day;
use crate::domain::product::{Product, same};
use crate::stats::amounts::{Label, Labelled, Leaf};
use crate::stats::days::DayStats;
use crate::stats::duration;
use crate::stats::figure::Series;
use crate::stats::middle::quartiles;
use crate::stats::words::{counted, one_decimal};

/// Products, forms and batches of the doses, with what is known of the bag.
#[must_use]
pub fn products(of: &Figures) -> Part {
    let mut part = Part::new("products", "Products and forms");
    let head = [
        "Product",
        "Form",
        "Batch",
        "Doses",
        "On the bag, as written down",
    ];
    let mut sheet = Sheet::new("bags", "Products and forms", &head, 5);
    for (dose, times) in kinds(of) {
        let bag = dose.product.as_deref().and_then(|name| bag(of, name, dose));
        sheet.rows.push(vec![
            named(dose.product.as_deref()),
            Words::of(dose.form.says()),
            named(dose.batch.as_deref()),
            Words::of(times.to_string()),
            bag.map_or_else(Words::default, label),
        ]);
    }
    if sheet.rows.iter().all(|row| row[4].text.is_empty()) {
        sheet.head.truncate(4);
        sheet.rows.iter_mut().for_each(|row| row.truncate(4));
    }
    if sheet.rows.is_empty() {
        part.say("No dose is written down for these days.");
    }
    part.table(sheet);
    part
}

fn named(name: Option<&str>) -> Words {
    name.map_or(Words::of("not named"), Words::own)
}

/// Each product, form and batch, the most frequent first.
fn kinds<'a>(of: &Figures<'a>) -> Vec<(&'a Dose, usize)> {
    let mut kinds: Vec<(&Dose, usize)> = Vec::new();
    for dose in of.entries.iter().filter_map(|entry| entry.dose()) {
        let is = |known: &&mut (&Dose, usize)| {
            let (a, b) = (known.0, dose);
            a.form == b.form && a.batch == b.batch && a.product == b.product
        };
        match kinds.iter_mut().find(is) {
            Some((_, times)) => *times += 1,
            None => kinds.push((dose, 1)),
        }
    }
    kinds.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    kinds
}

/// What is written down last of a product, of the same batch where there is one.
fn bag<'a>(of: &Figures<'a>, name: &str, dose: &Dose) -> Option<&'a Product> {
    let bags = of.journal.lasting().rev().filter_map(Entry::product);
    let named: Vec<&Product> = bags.filter(|bag| same(&bag.name, name)).collect();
    let mut of_batch = named.iter().filter(|bag| bag.batch == dose.batch);
    of_batch.next().or(named.first()).copied()
}

/// `a scoop weighs 2.2 g; certificate of 1 Mar 2026 for this batch`.
fn label(bag: &Product) -> Words {
    let unit = bag.unit.as_deref().unwrap_or("unit");
    let mg = |label: Option<crate::domain::amount::LabelMg>, of: &str| {
        label.map(|mg| format!("{} mg {of} a {unit} by the label", number(mg.mg())))
    };
    let certificate = bag.certificate.date.map(|date| {
        let of = match bag.certificate.matches {
            Some(true) => ", for this batch",
            Some(false) => ", for another batch",
            None => ", for which batch is not known",
        };
        format!("certificate of {}{of}", says::day(date))
    });
    let parts: Vec<String> = [
        bag.weighs
            .map(|mg| format!("one {unit} weighs {} g", number(mg.grams()))),
        mg(bag.mitragynine, "mitragynine"),
        mg(bag.hydroxy, "7-OH"),
        certificate,
    ]
    .into_iter()
    .flatten()
    .collect();
    Words::own(&parts.join("; "))
}

/// Doses a day, days with kratom, runs and gaps.
#[must_use]
pub fn often(of: &Figures) -> Part {
    let mut part = Part::new("often", "How often");
    let sum = &of.summary;
    if of.recorded() == 0 {
        part.say("No day of these is recorded: neither a dose nor \"no kratom\" is written down. That does not mean that nothing was taken.");
        return part;
    }
    let recorded = says::of(of.recorded(), sum.days, "day", "days");
    let recorded = format!("recorded {recorded}");
    let days = format!("{} of {} recorded", sum.days_with_kratom, of.recorded());
    part.row(
        "days_with_kratom",
        "Days with kratom",
        days,
        recorded.clone(),
    );
    part.row(
        "days_none",
        "Days said to be without kratom",
        sum.days_none.to_string(),
        recorded.clone(),
    );
    let doses = of.figure(Series::Doses);
    let full = format!(
        "recorded {}{}",
        says::of(
            doses.quartiles.map_or(0, |q| q.n),
            doses.days,
            "full day",
            "full days"
        ),
        if sum.to == of.asked.when.today() {
            "; today is not over"
        } else {
            ""
        }
    );
    part.row(
        "",
        "Doses a day, median",
        middle(doses.quartiles, "", one_decimal),
        full,
    );
    part.row(
        "doses_per_day_used",
        "Doses per day with kratom, mean",
        figure(sum.doses_per_day_used, ""),
        counted(sum.doses, "dose", "doses"),
    );
    let apart = figure(sum.median_hours_between_doses, " h");
    part.row(
        "median_hours_between_doses",
        "Between doses, median",
        apart,
        format!(
            "{}; days not recorded may hide some",
            counted(sum.doses.saturating_sub(1), "gap", "gaps")
        ),
    );
    runs(&mut part, of);
    part.row(
        "days_not_recorded",
        "Days not recorded",
        sum.days_not_recorded.to_string(),
        gaps(of),
    );
    part
}

/// Days with kratom in a row: the longest run, and the one the days end in.
fn runs(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let first = first_run(of);
    // Of a run that the first of these days cuts, the whole is said beside it.
    let beside = |is_it: bool| match &first {
        Some(run) if is_it => format!("began before these days ({})", run.says(of)),
        Some(run) if run.whole > sum.longest_run_days => {
            format!(
                "within these days; one began before them ({})",
                run.says(of)
            )
        }
        _ => "within these days".to_owned(),
    };
    let is_longest = first
        .as_ref()
        .is_some_and(|run| run.within == sum.longest_run_days);
    part.row(
        "longest_run_days",
        "Longest run of days with kratom",
        counted(sum.longest_run_days, "day", "days"),
        beside(is_longest),
    );
    let goes_on = first
        .as_ref()
        .is_some_and(|run| run.within == sum.current_run_days && run.last == last_counted(of));
    let (days, known) = if sum.current_run_days == 0 && !is_recorded(of, last_counted(of)) {
        let gap = of.gaps.last().map_or_else(String::new, |gap| {
            format!("{} not recorded", stretch(gap.from, gap.to))
        });
        (says::UNKNOWN.to_owned(), gap)
    } else if goes_on {
        (counted(sum.current_run_days, "day", "days"), beside(true))
    } else {
        let days = counted(sum.current_run_days, "day", "days");
        (days, "within these days".to_owned())
    };
    part.row(
        "current_run_days",
        "Run at the end of these days",
        days,
        known,
    );
}

/// A run that had begun before the days of the report.
struct Cut {
    within: usize,
    whole: usize,
    last: NaiveDate,
}

impl Cut {
    /// `48 days in all, to 31 Oct`.
    fn says(&self, of: &Figures) -> String {
        let days = counted(self.whole, "day", "days");
        format!("{days} in all, to {}", of.day(self.last))
    }
}

fn first_run(of: &Figures) -> Option<Cut> {
    let days = of.days.iter();
    let run = days.take_while(|day| matches!(day.state, Day::WithKratom(_)));
    let last = run.clone().last()?.date;
    let (whole, began) = of.journal.run_to(last)?;
    (began < of.asked.from).then(|| Cut {
        within: run.count(),
        whole: usize::try_from(whole).unwrap_or(usize::MAX),
        last,
    })
}

/// The last of the days; a today of which nothing is said yet does not count.
fn last_counted(of: &Figures) -> NaiveDate {
    let to = of.asked.to;
    if to == of.asked.when.today() && !is_recorded(of, to) {
        to.pred_opt().unwrap_or(to)
    } else {
        to
    }
}

fn is_recorded(of: &Figures, date: NaiveDate) -> bool {
    of.journal.day(date) != Day::NotRecorded
}

/// The stretches that are not recorded, the longest named.
fn gaps(of: &Figures) -> String {
    const NAMED: usize = 4;
    let mut gaps = of.gaps.clone();
    gaps.sort_by_key(|gap| std::cmp::Reverse((gap.days(), gap.to)));
    let left = gaps.len().saturating_sub(NAMED);
    gaps.truncate(NAMED);
    gaps.sort_by_key(|gap| gap.from);
    let mut named: Vec<String> = gaps.iter().map(|gap| stretch(gap.from, gap.to)).collect();
    if left > 0 {
        named.push(format!("{left} shorter"));
    }
    named.join("; ")
}

/// Amounts: leaf, extract and 7-OH apart.
#[must_use]
pub fn much(of: &Figures) -> Part {
    let mut part = Part::new("much", "How much");
    let (sum, amounts) = (&of.summary, &of.amounts);
    if sum.doses == 0 {
        part.say("No dose is written down for these days, so no amount is known.");
        return part;
    }
    part.row(
        "doses",
        "Doses of every form",
        sum.doses.to_string(),
        format!(
            "{} leaf, {} extract, {} 7-OH; never added as amounts",
            amounts.leaf.doses, amounts.extract.doses, amounts.seven_oh.doses
        ),
    );
    leaf(&mut part, of, &amounts.leaf);
    labelled(&mut part, "Extract", &amounts.extract);
    labelled(&mut part, "7-OH", &amounts.seven_oh);
    part
}

fn leaf(part: &mut Part, of: &Figures, leaf: &Leaf) {
    if leaf.doses == 0 {
        return;
    }
    let sum = &of.summary;
    let weighed = weighed(leaf);
    let least = |figure: String| at_least(leaf, figure);
    let grams = middle(leaf.grams, " g", number);
    part.row("", "Leaf, one dose, median", grams, weighed.clone());
    let largest = least(figure_g(sum.largest_dose_g));
    part.row("largest_dose_g", "Leaf, largest dose", largest, weighed);
    let these = format!("of the {} whose weight is known", leaf.weighed);
    part.row(
        "doses_above_range",
        "Leaf doses above 3 g",
        least(sum.doses_above_range.to_string()),
        format!("{these}; 3 g is no safe amount, see Method"),
    );
    let from_five = least(leaf.from_five.to_string());
    part.row("", "Leaf doses of 5 g or more", from_five, these.clone());
    a_day(part, of);
    let all = least(figure_g(sum.leaf_g_total));
    part.row("leaf_g_total", "Leaf in all", all, these);
    part.row(
        "doses_without_weight",
        "Leaf doses without a known weight",
        sum.doses_without_weight.to_string(),
        "missing from the grams",
    );
    if leaf.estimated > 0 {
        part.row(
            "",
            "Leaf doses called an estimate",
            leaf.estimated.to_string(),
            says::of(leaf.estimated, leaf.doses, "leaf dose", "leaf doses"),
        );
    }
}

/// Leaf a day: of the days where all of it is known, and as a summary has it.
fn a_day(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let whole = whole_days(&of.days);
    let on = says::of(
        whole.len(),
        days_with_leaf(&of.days),
        "leaf day",
        "leaf days",
    );
    let today = of.days.last().filter(|day| !day.is_over());
    let open = today.map_or("", |_| "; today is not over");
    part.row(
        "",
        "Leaf a day, median of days with leaf",
        middle(quartiles(whole), " g", number),
        format!("all weights known on {on}{open}"),
    );
    let mut known = format!(
        "known leaf weights over all {} with kratom",
        counted(sum.days_with_kratom, "day", "days")
    );
    if sum.doses_without_weight > 0 {
        let has = counted(sum.doses_without_weight, "dose has", "doses have");
        known = format!("{known}; at least, {has} no weight");
    }
    part.row(
        "leaf_g_per_day_used",
        "Leaf per day with kratom, mean",
        at_least(&of.amounts.leaf, figure_g(sum.leaf_g_per_day_used)),
        known,
    );
}

fn weighed(leaf: &Leaf) -> String {
    let weighed = says::of(leaf.weighed, leaf.doses, "dose", "doses");
    format!("weight known for {weighed}")
}

/// What is only a part where a weight is missing, and nothing where all are.
fn at_least(leaf: &Leaf, figure: String) -> String {
    if leaf.weighed == 0 {
        says::UNKNOWN.to_owned()
    } else if leaf.weighed < leaf.doses && figure != "0" {
        format!("at least {figure}")
    } else {
        figure
    }
}

/// What is asked first of the amounts: leaf alone in grams; each of several forms
/// on its own, the one of most doses first.
#[must_use]
pub fn forms(of: &Figures) -> Vec<Row> {
    let amounts = &of.amounts;
    let mut part = Part::default();
    if amounts.leaf.doses == of.summary.doses {
        let mut leaf = much(of).rows;
        leaf.retain(|row| {
            let what = row.what.text.as_str();
            what == "Leaf, one dose, median" || what == "Leaf, largest dose"
        });
        return leaf.into_iter().map(|row| Row { key: "", ..row }).collect();
    }
    let mut forms = [
        (
            "Leaf",
            Channel::Leaf,
            amounts.leaf.doses,
            of_leaf(&amounts.leaf),
        ),
        (
            "Extract",
            Channel::Extract,
            amounts.extract.doses,
            of_label(&amounts.extract),
        ),
        (
            "7-OH",
            Channel::SevenOh,
            amounts.seven_oh.doses,
            of_label(&amounts.seven_oh),
        ),
    ];
    forms.sort_by_key(|(_, _, doses, _)| std::cmp::Reverse(*doses));
    for (name, channel, doses, known) in forms {
        if doses > 0 {
            let days = counted(days_of(channel, &of.days), "day", "days");
            let doses = counted(doses, "dose", "doses");
            part.row("", name, format!("{doses} on {days}"), known);
        }
    }
    part.rows
}

fn days_of(channel: Channel, days: &[DayStats]) -> usize {
    let on = |day: &&DayStats| match channel {
        Channel::Leaf => day.leaf.is_some() || day.doses_without_weight > 0,
        Channel::Extract => day.extract_doses > 0,
        Channel::SevenOh => day.seven_oh_doses > 0,
    };
    days.iter().filter(on).count()
}

/// `median 2.5 g, largest 6.5 g; weight known for 9 of 10 doses`.
fn of_leaf(leaf: &Leaf) -> String {
    let Some(grams) = leaf.grams else {
        return "weight not known".to_owned();
    };
    let largest = at_least(leaf, figure_g(leaf.largest));
    format!(
        "median {} g, largest {largest}; {}",
        number(grams.middle),
        weighed(leaf)
    )
}

/// The same in milligrams, as far as labels say them.
fn of_label(of: &Labelled) -> String {
    let says = |label: &Label, what: &str| {
        let (mg, largest) = (label.mg?, label.largest?);
        let known = says::of(label.known, of.doses, "dose", "doses");
        Some(format!(
            "label {what}: median {} mg, largest {} mg; known for {known}",
            number(mg.middle),
            number(largest)
        ))
    };
    let labels = [
        says(&of.hydroxy, "7-OH"),
        says(&of.mitragynine, "mitragynine"),
    ];
    let said: Vec<String> = labels.into_iter().flatten().collect();
    if said.is_empty() {
        "no label amount known".to_owned()
    } else {
        said.join("; ")
    }
}

fn figure_g(grams: Option<f64>) -> String {
    grams.map_or(says::UNKNOWN.to_owned(), |grams| {
        format!("{} g", number(grams))
    })
}

fn labelled(part: &mut Part, name: &str, of: &Labelled) {
    if of.doses == 0 {
        return;
    }
    part.row("", format!("{name}, doses"), of.doses.to_string(), "");
    let mut label = |what: &str, label: &Label| {
        let known = format!(
            "label known for {}",
            says::of(label.known, of.doses, "dose", "doses")
        );
        let largest = label
            .largest
            .map(|mg| format!(", largest {} mg", number(mg)));
        let figure = middle(label.mg, " mg", number) + &largest.unwrap_or_default();
        part.row(
            "",
            format!("{name}, {what} by the label, median"),
            figure,
            known,
        );
    };
    if of.mitragynine.known > 0 || of.hydroxy.known == 0 {
        label("mitragynine", &of.mitragynine);
    }
    if of.hydroxy.known > 0 {
        label("7-OH", &of.hydroxy);
    }
}

/// The last dose before the report.
#[must_use]
pub fn last(of: &Figures) -> Part {
    let mut part = Part::new("last", "Last dose before the report");
    let Some(entry) = of.last_dose else {
        part.say("No dose is written down up to then.");
        return part;
    };
    let ago = if of.asked.to == of.asked.when.today() {
        duration::ago(of.asked.when.moment() - entry.at)
    } else {
        let before = duration::words(of.until - entry.at);
        format!("{before} before the end of these days")
    };
    part.row(
        "",
        Words::own(&crate::rules::emergency::says(entry)),
        says::at(entry.at),
        ago,
    );
    part
}

#[cfg(test)]
mod tests {
    use super::super::super::super::stats::sample::{journal, when};
    use super::super::asked::Asked;
    use super::*;
    use crate::stats::range::Range;

    #[test]
    fn gaps_are_named_the_longest_first_in_order_of_time() {
        let journal = journal(&[
            "none date=2026-10-22",
            "dose amount=2g at=2026-11-02T08:00",
            "none date=2026-11-20",
        ]);
        let asked = Asked::new(Range::ALL, when());
        let figures = Figures::of(&journal, &asked);
        assert_eq!(gaps(&figures), "23 Oct to 1 Nov 2026; 3 to 19 Nov 2026");
        let often = often(&figures);
        assert_eq!(often.rows[0].figure.text, "1 of 3 recorded");
        assert_eq!(often.rows[0].known, "recorded 3 of 30 days");
    }

    fn figures(lines: &[&str], says: impl Fn(&Figures)) {
        let journal = journal(lines);
        let asked = Asked::new(Range::ALL, when());
        says(&Figures::of(&journal, &asked));
    }

    fn said(part: &Part, what: &str) -> (String, String) {
        let row = part.rows.iter().find(|row| row.what.text == what).unwrap();
        (row.figure.text.clone(), row.known.clone())
    }

    #[test]
    fn each_form_used_has_a_tile_and_the_most_frequent_is_first() {
        let lines = [
            "dose amount=2g at=2026-11-17T08:00",
            "dose form=7oh hydroxy_mg=15 at=2026-11-18T08:00",
            "dose form=7oh hydroxy_mg=30 at=2026-11-18T18:00",
            "dose form=7oh amount=1_tablet at=2026-11-19T08:00",
            "dose form=extract amount=1_shot at=2026-11-19T18:00",
        ];
        figures(&lines, |of| {
            let tiles = forms(of);
            let says = |n: usize| {
                let tile = &tiles[n];
                format!("{}: {}; {}", tile.what.text, tile.figure.text, tile.known)
            };
            assert_eq!(
                says(0),
                "7-OH: 3 doses on 2 days; label 7-OH: median 22.5 mg, largest 30 mg; known for 2 of 3 doses"
            );
            assert_eq!(
                says(1),
                "Leaf: 1 dose on 1 day; median 2 g, largest 2 g; weight known for 1 of 1 dose"
            );
            assert_eq!(says(2), "Extract: 1 dose on 1 day; no label amount known");
        });
        figures(&lines[..1], |of| {
            assert_eq!(forms(of)[0].what.text, "Leaf, one dose, median");
        });
    }

    #[test]
    fn leaf_a_day_is_of_days_whose_weights_are_all_known() {
        let lines = [
            "dose amount=2g at=2026-11-16T08:00",
            "dose amount=4g at=2026-11-17T08:00",
            "dose amount=5g at=2026-11-18T08:00",
            "dose amount=3_capsules form=capsule at=2026-11-18T18:00",
            "dose form=7oh amount=1_tablet at=2026-11-19T08:00",
        ];
        figures(&lines, |of| {
            let much = much(of);
            assert_eq!(
                said(&much, "Leaf a day, median of days with leaf"),
                (
                    "3 g".into(),
                    "all weights known on 2 of 3 leaf days; today is not over".into()
                )
            );
            assert_eq!(
                said(&much, "Leaf per day with kratom, mean"),
                (
                    "at least 2.75 g".into(),
                    "known leaf weights over all 4 days with kratom; at least, 1 dose has no weight"
                        .into()
                )
            );
            assert_eq!(said(&much, "Leaf doses of 5 g or more").0, "at least 1");
            assert_eq!(said(&much, "Leaf in all").0, "at least 11 g");
        });
    }

    #[test]
    fn what_no_weight_tells_is_not_known() {
        figures(
            &["dose amount=3_capsules form=capsule at=2026-11-18T08:00"],
            |of| {
                let much = much(of);
                for what in ["Leaf doses above 3 g", "Leaf doses of 5 g or more"] {
                    assert_eq!(said(&much, what).0, "not known", "{what}");
                }
                let often = often(of);
                let (run, known) = said(&often, "Run at the end of these days");
                assert_eq!(run, "not known");
                assert_eq!(known, "19 to 20 Nov 2026 not recorded");
            },
        );
        figures(&["none date=2026-11-19"], |of| {
            let often = often(of);
            assert_eq!(said(&often, "Run at the end of these days").0, "0 days");
        });
    }

    #[test]
    fn a_run_that_began_before_is_said_whole() {
        let lines: Vec<String> = (14..=24)
            .map(|day| format!("dose amount=2g at=2026-10-{day}T08:00"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        figures(&lines, |of| {
            let run = said(&often(of), "Longest run of days with kratom");
            let beside = "began before these days (11 days in all, to 24 Oct)";
            assert_eq!(run, ("3 days".into(), beside.into()));
        });
        let more = [
            "dose amount=2g at=2026-11-01T08:00",
            "dose amount=2g at=2026-11-02T08:00",
            "dose amount=2g at=2026-11-03T08:00",
            "dose amount=2g at=2026-11-04T08:00",
        ];
        figures(&[&lines[..], &more[..]].concat(), |of| {
            let run = said(&often(of), "Longest run of days with kratom");
            let beside = "within these days; one began before them (11 days in all, to 24 Oct)";
            assert_eq!(run, ("4 days".into(), beside.into()));
        });
    }

    #[test]
    fn nothing_recorded_is_not_nothing_taken() {
        let journal = journal(&[]);
        let asked = Asked::new(Range::ALL, when());
        let figures = Figures::of(&journal, &asked);
        assert!(often(&figures).rows.is_empty() && much(&figures).rows.is_empty());
        assert!(
            often(&figures).says[0]
                .text
                .contains("not mean that nothing was taken")
        );
    }
}
