-- What people ask an office to decide beside an application (src/domain/office/request.hpp).
CREATE TABLE request (
    id             {int64} NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('claim', 'recovery')),
    name           TEXT    NOT NULL,             -- random: how addresses call it
    account_id     {int64} NOT NULL REFERENCES account (id),   -- who asks
    application_id {int64} NOT NULL,             -- of a claim: of who asks; 0
    nik_index      {bytes} NOT NULL,             -- blind; VALID, for who asks
    target_account {int64},                      -- of a recovery: the account asked for, if there is one
    office_id      {int64} NOT NULL REFERENCES office (id),
    state          TEXT    NOT NULL CHECK (state IN ('open', 'upheld', 'rejected', 'objected')),
    reason         TEXT    NOT NULL,
    sealed         {bytes} NOT NULL,             -- of a recovery: who asks
    created        {int64} NOT NULL,
    decided_at     {int64},
    version        {int64} NOT NULL,
    CONSTRAINT request_id PRIMARY KEY (id),
    CONSTRAINT request_name UNIQUE (name)
) {strict};
-- One open request of a kind per account.
CREATE UNIQUE INDEX request_kind_account_id ON request (kind, account_id) WHERE state = 'open';
CREATE INDEX request_office_id ON request (office_id, kind, state, created);
CREATE INDEX request_nik_index ON request (nik_index, kind, created);
CREATE INDEX request_target_account ON request (target_account);

CREATE TABLE request_evidence (
    request_id  {int64} NOT NULL REFERENCES request (id),
    position    INTEGER NOT NULL,
    account_id  {int64} NOT NULL,
    upload_hash {bytes} NOT NULL,
    CONSTRAINT request_evidence_request_id_position PRIMARY KEY (request_id, position)
) {clustered};

CREATE INDEX request_evidence_upload ON request_evidence (account_id, upload_hash);

-- D8: a NIK that was claimed is kept for who claimed it, so that the stranger is not first again.
CREATE TABLE nik_reservation (
    nik_index  {bytes} NOT NULL,
    account_id {int64} NOT NULL,
    until      {int64} NOT NULL,                 -- exclusive
    CONSTRAINT nik_reservation_nik_index PRIMARY KEY (nik_index)
) {clustered};

INSERT INTO id_block (name, next_id) VALUES ('request', 1);
