-- What the outside world must hear of: written with the change that made it true, sent by a job, at
-- least once; the receiver knows it again by its id (request and number, see outbox.hpp).
CREATE TABLE outbox (
    id             TEXT    NOT NULL,
    topic          TEXT    NOT NULL,
    application_id {int64} NOT NULL,             -- 0 where there is none
    sealed         {bytes} NOT NULL,
    created        {int64} NOT NULL,
    due            {int64} NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT outbox_id PRIMARY KEY (id)
) {clustered};

-- The key leads, since it is a UUIDv7 and grows: rows of one time lie side by side.
CREATE TABLE idempotency (
    key       TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    body_hash {bytes} NOT NULL,
    answer    {bytes},                           -- null only while its use case runs
    attempts  INTEGER NOT NULL DEFAULT 1,
    created   {int64} NOT NULL,
    CONSTRAINT idempotency_key_actor PRIMARY KEY (key, actor)
) {clustered};

-- One row per change of a subject, numbered by its version: who, what, when, from where, by which
-- rule. `leaf` is a salted hash of the rest, for a tree that is built beside the transactions.
CREATE TABLE audit_event (
    kind    TEXT    NOT NULL,                    -- of the subject: application, bill, seat, ...
    subject {int64} NOT NULL,
    version {int64} NOT NULL,
    at      {int64} NOT NULL,
    actor   TEXT    NOT NULL,
    station TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    rule    TEXT    NOT NULL,
    result  TEXT    NOT NULL,                    -- the state reached, or what was set
    salt    {bytes} NOT NULL,
    leaf    {bytes} NOT NULL,
    CONSTRAINT audit_event_kind_subject_version PRIMARY KEY (kind, subject, version)
) {clustered};
