//! Kratom itself: what it came as, how often, how much, and when last.

use super::figures::Figures;
use super::part::{Part, Sheet};
use super::says::{self, figure, middle, number, stretch};
use super::words::Words;
use crate::domain::Entry;
use crate::domain::dose::Dose;
use crate::domain::product::{Product, same};
use crate::stats::amounts::{Label, Labelled, Leaf};
use crate::stats::duration;
use crate::stats::figure::Series;
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
    part.row(
        "longest_run_days",
        "Longest run of days with kratom",
        counted(sum.longest_run_days, "day", "days"),
        "within these days",
    );
    part.row(
        "current_run_days",
        "Run at the end of these days",
        counted(sum.current_run_days, "day", "days"),
        "within these days",
    );
    part.row(
        "days_not_recorded",
        "Days not recorded",
        sum.days_not_recorded.to_string(),
        gaps(of),
    );
    part
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
    let weighed = says::of(leaf.weighed, leaf.doses, "dose", "doses");
    let these = format!("of these {}", leaf.weighed);
    part.row(
        "",
        "Leaf, one dose, median",
        middle(leaf.grams, " g", number),
        format!("weight known for {weighed}"),
    );
    let largest = figure_g(sum.largest_dose_g);
    part.row(
        "largest_dose_g",
        "Leaf, largest dose",
        largest,
        format!("weight known for {weighed}"),
    );
    part.row(
        "doses_above_range",
        "Leaf doses above 3 g",
        sum.doses_above_range.to_string(),
        format!("{these}; 3 g is no safe amount, see Method"),
    );
    let above = leaf.above_five.to_string();
    part.row("", "Leaf doses above 5 g", above, these.clone());
    let a_day = figure_g(sum.leaf_g_per_day_used);
    part.row(
        "leaf_g_per_day_used",
        "Leaf per day with kratom, mean",
        a_day,
        these.clone(),
    );
    part.row(
        "leaf_g_total",
        "Leaf in all",
        figure_g(sum.leaf_g_total),
        these,
    );
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
