CREATE TABLE bill (
    id             {int64} NOT NULL,
    application_id {int64} NOT NULL REFERENCES application (id),
    amount         {int64} NOT NULL CHECK (amount >= 0),        -- frozen (2.4)
    basis          TEXT    NOT NULL,
    issued_at      {int64} NOT NULL,
    deadline       {int64} NOT NULL,             -- inclusive, by the bank's time (D4)
    state          TEXT    NOT NULL,
    service_point  {int64} NOT NULL,             -- the place it was issued for
    date           INTEGER NOT NULL,
    pool           TEXT    NOT NULL,
    slot           INTEGER NOT NULL,
    paid_at        {int64},
    state_receipt  TEXT,
    version        {int64} NOT NULL,
    CONSTRAINT bill_id PRIMARY KEY (id)
) {strict};
-- 002-A3: one open or paid bill per application.
CREATE UNIQUE INDEX bill_application_id ON bill (application_id) WHERE state IN ('open', 'paid');
CREATE INDEX bill_of_application ON bill (application_id);

-- What the bank says came in, known again by its own reference: exactly one outcome each (D4).
CREATE TABLE payment (
    provider       TEXT    NOT NULL,
    reference      TEXT    NOT NULL,
    bill_id        {int64} NOT NULL,
    application_id {int64} NOT NULL,
    amount         {int64} NOT NULL,
    bank_time      {int64} NOT NULL,
    received_at    {int64} NOT NULL,
    outcome        TEXT    NOT NULL CHECK (outcome IN ('applied', 'refund_due', 'refunded', 'forfeited')),
    CONSTRAINT payment_provider_reference PRIMARY KEY (provider, reference)
) {clustered};
CREATE INDEX payment_application_id ON payment (application_id);

-- Double entry: the amounts of one posting add up to nothing.
CREATE TABLE ledger_entry (
    provider  TEXT    NOT NULL,
    reference TEXT    NOT NULL,
    line      INTEGER NOT NULL,
    account   TEXT    NOT NULL,
    amount    {int64} NOT NULL,                  -- debit above zero, credit below
    posted_at {int64} NOT NULL,
    CONSTRAINT ledger_entry_provider_reference_line PRIMARY KEY (provider, reference, line)
) {clustered};

-- What outside systems told us, as they told it, and what they were answered.
CREATE TABLE inbox (
    provider    TEXT    NOT NULL,
    external_id TEXT    NOT NULL,
    sealed      {bytes} NOT NULL,
    answer      TEXT    NOT NULL,
    received_at {int64} NOT NULL,
    CONSTRAINT inbox_provider_external_id PRIMARY KEY (provider, external_id)
) {clustered};
