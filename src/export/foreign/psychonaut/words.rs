//! The file's own fields, told to a person.

use crate::domain::field::Invalid;
use crate::domain::text::one_line;

/// A key of the file in plain words.
pub fn plain_name(key: &str) -> String {
    let plain = match key {
        "substanceCompanions" => "colours of substances",
        "customSubstances" => "substances of one's own (what they are)",
        "customUnits" => "units of one's own (their weight; it stands in the note)",
        "customRecipes" => "recipes",
        "location" => "locations",
        "ratings" => "ratings",
        "isFavorite" => "favourites",
        "endTime" => "end times",
        "estimatedDoseStandardDeviation" => "how far an estimate may be off",
        "reminders" => "reminders",
        "preferences" => "settings of the app",
        other => return one_line(other),
    };
    plain.to_owned()
}

/// A fault told of the file's own field.
pub fn as_written(wrong: Invalid) -> Invalid {
    let field = match wrong.field {
        "amount" | "count" | "mitragynine_mg" | "hydroxy_mg" => "dose",
        "unit" | "count_unit" => "units",
        "name" | "product" => "substanceName",
        "note" => "notes",
        "at" => "time",
        other => other,
    };
    wrong.of(field)
}

pub fn told_of(wrong: Invalid, field: &'static str) -> Invalid {
    if wrong.field == "notes" {
        wrong.of(field)
    } else {
        wrong
    }
}
