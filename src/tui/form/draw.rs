//! Drawing a form: its fields, and under them what would be warned about.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Form;
use super::answer::Answer;
use super::suggest;
use crate::domain::Kind;
use crate::domain::field::{Ask, Invalid};
use crate::rules::{Alert, NO_WARNINGS, OTHERS_WAIT};
use crate::stats::duration;
use crate::store::Draft;
use crate::tui::action::Action;
use crate::tui::view::{HIDDEN, View};
use crate::tui::widgets::text::{cut, ends, fill, spans_width, styled, width, wrap};
use crate::tui::widgets::{alerts, panel};

/// From this size on there is a box around it.
const BOXED: (u16, u16) = (56, 14);
/// The widest a form gets.
const WIDEST: u16 = 100;

/// At the end of a warning that does not fit whole.
const F1_MORE: &str = " F1 more ";

/// Where the parts of a form stand.
struct Parts {
    outer: Rect,
    boxed: bool,
    title: Option<Rect>,
    fields: Rect,
    /// The first field that is in sight.
    top: usize,
    status: Rect,
    /// The line over the warnings, where there is one.
    rule: Option<Rect>,
    warnings: Rect,
}

impl Form {
    pub(super) fn draw_on(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let parts = self.parts(view, area);
        panel::clear(frame, area);
        if parts.boxed {
            self.draw_box(view, frame, &parts);
        } else if let Some(title) = parts.title {
            let columns = usize::from(title.width);
            let name = format!(" {}", self.title());
            let room = columns.saturating_sub(width(&name) + 4);
            let since = [self.since(view), self.since_short(view)];
            let since = since.into_iter().find(|text| width(text) <= room);
            let right = vec![styled(
                format!("{} ", since.unwrap_or_default()),
                view.theme.dim,
            )];
            let left = vec![styled(name, view.theme.title)];
            frame.render_widget(ends(left, right, columns), title);
        }
        for row in 0..parts.fields.height {
            let place = parts.top + usize::from(row);
            if place < self.answers.len() {
                let line = Rect {
                    y: parts.fields.y + row,
                    height: 1,
                    ..parts.fields
                };
                self.draw_field(view, frame, line, place);
            }
        }
        if !parts.status.is_empty() {
            let (columns, rows) = (parts.status.width, parts.status.height);
            let lines = self.status(view, usize::from(columns), usize::from(rows));
            frame.render_widget(ratatui::text::Text::from(lines), parts.status);
        }
        if self.warns() {
            self.draw_warnings(view, frame, parts.warnings);
        }
    }

    fn draw_box(&self, view: &View, frame: &mut Frame, parts: &Parts) {
        panel::panel(&view.theme, &self.title(), frame, parts.outer);
        let since = self.since(view);
        if !since.is_empty() {
            let text = format!(" {since} ");
            let wide = u16::try_from(width(&text)).unwrap_or_default();
            if wide + 20 < parts.outer.width {
                let x = parts.outer.right() - wide - 2;
                let place = Rect {
                    x,
                    width: wide,
                    height: 1,
                    ..parts.outer
                };
                frame.render_widget(Line::styled(text, view.theme.title), place);
            }
        }
        if let Some(rule) = parts.rule {
            let title = format!("├ {} ", self.warnings_title());
            let gap = usize::from(rule.width).saturating_sub(width(&title) + 1);
            let line = format!("{title}{}┤", "─".repeat(gap));
            frame.render_widget(Line::styled(line, view.theme.edge), rule);
            let words = Rect {
                x: rule.x + 2,
                width: rule.width.saturating_sub(4),
                ..rule
            };
            frame.render_widget(Line::styled(self.warnings_title(), view.theme.title), words);
        }
    }

    fn title(&self) -> String {
        let name = match self.kind {
            Kind::Dose => "Dose",
            Kind::Substance => "Other substance",
            Kind::Sleep => "Night",
            Kind::Symptom => "Symptom",
            Kind::None => "No kratom",
            Kind::Note => "Note",
            Kind::Medicine => "Regular medicine",
            Kind::About => "About me",
            Kind::Product => "Product",
            Kind::Reading => "Measured",
            Kind::Event => "Event",
        };
        match self.editing {
            Some(_) => format!("Change: {}", name.to_lowercase()),
            None => name.to_owned(),
        }
    }

    fn warnings_title(&self) -> &'static str {
        match (self.kind, &self.editing) {
            (Kind::Dose | Kind::Substance, None) => "If you take this",
            _ => "With this written down",
        }
    }

    /// `last: 2.5 g powder, 3 h 09 min ago`.
    fn since(&self, view: &View) -> String {
        if !matches!(self.kind, Kind::Dose | Kind::Substance) {
            return String::new();
        }
        match self.preview.journal().last_dose(view.now.to_utc()) {
            Some(dose) => format!(
                "last dose: {}, {}",
                view.title(dose),
                duration::ago(view.ago(dose.at))
            ),
            None => "no dose written down before".to_owned(),
        }
    }

    /// `last 3 h 09 min ago`.
    fn since_short(&self, view: &View) -> String {
        let dose = self.preview.journal().last_dose(view.now.to_utc());
        match dose.filter(|_| !self.since(view).is_empty()) {
            Some(dose) => format!("last {}", duration::ago(view.ago(dose.at))),
            None => String::new(),
        }
    }

    fn longest_label(&self) -> usize {
        let labels = self.answers.iter().map(|it| width(it.field.label));
        labels.max().unwrap_or_default()
    }

    fn draw_field(&self, view: &View, frame: &mut Frame, line: Rect, place: usize) {
        let answer = &self.answers[place];
        let focused = place == self.focus;
        let columns = Columns::of(line.width, self.longest_label(), answer);
        let theme = &view.theme;
        let label = fill(answer.field.label, usize::from(columns.label));
        let (mark, style) = if focused {
            (" > ", theme.accent)
        } else {
            ("   ", Style::new())
        };
        let mut spans = vec![
            styled(mark, theme.accent),
            styled(label, style),
            Span::raw(" "),
        ];
        let start = line.x + u16::try_from(spans_width(&spans)).unwrap_or_default();
        let (value, cursor) = value(view, answer, focused, usize::from(columns.value));
        let style = if focused { theme.field } else { Style::new() };
        let rest = usize::from(columns.value).saturating_sub(width(&value));
        let chosen = focused && answer.is_chosen();
        spans.push(styled(value, if chosen { style.reversed() } else { style }));
        spans.push(styled(" ".repeat(rest), style));
        spans.push(Span::raw("  "));
        let room = usize::from(line.width).saturating_sub(spans_width(&spans));
        spans.push(self.note(view, place, room, usize::from(line.width)));
        frame.render_widget(Line::from(spans), line);
        if focused {
            let x = (start + u16::try_from(cursor).unwrap_or_default())
                .min(line.right().saturating_sub(1));
            frame.set_cursor_position(Position::new(x, line.y));
        }
    }

    /// What stands beside a field: what is wrong, names that fit, or what was
    /// understood.
    fn note(&self, view: &View, place: usize, room: usize, line: usize) -> Span<'static> {
        let theme = &view.theme;
        if let Some(wrong) = self.wrong_at(place) {
            let hint = if width(&wrong.hint) <= room || !self.tried {
                cut(&wrong.hint, room)
            } else {
                String::new()
            };
            return styled(hint, theme.wrong);
        }
        if place == self.focus && self.asks.is_some() && self.kept.is_some() {
            // The question under the fields says it whole.
            return Span::default();
        }
        if place == self.focus && !self.offers.is_empty() {
            return styled(cut(&self.offered(), room), theme.said);
        }
        let beside = self.beside(place, view, room, line);
        let is_below = place == self.focus && width(&beside) > room;
        styled(
            if is_below {
                String::new()
            } else {
                cut(&beside, room)
            },
            theme.dim,
        )
    }

    /// `Tab alcohol · alprazolam`, or `Did you mean alcohol? Right takes it`.
    fn offered(&self) -> String {
        let answer = &self.answers[self.focus];
        let typed = answer.text().trim().to_lowercase();
        let Some(first) = self.offers.first() else {
            return String::new();
        };
        if self.completion().is_none() {
            let known = suggest::understood(answer.field, answer.text());
            return known.unwrap_or_else(|| self.offers[1..].join(" · "));
        }
        if first.to_lowercase().starts_with(&typed) {
            return format!("Tab {}", self.offers.join(" · "));
        }
        format!("Did you mean {first}? Right takes it")
    }

    /// What is wrong with an answer, told once it was left or saving was tried.
    fn wrong_at(&self, place: usize) -> Option<&Invalid> {
        let wrong = self.wrong.as_ref()?;
        let here = self.place_of(wrong.field).unwrap_or(self.focus);
        let typed = !self.answers[place].text().is_empty() && place != self.focus;
        (here == place && (self.tried || typed)).then_some(wrong)
    }

    /// What stands under the fields: a question, what is wrong, what was half
    /// typed; on a narrow terminal also what was understood.
    fn status(&self, view: &View, columns: usize, rows: usize) -> Vec<Line<'static>> {
        let theme = &view.theme;
        let (texts, style) = if let Some(question) = &self.asks {
            (question.texts.clone(), theme.wrong)
        } else if let Some(wrong) = self.wrong.as_ref().filter(|_| self.tried) {
            let place = self.place_of(wrong.field);
            let label = place.map_or(wrong.field, |n| self.answers[n].field.label);
            let whole = format!("{label} {}: {}", wrong.why, wrong.hint);
            // In a box the field's own line says what to write.
            let short = if columns < usize::from(BOXED.0) {
                wrong.hint.clone()
            } else {
                format!("{label} {}", wrong.why)
            };
            (vec![whole, short], theme.wrong)
        } else if let Some(draft) = self.before.as_ref().filter(|_| self.draft().is_none()) {
            (before_words(view, draft), theme.said)
        } else if columns < usize::from(BOXED.0) || self.is_told_short(view, columns) {
            (self.told_shorter(self.told(view, columns)), theme.dim)
        } else {
            return Vec::new();
        };
        let room = columns.saturating_sub(2);
        let wrapped = |text: &String| wrap(text, room);
        let fits = texts.iter().map(wrapped).find(|lines| lines.len() <= rows);
        let lines = fits.unwrap_or_else(|| texts.last().map(wrapped).unwrap_or_default());
        lines
            .into_iter()
            .take(rows)
            .map(|text| Line::styled(format!(" {text}"), style))
            .collect()
    }

    /// Whether what stands beside the focused field is too long to stand there.
    fn is_told_short(&self, view: &View, columns: usize) -> bool {
        width(&self.told(view, columns)) > self.room_beside(columns)
    }

    /// How many columns there are beside the focused field, on a line of so many.
    fn room_beside(&self, columns: usize) -> usize {
        let line = u16::try_from(columns).unwrap_or(u16::MAX);
        let field = Columns::of(line, self.longest_label(), &self.answers[self.focus]);
        columns.saturating_sub(usize::from(field.label + field.value) + 6)
    }

    /// What is wrong with the answer before, names that fit, or what was
    /// understood.
    fn told(&self, view: &View, columns: usize) -> String {
        let elsewhere = (0..self.answers.len()).find_map(|place| self.wrong_at(place));
        if let Some(wrong) = elsewhere {
            return wrong.hint.clone();
        }
        if self.offers.is_empty() {
            self.beside(self.focus, view, self.room_beside(columns), columns)
        } else {
            self.offered()
        }
    }

    /// The same with ever fewer words: of a scale its ends, at last its end.
    fn told_shorter(&self, told: String) -> Vec<String> {
        let field = self.answers[self.focus].field;
        let is_scale = matches!(field.ask, Ask::Choice(_)) && told == field.hint;
        let steps: Vec<&str> = told.split(", ").collect();
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
            return vec![told];
        };
        if !is_scale || steps.len() < 3 {
            return vec![told];
        }
        let ends = vec![format!("{first} … {last}"), format!("… {last}")];
        std::iter::once(told).chain(ends).collect()
    }

    fn draw_warnings(&self, view: &View, frame: &mut Frame, area: Rect) {
        let columns = usize::from(area.width);
        let rows = usize::from(area.height);
        let raised = self.raised();
        if raised.is_empty() {
            let lines: Vec<Line> = wrap(&self.calm(), columns.saturating_sub(2))
                .into_iter()
                .map(|line| Line::styled(format!(" {line}"), view.theme.dim))
                .collect();
            frame.render_widget(ratatui::text::Text::from(lines), area);
            return;
        }
        let number = alerts::first(view, raised, rows.div_ceil(2), columns);
        let head = number.len();
        let rows = rows.saturating_sub(head);
        let mut stacked = alerts::stack(view, raised, None, rows, columns);
        let more = raised.len() - stacked.len();
        let is_cut = begin_the_worst(view, raised, &mut stacked, rows, columns);
        let lines: Vec<Line> = number
            .into_iter()
            .chain(stacked.into_iter().flatten())
            .collect();
        let last = u16::try_from(lines.len()).unwrap_or_default();
        let last = last.min(area.height);
        frame.render_widget(ratatui::text::Text::from(lines), area);
        if more > 0 && last > 0 {
            let y = area.y + last - 1;
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            alerts::draw_more(view, &format!("  + {more} more, F1 "), row, frame);
        } else if let Some(under) = is_cut {
            let y = u16::try_from(head + under).unwrap_or_default();
            let row = Rect {
                y: (area.y + y).min(area.bottom().saturating_sub(1)),
                height: 1,
                ..area
            };
            alerts::draw_more(view, F1_MORE, row, frame);
        }
    }

    /// What stands where no warning does: that this is no sign of safety, or
    /// what to write before it can be told.
    fn calm(&self) -> String {
        match self.preview.untold() {
            Some(write) => format!("Can't tell yet: {write}."),
            None if self.preview.others_wait() => OTHERS_WAIT.to_owned(),
            None => NO_WARNINGS.to_owned(),
        }
    }

    fn parts(&self, view: &View, area: Rect) -> Parts {
        let boxed = area.width >= BOXED.0 && area.height >= BOXED.1;
        let fields = u16::try_from(self.answers.len()).unwrap_or(u16::MAX);
        if boxed {
            self.boxed_parts(view, area, fields)
        } else {
            self.plain_parts(view, area, fields)
        }
    }

    fn boxed_parts(&self, view: &View, area: Rect, fields: u16) -> Parts {
        let inner = usize::from(area.width.min(WIDEST) - 2);
        let most = match (&self.asks, &self.kept) {
            // A form with a name to ask about is short: there is room for both.
            (Some(_), Some(_)) => (area.height / 4).clamp(1, 2),
            (Some(_), None) => 1,
            _ => area.height / 4,
        };
        let said = self.status(view, inner, usize::from(most)).len();
        let said = u16::try_from(said).unwrap_or(1).max(1);
        let rest = 2 + 1 + fields + said;
        let warned = if self.warns() {
            self.wanted_rows(view, area.width.min(WIDEST) - 2) + 1
        } else {
            0
        };
        let warned = warned
            .min(area.height.saturating_sub(rest))
            .max(warned.min(4));
        let wanted = rest + warned;
        let outer = Rect {
            width: area.width.min(WIDEST),
            height: area.height.min(wanted),
            ..area
        };
        let inside = Rect {
            x: outer.x + 1,
            y: outer.y + 1,
            width: outer.width - 2,
            height: outer.height - 2,
        };
        let tight = outer.height < wanted;
        let above = u16::from(!tight);
        let rows = inside
            .height
            .saturating_sub(above + said + warned)
            .min(fields);
        let row = |y: u16, height: u16| Rect {
            y: inside.y + y,
            height,
            ..inside
        };
        Parts {
            outer,
            boxed: true,
            title: None,
            fields: row(above, rows),
            top: (self.focus + 1).saturating_sub(usize::from(rows)),
            status: row(above + rows, said),
            rule: (warned > 0).then(|| Rect {
                y: inside.y + above + rows + said,
                height: 1,
                ..outer
            }),
            warnings: row(above + rows + said + 1, warned.saturating_sub(1)),
        }
    }

    /// Rows in which the first warnings say all they have to say.
    fn wanted_rows(&self, view: &View, columns: u16) -> u16 {
        let most = usize::from(u8::MAX);
        let columns = usize::from(columns);
        let number = alerts::first(view, self.raised(), most, columns).len();
        let stacked = alerts::stack(view, self.raised(), None, most, columns);
        let calm = wrap(&self.calm(), columns.saturating_sub(2)).len();
        let rows = number + stacked.iter().map(Vec::len).sum::<usize>();
        let rows = if self.raised().is_empty() { calm } else { rows };
        u16::try_from(rows).unwrap_or(3)
    }

    fn plain_parts(&self, view: &View, area: Rect, fields: u16) -> Parts {
        let raised = u16::try_from(self.raised().len().min(3)).unwrap_or(3);
        let calm = if self.warns() && view.area.height > 8 {
            2
        } else {
            0
        };
        let most = area.height.saturating_sub(1);
        let free = area.height.saturating_sub(fields + 2);
        let wanted = self.wanted_rows(view, area.width);
        let warned = match raised {
            0 => calm,
            raised => wanted.min(raised.max(free).max(area.height / 3)),
        };
        let warned = warned.min(most);
        let title = u16::from(area.height > warned + 2);
        let says_much = self.asks.is_some() || self.tried && self.wrong.is_some();
        let told = wrap(
            &self.told(view, usize::from(area.width)),
            usize::from(area.width).saturating_sub(2),
        );
        let wanted = match u16::try_from(told.len()) {
            _ if says_much => 3,
            // Of names that are offered the first ones are enough.
            Ok(told) if self.offers.is_empty() => told.clamp(1, 2),
            _ => 1,
        };
        let status = area.height.saturating_sub(warned + title + 2).min(wanted);
        let rows = area
            .height
            .saturating_sub(warned + title + status)
            .min(fields);
        let row = |y: u16, height: u16| Rect {
            y: area.y + y,
            height,
            ..area
        };
        Parts {
            outer: area,
            boxed: false,
            title: (title > 0).then(|| row(0, 1)),
            fields: row(title, rows),
            top: (self.focus + 1).saturating_sub(usize::from(rows)),
            status: row(title + rows, status),
            rule: None,
            warnings: row(title + rows + status, warned),
        }
    }

    /// The field under the mouse.
    pub(super) fn field_at(&self, view: &View, at: Position) -> Option<usize> {
        let parts = self.parts(view, view.area);
        let row =
            at.y.checked_sub(parts.fields.y)
                .filter(|row| *row < parts.fields.height)?;
        let place = parts.top + usize::from(row);
        (place < self.answers.len()).then_some(place)
    }

    /// The column of the text under the mouse, in a field that has one to be seen:
    /// in one without the focus only where a letter stands.
    pub(super) fn column_at(&self, view: &View, at: Position, place: usize) -> Option<usize> {
        let answer = &self.answers[place];
        if answer.choices().is_some() || is_hidden(view, answer) {
            return None;
        }
        let fields = self.parts(view, view.area).fields;
        let columns = Columns::of(fields.width, self.longest_label(), answer);
        let into = at.x.checked_sub(fields.x + columns.label + 4);
        let into = usize::from(into.filter(|it| *it < columns.value)?);
        if place == self.focus {
            let wide = usize::from(columns.value).saturating_sub(1);
            return Some(into + answer.scroll(wide));
        }
        (into < width(answer.text())).then_some(into)
    }
}

/// Where the worst warning does not fit whole, as much of it as there are rows;
/// gives the row it is cut on.
fn begin_the_worst(
    view: &View,
    raised: &[Alert],
    stacked: &mut [Vec<Line<'static>>],
    rows: usize,
    columns: usize,
) -> Option<usize> {
    let used: usize = stacked.iter().map(Vec::len).sum();
    let spare = rows.saturating_sub(used);
    let worst = stacked.first_mut().filter(|it| it.len() == 1)?;
    if spare == 0 || columns < 30 {
        return None;
    }
    let mut card = alerts::card(view, raised.first()?, columns);
    let is_cut = card.len() > 1 + spare;
    card.truncate(1 + spare);
    if let Some(last) = card.last_mut().filter(|_| is_cut) {
        let room = columns.saturating_sub(width(F1_MORE));
        let text = format!("{last}…");
        let fits = width(&text) <= room;
        *last = Line::raw(if fits { text } else { cut(&text, room) });
    }
    *worst = card;
    is_cut.then(|| worst.len() - 1)
}

/// What stands in the field, and the column of the cursor in it.
fn value(view: &View, answer: &Answer, focused: bool, columns: usize) -> (String, usize) {
    if answer.choices().is_some() {
        return (format!("‹ {} ›", answer.says()), 2);
    }
    if is_hidden(view, answer) {
        return (HIDDEN.to_owned(), 0);
    }
    let text: String = answer
        .text()
        .chars()
        .map(|c| if c == '\n' || c == '\t' { '⏎' } else { c })
        .collect();
    if text.is_empty() && !focused && answer.field.name == "at" {
        return ("now".to_owned(), 0);
    }
    if !focused {
        return (cut(&text, columns), 0);
    }
    let scroll = answer.scroll(columns.saturating_sub(1));
    let shown = skip_columns(&text, scroll);
    (cut(&shown, columns), answer.cursor().saturating_sub(scroll))
}

/// `Half-typed dose from 12 min ago: Ctrl-r continues, Ctrl-x forgets`, and a
/// shorter way to say it.
fn before_words(view: &View, draft: &Draft) -> Vec<String> {
    let again = view.keymap.shown("form", Action::ContinueDraft);
    let forget = view.keymap.shown("form", Action::ForgetDraft);
    let ago = duration::ago(view.ago(draft.begun));
    let kind = draft.kind.says();
    vec![
        format!("Half-typed {kind}, {ago}: {again} continues it, {forget} forgets it"),
        format!("Half-typed, {ago}: {again} continues"),
    ]
}

/// Whether an answer is hidden: what an entry said, not what is being typed.
pub(super) fn is_hidden(view: &View, answer: &Answer) -> bool {
    let tells = !matches!(
        answer.field.ask,
        Ask::Time | Ask::NightTime | Ask::Date | Ask::Minutes | Ask::Score(_)
    );
    view.is_hidden() && tells && !answer.text().is_empty() && !answer.is_changed()
}

/// How wide label and value are.
struct Columns {
    label: u16,
    value: u16,
}

impl Columns {
    /// `longest` is the longest label of the form.
    fn of(line: u16, longest: usize, answer: &Answer) -> Columns {
        let label = if line >= BOXED.0 - 2 {
            15
        } else {
            let longest = u16::try_from(longest).unwrap_or(u16::MAX);
            let most = (line / 3).max((line / 2).saturating_sub(2));
            longest.max(11).min(most)
        };
        let rest = line.saturating_sub(label + 4);
        let long = matches!(answer.field.ask, Ask::LongText);
        let value = if long || line < BOXED.0 - 2 {
            rest.saturating_sub(1)
        } else {
            20.min(rest)
        };
        Columns { label, value }
    }
}

/// The text without its first columns.
fn skip_columns(text: &str, columns: usize) -> String {
    let mut skipped = 0;
    let mut letters = text.char_indices();
    for (at, letter) in letters.by_ref() {
        if skipped >= columns {
            return text[at..].to_owned();
        }
        skipped += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
    }
    String::new()
}
