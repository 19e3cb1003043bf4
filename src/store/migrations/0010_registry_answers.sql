-- What the civil registry said about stage 1 (3.3): its answer per field, never its record, sealed
-- with the application. The last question of an application, for that version of its identity.
CREATE TABLE nik_check (
    application_id {int64} NOT NULL REFERENCES application (id),
    version        {int64} NOT NULL,             -- of the identity section that was asked about
    nik_index      {bytes} NOT NULL,             -- blind
    state          TEXT    NOT NULL CHECK (state IN ('pending', 'answered', 'given_up')),
    asked_at       {int64} NOT NULL,
    answered_at    {int64},
    sealed         {bytes},                      -- the answer, at "nik_check/<application>/<version>"
    CONSTRAINT nik_check_application_id PRIMARY KEY (application_id)
) {clustered};

-- Whether the issuing system knows an earlier passport of the NIK that was found VALID (D10).
CREATE TABLE passport_record (
    application_id {int64} NOT NULL REFERENCES application (id),
    nik_index      {bytes} NOT NULL,             -- blind; of another NIK it counts for nothing
    state          TEXT    NOT NULL CHECK (state IN ('pending', 'none', 'known', 'unavailable')),
    asked_at       {int64} NOT NULL,             -- since when billing waits
    answered_at    {int64},
    sealed         {bytes},                      -- of one that is known, at "passport_record/<application>"
    CONSTRAINT passport_record_application_id PRIMARY KEY (application_id)
) {clustered};

-- Whoever was verified before there was this question is as if it had not been answered.
INSERT INTO passport_record (application_id, nik_index, state, asked_at)
SELECT id, nik_index, 'unavailable', nik_verified_at FROM application
 WHERE nik_index IS NOT NULL AND nik_verified_at IS NOT NULL;

-- While an outside system is down, what waits for it is not read at every look.
CREATE INDEX outbox_due ON outbox (due);
