-- The accelerated service (6.4, 000-13): who takes it through the app, from when to when, and when
-- people come for it. Whether an application wants it is plain, as its product is.
CREATE TABLE accelerated_service (
    service_point {int64} NOT NULL REFERENCES service_point (id),
    from_date     INTEGER NOT NULL,
    to_date       INTEGER,                       -- exclusive
    arrive_from   INTEGER NOT NULL CHECK (arrive_from BETWEEN 0 AND 1439),
    arrive_before INTEGER NOT NULL CHECK (arrive_before BETWEEN 1 AND 1440),
    CONSTRAINT accelerated_service_service_point_from_date PRIMARY KEY (service_point, from_date)
) {clustered};

ALTER TABLE application
    ADD COLUMN accelerated INTEGER NOT NULL DEFAULT 0 CHECK (accelerated IN (0, 1));

-- Part of `amount`, on a basis of its own; one bill for both (002-A3).
ALTER TABLE bill ADD COLUMN surcharge {int64} NOT NULL DEFAULT 0 CHECK (surcharge >= 0);
ALTER TABLE bill ADD COLUMN surcharge_basis TEXT NOT NULL DEFAULT '';
