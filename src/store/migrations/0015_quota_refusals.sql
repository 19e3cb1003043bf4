-- A proposal may be refused (002-01). approved_by names whoever decided, either way.
CREATE TABLE quota_rule_kept AS SELECT * FROM quota_rule;
DROP TABLE quota_rule;
CREATE TABLE quota_rule (
    id            {int64} NOT NULL,
    service_point {int64} NOT NULL,              -- 0: the whole country
    pool          TEXT    NOT NULL,
    kind          TEXT    NOT NULL
        CHECK (kind IN ('base', 'delta', 'multiplier', 'override', 'closure')),
    weekdays      INTEGER NOT NULL,              -- bit 0 is Monday; 127 for every day
    from_date     INTEGER NOT NULL,
    to_date       INTEGER,                       -- exclusive
    amount        INTEGER NOT NULL,              -- places; percent for a multiplier
    reason        TEXT    NOT NULL,
    state         TEXT    NOT NULL
        CHECK (state IN ('proposed', 'approved', 'withdrawn', 'refused')),
    proposed_by   TEXT    NOT NULL,
    approved_by   TEXT,
    version       {int64} NOT NULL,
    CONSTRAINT quota_rule_id PRIMARY KEY (id)
) {strict};
CREATE INDEX quota_rule_service_point ON quota_rule (service_point);
CREATE INDEX quota_rule_state ON quota_rule (state, id);
INSERT INTO quota_rule (id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason,
                        state, proposed_by, approved_by, version)
SELECT id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason,
       state, proposed_by, approved_by, version
  FROM quota_rule_kept;
DROP TABLE quota_rule_kept;

-- Days may come on sale a month at a time (4.3).
CREATE TABLE release_rule_kept AS SELECT * FROM release_rule;
DROP TABLE release_rule;
CREATE TABLE release_rule (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    from_date     INTEGER NOT NULL,
    cadence       TEXT    NOT NULL CHECK (cadence IN ('daily', 'weekly', 'monthly')),
    weekday       INTEGER NOT NULL,              -- ISO; of a weekly release
    minute        INTEGER NOT NULL,              -- of the office's day
    horizon_days  INTEGER NOT NULL CHECK (horizon_days > 0),
    CONSTRAINT release_rule_service_point_from_date PRIMARY KEY (service_point, from_date)
) {clustered};
INSERT INTO release_rule (service_point, from_date, cadence, weekday, minute, horizon_days)
SELECT service_point, from_date, cadence, weekday, minute, horizon_days FROM release_rule_kept;
DROP TABLE release_rule_kept;
