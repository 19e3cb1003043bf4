-- Who of an office looked at what of whom, and what for (domain.md 7): one row per look, committed
-- before anything is shown. Numbered by the person's account without gaps, so that a row that was
-- taken out is seen by counting.
CREATE TABLE access_event (
    account_id     {int64} NOT NULL,             -- outlives the account
    number         {int64} NOT NULL CHECK (number > 0),
    application_id {int64} NOT NULL,             -- 0: the account itself
    at             {int64} NOT NULL,
    officer_id     {int64} NOT NULL REFERENCES officer (id),
    role           TEXT    NOT NULL,             -- as it then was, like the office
    office_id      {int64} NOT NULL REFERENCES office (id),
    purpose        TEXT    NOT NULL,
    kinds          TEXT    NOT NULL,             -- of data, with a blank between
    request        TEXT    NOT NULL,             -- whose answer showed it
    CONSTRAINT access_event_account_id_number PRIMARY KEY (account_id, number)
) {clustered};
