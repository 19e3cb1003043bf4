-- Money that is owed back, until it went back (R6, D4). The payment's outcome says where it stands;
-- here is what the treasury did about it.
CREATE TABLE refund (
    id          {int64} NOT NULL,                -- from the payment's own name
    provider    TEXT    NOT NULL,
    reference   TEXT    NOT NULL,
    office_id   {int64} NOT NULL,                -- whose place was paid for; 0: no bill has the code
    state       TEXT    NOT NULL CHECK (state IN ('due', 'approved', 'paid', 'refused')),
    reason      TEXT    NOT NULL,                -- of a refusal
    opened_at   {int64} NOT NULL,
    approved_by {int64} NOT NULL,                -- officer; 0: nobody
    decided_at  {int64},
    version     {int64} NOT NULL,
    CONSTRAINT refund_id PRIMARY KEY (id),
    CONSTRAINT refund_provider_reference UNIQUE (provider, reference),
    CONSTRAINT refund_approved CHECK ((state IN ('approved', 'paid')) = (approved_by <> 0))
) {strict};
CREATE INDEX refund_state ON refund (state, opened_at, id);

INSERT INTO refund (id, provider, reference, office_id, state, reason, opened_at, approved_by, version)
SELECT row_number() OVER (ORDER BY p.received_at, p.provider, p.reference), p.provider, p.reference,
       COALESCE((SELECT s.office_id FROM bill b JOIN service_point s ON s.id = b.service_point
                  WHERE b.id = p.bill_id), 0),
       'due', 'none', p.received_at, 0, 0
  FROM payment p WHERE p.outcome = 'refund_due';

CREATE INDEX payment_bank_time ON payment (bank_time);

-- A day at the bank as its statement had it, line by line.
CREATE TABLE statement_line (
    date         INTEGER NOT NULL,               -- in Western Indonesian time, by the bank's clock
    position     {int64} NOT NULL,
    provider     TEXT    NOT NULL,
    reference    TEXT    NOT NULL,
    billing_code TEXT    NOT NULL,
    amount       {int64} NOT NULL,
    bank_time    {int64} NOT NULL,
    CONSTRAINT statement_line_date_position PRIMARY KEY (date, position)
) {clustered};

-- Days that were compared with the bank's statement.
CREATE TABLE reconciliation (
    date          INTEGER NOT NULL,
    lines         {int64} NOT NULL,
    amount        {int64} NOT NULL,              -- of all lines
    differences   {int64} NOT NULL,              -- of this day, over all comparisons
    asked_at      {int64},                       -- somebody wants it compared once more
    reconciled_at {int64},
    CONSTRAINT reconciliation_date PRIMARY KEY (date)
) {clustered};
CREATE INDEX reconciliation_asked_at ON reconciliation (asked_at);

-- What the bank and our books do not agree on.
CREATE TABLE difference (
    id          {int64} NOT NULL,                -- from date, kind and the payment's own name
    date        INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('missing_with_us', 'missing_at_bank', 'other_amount',
                                                 'other_time', 'twice')),
    provider    TEXT    NOT NULL,
    reference   TEXT    NOT NULL,
    office_id   {int64} NOT NULL,                -- 0: no bill has the code
    bank_amount {int64},
    bank_time   {int64},
    our_amount  {int64},
    our_time    {int64},
    state       TEXT    NOT NULL CHECK (state IN ('open', 'settled', 'explained')),
    explanation TEXT    NOT NULL,
    found_at    {int64} NOT NULL,
    version     {int64} NOT NULL,
    CONSTRAINT difference_id PRIMARY KEY (id)
) {strict};
CREATE INDEX difference_state ON difference (state, found_at, id);
CREATE INDEX difference_date ON difference (date);
