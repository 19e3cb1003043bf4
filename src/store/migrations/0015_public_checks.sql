-- Questions about an application by people without an account, counted.
ALTER TABLE address_try ADD COLUMN statuses INTEGER NOT NULL DEFAULT 0;  -- asked for
CREATE TABLE status_try (
    number_index {bytes} NOT NULL,               -- blind, of a number that there may not be
    date         INTEGER NOT NULL,               -- WIB
    tries        INTEGER NOT NULL,
    CONSTRAINT status_try_number_index_date PRIMARY KEY (number_index, date)
) {clustered};

-- Under whose name papers are printed, from when on.
CREATE TABLE letterhead (
    from_date   INTEGER NOT NULL,                -- WIB
    ministry    TEXT    NOT NULL,
    directorate TEXT    NOT NULL,
    CONSTRAINT letterhead_from_date PRIMARY KEY (from_date)
) {clustered};
