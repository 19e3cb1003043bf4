-- The seat ledger (D2, D3). A place is sold by one conditional UPDATE; the CHECK stands behind it.
CREATE TABLE seat (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    date          INTEGER NOT NULL,
    pool          TEXT    NOT NULL,
    slot          INTEGER NOT NULL,
    capacity      INTEGER NOT NULL CHECK (capacity >= 0),
    granted       INTEGER NOT NULL DEFAULT 0 CHECK (granted >= 0),   -- taken beyond the capacity
    taken         INTEGER NOT NULL DEFAULT 0,
    sequence      {int64} NOT NULL DEFAULT 0,    -- takings so far, never less
    version       {int64} NOT NULL DEFAULT 0,    -- changes so far: the number of its seat_events
    opens_at      {int64} NOT NULL,              -- before it nobody may take one
    by_hand       INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),  -- an officer set capacity
    CONSTRAINT seat_service_point_date_pool_slot PRIMARY KEY (service_point, date, pool, slot),
    CONSTRAINT seat_never_oversold CHECK (taken BETWEEN 0 AND capacity + granted)
) {clustered};

-- One row per change of a seat row, numbered by that row, so without gaps. `application_id` is 0 for
-- a change that is nobody's.
CREATE TABLE seat_event (
    service_point  {int64} NOT NULL,
    date           INTEGER NOT NULL,
    pool           TEXT    NOT NULL,
    slot           INTEGER NOT NULL,
    version        {int64} NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('opened', 'taken', 'granted', 'returned', 'capacity')),
    application_id {int64} NOT NULL,
    taken          INTEGER NOT NULL,             -- after it
    granted        INTEGER NOT NULL,
    capacity       INTEGER NOT NULL,
    at             {int64} NOT NULL,
    CONSTRAINT seat_event_service_point_date_pool_slot_version
        PRIMARY KEY (service_point, date, pool, slot, version)
) {clustered};

-- What becomes due, in the order of time. A timer whose application has moved on is dropped unread.
CREATE TABLE timer (
    due     {int64} NOT NULL,
    kind    TEXT    NOT NULL,
    subject {int64} NOT NULL,
    CONSTRAINT timer_due_kind_subject PRIMARY KEY (due, kind, subject)
) {clustered};
