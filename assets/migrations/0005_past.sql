-- What two machines need to join their journals: which versions of an entry
-- another one has replaced, and those that were written at the same time.

-- The earlier "changed" of an entry that was edited, deleted or brought back;
-- a version that stands in here is older than the one that counts. Numbers
-- only, so that it outlives the texts of kept changes.
CREATE TABLE past (
    entry   INTEGER NOT NULL REFERENCES entry (no) ON DELETE CASCADE,
    changed INTEGER NOT NULL,
    PRIMARY KEY (entry, changed)
) STRICT, WITHOUT ROWID;

-- Versions of an entry that were written elsewhere while it was changed here,
-- and do not count until they are taken.
CREATE TABLE elsewhere (
    no      INTEGER PRIMARY KEY,
    entry   INTEGER NOT NULL REFERENCES entry (no) ON DELETE CASCADE,
    changed INTEGER NOT NULL,
    version TEXT    NOT NULL                       -- JSON
) STRICT;
CREATE INDEX elsewhere_entry ON elsewhere (entry);

-- What was purged: days before a date, as far as they were written down by an
-- instant (milliseconds). A merge leaves them out. Where days did not begin at
-- midnight then, "before" says when: 2026-11-20 04:00.
CREATE TABLE purged (
    before TEXT    NOT NULL,                       -- 2026-11-20
    at     INTEGER NOT NULL,
    PRIMARY KEY (before, at)
) STRICT, WITHOUT ROWID;

-- What was edited before this table was there had a first version: as old as
-- its id, which begins with milliseconds in hexadecimal.
INSERT INTO past (entry, changed)
WITH RECURSIVE digit (no, n, hex, millis) AS (
    SELECT no, 0, replace(id, '-', ''), 0 FROM entry
    UNION ALL
    SELECT no, n + 1, hex, millis * 16 + instr('0123456789abcdef', substr(hex, n + 1, 1)) - 1
    FROM digit WHERE n < 12
)
SELECT digit.no, millis FROM digit JOIN entry ON entry.no = digit.no
WHERE n = 12 AND millis < entry.changed;
