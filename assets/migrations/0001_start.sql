-- leaflog's journal. Times are seconds since 1970 UTC, always whole minutes,
-- beside the offset from UTC (in seconds) that they were lived in. "changed" is
-- in milliseconds. What is computed is never kept here.

-- One row an entry, of whatever kind. A deleted entry keeps this row, emptied,
-- so that a merge of two journals does not bring it back.
CREATE TABLE entry (
    no         INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,            -- UUID v7, lasting
    kind       TEXT    NOT NULL CHECK (kind IN ('dose', 'substance', 'sleep', 'symptom', 'none',
                                                'note', 'medicine', 'about', 'product', 'reading', 'event')),
    at         INTEGER NOT NULL CHECK (at % 60 = 0),
    utc_offset INTEGER NOT NULL CHECK (utc_offset BETWEEN -86400 AND 86400),
    changed    INTEGER NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    note       TEXT,
    CHECK (deleted = 0 OR note IS NULL)
) STRICT;
CREATE INDEX entry_kind_at ON entry (kind, at, utc_offset) WHERE deleted = 0;

CREATE TABLE dose (
    entry          INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    weight_mg      INTEGER CHECK (weight_mg > 0),   -- milligrams; null when unknown
    count          REAL    CHECK (count > 0),
    count_unit     TEXT,
    form           TEXT    NOT NULL CHECK (form IN ('powder', 'capsule', 'tea', 'leaf', 'extract', '7oh')),
    product        TEXT,
    batch          TEXT,
    reason         TEXT    CHECK (reason IN ('pain', 'energy', 'mood', 'anxiety', 'sleep', 'social', 'withdrawal', 'other')),
    estimated      INTEGER CHECK (estimated IN (0, 1)),
    mitragynine_ug INTEGER CHECK (mitragynine_ug > 0), -- micrograms, as the label states
    hydroxy_ug     INTEGER CHECK (hydroxy_ug > 0),     -- micrograms, as the label states
    CHECK (coalesce(weight_mg, count, mitragynine_ug, hydroxy_ug) IS NOT NULL),
    CHECK ((count IS NULL) = (count_unit IS NULL))
) STRICT;

CREATE TABLE substance (
    entry  INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    amount REAL,                                   -- the leading number of what was typed
    unit   TEXT                                    -- the rest, as typed
) STRICT;

-- A night. entry.at is when the person got up.
CREATE TABLE sleep (
    entry            INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    bed_at           INTEGER NOT NULL,
    bed_offset       INTEGER NOT NULL,
    try_at           INTEGER,
    try_offset       INTEGER,
    wake_at          INTEGER,
    wake_offset      INTEGER,
    asleep_after_min INTEGER CHECK (asleep_after_min >= 0), -- sleep onset latency, minutes
    awakenings       INTEGER CHECK (awakenings >= 0),
    awake_min        INTEGER CHECK (awake_min >= 0),        -- wake after sleep onset, minutes
    quality          INTEGER CHECK (quality BETWEEN 0 AND 10)
) STRICT;

CREATE TABLE symptom (
    entry    INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name     TEXT    NOT NULL,
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4) -- none, mild, moderate, severe, emergency
) STRICT;

-- "No kratom on this date." entry.at is noon of that date.
CREATE TABLE none (
    entry INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    date  TEXT NOT NULL                            -- 2026-11-20
) STRICT;

-- A fact about the person, from entry.at until a date.
CREATE TABLE about (
    entry  INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    amount REAL,
    until  TEXT
) STRICT;

-- What was shown of warnings, and what the person said to them.
CREATE TABLE answer (
    rule    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    said    TEXT    NOT NULL CHECK (said IN ('shown', 'read', 'clinician')),
    level   TEXT    NOT NULL CHECK (level IN ('info', 'caution', 'warning', 'urgent')),
    at      INTEGER NOT NULL,
    times   INTEGER NOT NULL,
    PRIMARY KEY (rule, subject, said)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last changes, for undo and redo: each a list of edits with before and after.
CREATE TABLE change (
    no      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    session TEXT    NOT NULL,                      -- which run of leaflog made it
    undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    edits   TEXT    NOT NULL                       -- JSON
) STRICT;

-- Forms that were begun and not saved, one a kind.
CREATE TABLE draft (
    kind       TEXT PRIMARY KEY,
    begun      INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    editing    TEXT,                               -- the id of the entry it would change
    answers    TEXT NOT NULL                       -- JSON, by field name
) STRICT, WITHOUT ROWID;
