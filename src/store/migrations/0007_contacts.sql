-- An account has several contacts, each confirmed by a code; whoever confirms one signs in to it.
-- The columns contact_index and sealed of account were its only contact; nothing reads them now, and
-- a new account has there what is nobody's contact.
CREATE TABLE contact (
    contact_index {bytes} NOT NULL,              -- blind
    account_id    {int64} NOT NULL REFERENCES account (id),
    sealed        {bytes} NOT NULL,
    confirmed     {int64} NOT NULL,
    CONSTRAINT contact_contact_index PRIMARY KEY (contact_index)
) {clustered};
CREATE INDEX contact_account_id ON contact (account_id);
INSERT INTO contact (contact_index, account_id, sealed, confirmed)
    SELECT contact_index, id, sealed, created FROM account;

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT 'other';
ALTER TABLE session ADD COLUMN last_used {int64} NOT NULL DEFAULT 0;   -- coarse; 0: as it was begun

-- What came from one network address within the hour that began at window_start. The bucket is a
-- short keyed hash, so the table has a bound, and nobody's address stands in it.
CREATE TABLE address_try (
    bucket       {int64} NOT NULL,
    window_start {int64} NOT NULL,
    codes        INTEGER NOT NULL,               -- asked for
    wrong        INTEGER NOT NULL,               -- codes and passwords that were wrong
    CONSTRAINT address_try_bucket PRIMARY KEY (bucket)
) {clustered};

-- Whom a notice is for that is about no application; 0: nobody.
ALTER TABLE outbox ADD COLUMN account_id {int64} NOT NULL DEFAULT 0;
