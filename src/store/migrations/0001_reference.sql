-- Words used in all migrations. {int64} is INTEGER in SQLite and BIGINT in PostgreSQL, {bytes} is BLOB
-- or BYTEA; {strict} and {clustered} (strict, and kept in the order of its key) say nothing to
-- PostgreSQL. Unique constraints are called table_column_column: SQLite's words are turned into the
-- same name. Instants are UTC microseconds, dates are days since 1970-01-01 of the office's calendar,
-- slots are minutes past the office's midnight.

CREATE TABLE office (
    id         {int64} NOT NULL,
    code       TEXT    NOT NULL,                 -- "PONTIANAK"
    name       TEXT    NOT NULL,
    class      TEXT    NOT NULL,
    border     INTEGER NOT NULL CHECK (border IN (0, 1)),      -- TPI
    region     TEXT    NOT NULL,                 -- its Kanwil
    source     TEXT    NOT NULL,
    unofficial INTEGER NOT NULL CHECK (unofficial IN (0, 1)),
    CONSTRAINT office_id PRIMARY KEY (id),
    CONSTRAINT office_code UNIQUE (code)
) {strict};

CREATE TABLE service_point (
    id        {int64} NOT NULL,
    office_id {int64} NOT NULL REFERENCES office (id),
    name      TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('OFFICE', 'PASSPORT_UNIT', 'WORK_UNIT', 'PUBLIC_SERVICE_MALL')),
    utc_hour  INTEGER NOT NULL CHECK (utc_hour IN (7, 8, 9)),
    version   {int64} NOT NULL DEFAULT 0,        -- changes of its quota, for their audit
    CONSTRAINT service_point_id PRIMARY KEY (id)
) {strict};

CREATE TABLE service_point_product (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    product       TEXT    NOT NULL,
    from_date     INTEGER NOT NULL,
    to_date       INTEGER,                       -- exclusive
    CONSTRAINT service_point_product_service_point_product_from_date
        PRIMARY KEY (service_point, product, from_date)
) {clustered};

CREATE TABLE holiday (
    service_point {int64} NOT NULL,              -- 0: the whole country
    date          INTEGER NOT NULL,
    kind          TEXT    NOT NULL
        CHECK (kind IN ('national', 'collective', 'closed', 'open')),
    name          TEXT    NOT NULL,
    decree        TEXT    NOT NULL,
    CONSTRAINT holiday_service_point_date PRIMARY KEY (service_point, date)
) {clustered};

-- The years whose decree is loaded: of others nothing is computed (design: refuse, do not guess).
CREATE TABLE holiday_year (
    year INTEGER NOT NULL,
    CONSTRAINT holiday_year_year PRIMARY KEY (year)
) {strict};

CREATE TABLE tariff (
    item           TEXT    NOT NULL,             -- a product, or ACCELERATED, LOST_CHARGE, ...
    validity_years INTEGER NOT NULL,             -- at most so many; 0 where it does not matter
    from_date      INTEGER NOT NULL,             -- WIB, whatever the office
    to_date        INTEGER,                      -- exclusive
    amount         {int64} NOT NULL CHECK (amount >= 0),       -- rupiah
    basis          TEXT    NOT NULL,
    CONSTRAINT tariff_item_validity_years_from_date PRIMARY KEY (item, validity_years, from_date)
) {clustered};

CREATE TABLE slot_pattern (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),  -- ISO: Monday is 1
    slot          INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 1439),
    from_date     INTEGER NOT NULL,
    weight        INTEGER NOT NULL CHECK (weight > 0),
    CONSTRAINT slot_pattern_service_point_weekday_slot_from_date
        PRIMARY KEY (service_point, weekday, slot, from_date)
) {clustered};

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
    state         TEXT    NOT NULL CHECK (state IN ('proposed', 'approved', 'withdrawn')),
    proposed_by   TEXT    NOT NULL,
    approved_by   TEXT,
    version       {int64} NOT NULL,
    CONSTRAINT quota_rule_id PRIMARY KEY (id)
) {strict};
CREATE INDEX quota_rule_service_point ON quota_rule (service_point);

CREATE TABLE release_rule (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    from_date     INTEGER NOT NULL,
    cadence       TEXT    NOT NULL CHECK (cadence IN ('daily', 'weekly')),
    weekday       INTEGER NOT NULL,              -- ISO; of a weekly release
    minute        INTEGER NOT NULL,              -- of the office's day
    horizon_days  INTEGER NOT NULL CHECK (horizon_days > 0),
    CONSTRAINT release_rule_service_point_from_date PRIMARY KEY (service_point, from_date)
) {clustered};

-- What domain.md 9.5 says must never be a constant and has no table of its own.
CREATE TABLE setting (
    name  TEXT    NOT NULL,
    value {int64} NOT NULL,
    CONSTRAINT setting_name PRIMARY KEY (name)
) {clustered};

CREATE TABLE officer (
    id        {int64} NOT NULL,
    login     TEXT    NOT NULL,
    role      TEXT    NOT NULL,
    office_id {int64} NOT NULL REFERENCES office (id),
    created   {int64} NOT NULL,
    version   {int64} NOT NULL,
    CONSTRAINT officer_id PRIMARY KEY (id),
    CONSTRAINT officer_login UNIQUE (login)
) {strict};

-- Ids are issued in blocks, so that issuing one is no write and a server needs nobody for it.
CREATE TABLE id_block (
    name    TEXT    NOT NULL,
    next_id {int64} NOT NULL CHECK (next_id > 0),
    CONSTRAINT id_block_name PRIMARY KEY (name)
) {clustered};
INSERT INTO id_block (name, next_id) VALUES
    ('account', 1), ('application', 1), ('bill', 1), ('officer', 1), ('quota_rule', 1);
