-- What is taken, known or measured beside the days themselves.

-- A medicine taken regularly, from entry.at until a day.
CREATE TABLE medicine (
    entry  INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    amount REAL,                                   -- the leading number of what was typed
    unit   TEXT,                                   -- the rest, as typed
    until  TEXT                                    -- the last day, 2026-11-20
) STRICT;

-- What is in the bag; a new batch or another unit is a row of its own.
CREATE TABLE product (
    entry               INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name                TEXT NOT NULL,
    form                TEXT CHECK (form IN ('powder', 'capsule', 'tea', 'leaf', 'extract', '7oh')),
    batch               TEXT,
    count_unit          TEXT,                      -- what it is counted in: scoop
    weight_mg           INTEGER CHECK (weight_mg > 0),       -- of one unit, by the person's scale
    weighed_times       INTEGER CHECK (weighed_times >= 0),
    weighed_spread_mg   INTEGER CHECK (weighed_spread_mg > 0),
    mitragynine_ug      INTEGER CHECK (mitragynine_ug > 0),  -- of one unit, as the label states
    hydroxy_ug          INTEGER CHECK (hydroxy_ug > 0),      -- of one unit, as the label states
    vendor              TEXT,
    opened_on           TEXT,
    price               TEXT,
    certificate_date    TEXT,
    certificate_lab     TEXT,
    certificate_matches INTEGER CHECK (certificate_matches IN (0, 1)),
    CHECK (weight_mg IS NULL OR count_unit IS NOT NULL)
) STRICT;

-- A number measured or scored.
CREATE TABLE reading (
    entry  INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    amount REAL NOT NULL
) STRICT;

-- Something done or planned; entry.at may lie ahead.
CREATE TABLE event (
    entry INTEGER PRIMARY KEY REFERENCES entry (no) ON DELETE CASCADE,
    name  TEXT NOT NULL
) STRICT;
