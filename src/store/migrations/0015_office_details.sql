-- What people want to know of a service point before they go there (4.1). What is not known has no
-- row, or is empty.
CREATE TABLE point_detail (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    address       TEXT    NOT NULL,
    phone         TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    unofficial    INTEGER NOT NULL CHECK (unofficial IN (0, 1)),
    CONSTRAINT point_detail_service_point PRIMARY KEY (service_point)
) {clustered};

CREATE TABLE service_hours (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    season        TEXT    NOT NULL CHECK (season IN ('regular', 'ramadan')),
    weekdays      INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),  -- bit 0 is Monday
    from_date     INTEGER NOT NULL,
    to_date       INTEGER,                       -- exclusive
    opens         INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1439),
    closes        INTEGER NOT NULL,
    pause_from    INTEGER,                       -- null: whether there is a break is not known
    pause_to      INTEGER,
    source        TEXT    NOT NULL,
    unofficial    INTEGER NOT NULL CHECK (unofficial IN (0, 1)),
    CONSTRAINT service_hours_service_point_season_weekdays_from_date
        PRIMARY KEY (service_point, season, weekdays, from_date),
    CONSTRAINT service_hours_in_order CHECK (opens < closes)
) {clustered};

CREATE TABLE office_notice (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    id            TEXT    NOT NULL,
    from_date     INTEGER NOT NULL,
    to_date       INTEGER,                       -- exclusive
    text_id       TEXT    NOT NULL,              -- Indonesian
    text_en       TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    unofficial    INTEGER NOT NULL CHECK (unofficial IN (0, 1)),
    CONSTRAINT office_notice_service_point_id PRIMARY KEY (service_point, id)
) {clustered};
