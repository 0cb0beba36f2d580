//! A symptom: how the body or mind felt, and how strongly.

use super::asked;
use super::field::{AT, Ask, Choice, Field, Invalid, NOTE, Values};

/// A sign from the list, or the person's own word.
#[derive(Debug, Clone, PartialEq)]
pub struct Symptom {
    pub name: String,
    pub severity: Severity,
}

/// How strong it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    None,
    Mild,
    Moderate,
    Severe,
    Emergency,
}

pub const SEVERITIES: &[Choice] = &[
    Choice::new("0", "none"),
    Choice::new("1", "mild"),
    Choice::new("2", "moderate"),
    Choice::new("3", "severe"),
    Choice::new("4", "emergency"),
];

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::Symptom)
        .means("how the body or mind felt, as the person named it")
        .positional()
        .hint("nausea, dizzy, can't sleep")
        .required(),
    Field::new("severity", "How strong", Ask::Choice(SEVERITIES))
        .means("how strong it was")
        .positional()
        .hint("0 none, 1 mild, 2 moderate, 3 severe, 4 emergency")
        .required(),
    AT,
    NOTE,
];

impl Symptom {
    /// Builds a symptom from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Symptom, Invalid> {
        const HINT: &str = "write 0 none, 1 mild, 2 moderate, 3 severe or 4 emergency";
        let name = asked::name(values, "write what you felt, like nausea or dizzy")?;
        let typed = values
            .get("severity")
            .ok_or_else(|| Invalid::new("severity", "is missing", HINT))?;
        let severity = Severity::parse(typed).ok_or_else(|| {
            Invalid::new(
                "severity",
                format!("{} is not from 0 to 4", super::text::quoted(typed)),
                HINT,
            )
        })?;
        Ok(Symptom { name, severity })
    }

    /// The answers that parse to this symptom.
    #[must_use]
    pub fn values(&self) -> Values {
        Values::new()
            .with("name", self.name.clone())
            .with("severity", self.severity.number().to_string())
    }

    /// `nausea, mild`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}, {}", self.name, self.severity.says())
    }
}

impl Severity {
    pub const ALL: [Severity; 5] = [
        Severity::None,
        Severity::Mild,
        Severity::Moderate,
        Severity::Severe,
        Severity::Emergency,
    ];

    /// A number or its word.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Severity> {
        let typed = typed.trim().to_lowercase();
        SEVERITIES
            .iter()
            .position(|choice| choice.value == typed || choice.says == typed)
            .map(|n| Severity::ALL[n])
    }

    /// 0 none, 1 mild, 2 moderate, 3 severe, 4 emergency.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    #[must_use]
    pub fn says(self) -> &'static str {
        SEVERITIES[self as usize].says
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severity_seven_is_refused_with_what_to_write() {
        let values = Values::new().with("name", "nausea").with("severity", "7");
        let wrong = Symptom::parse(&values).unwrap_err();
        assert_eq!(wrong.to_string(), "severity: \"7\" is not from 0 to 4");
        assert!(wrong.hint.contains("4 emergency"));
    }

    #[test]
    fn a_word_does_as_well_as_a_number() {
        let values = Values::new()
            .with("name", "nausea")
            .with("severity", "Severe");
        assert_eq!(Symptom::parse(&values).unwrap().title(), "nausea, severe");
    }
}
