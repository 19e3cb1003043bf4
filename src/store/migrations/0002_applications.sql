-- Everything about a person is sealed (base/crypto.hpp) under a key that lies elsewhere; what stands
-- here in plain text are states, offices, dates, types, products and amounts.

CREATE TABLE account (
    id            {int64} NOT NULL,
    contact_index {bytes} NOT NULL,              -- blind
    sealed        {bytes} NOT NULL,
    created       {int64} NOT NULL,
    version       {int64} NOT NULL,
    CONSTRAINT account_id PRIMARY KEY (id),
    CONSTRAINT account_contact_index UNIQUE (contact_index)
) {strict};

CREATE TABLE sign_in_code (
    contact_index {bytes} NOT NULL,
    code_hash     {bytes} NOT NULL,
    expires_at    {int64} NOT NULL,
    attempts_left INTEGER NOT NULL CHECK (attempts_left >= 0),
    sent          INTEGER NOT NULL,              -- in the hour that began at window_start
    window_start  {int64} NOT NULL,
    CONSTRAINT sign_in_code_contact_index PRIMARY KEY (contact_index)
) {clustered};

CREATE TABLE session (
    token_hash {bytes} NOT NULL,
    account_id {int64} NOT NULL REFERENCES account (id),
    created    {int64} NOT NULL,
    expires_at {int64} NOT NULL,
    CONSTRAINT session_token_hash PRIMARY KEY (token_hash)
) {clustered};
CREATE INDEX session_account_id ON session (account_id);

-- One row per application, for ever. `state` and `version` are those of an application at rest (a
-- draft, or ended); while there is a row in live_application they stand there instead.
CREATE TABLE application (
    id              {int64} NOT NULL,
    account_id      {int64} NOT NULL REFERENCES account (id),
    channel         TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    version         {int64} NOT NULL,
    created         {int64} NOT NULL,
    nik_index       {bytes},                     -- blind; of the last check that was VALID
    nik_verified_at {int64},
    type            TEXT,
    product         TEXT,
    validity_years  INTEGER,
    CONSTRAINT application_id PRIMARY KEY (id)
) {strict};
CREATE INDEX application_account_id ON application (account_id);

-- Hot and lean: from HELD until the end (D8). One row per person in the whole country.
CREATE TABLE live_application (
    id            {int64} NOT NULL,
    nik_index     {bytes} NOT NULL,
    state         TEXT    NOT NULL,
    version       {int64} NOT NULL,
    service_point {int64},                       -- the seat; null while it holds none
    date          INTEGER,
    pool          TEXT,
    slot          INTEGER,
    sequence      {int64},
    deadline      {int64},                       -- of the hold or the bill
    bill_id       {int64},                       -- open or paid
    paid_at       {int64},
    first_visit   INTEGER,                       -- the date first paid for (D6)
    reschedules   INTEGER NOT NULL DEFAULT 0 CHECK (reschedules >= 0),
    CONSTRAINT live_application_id PRIMARY KEY (id),
    CONSTRAINT live_application_nik_index UNIQUE (nik_index)
) {strict};
CREATE INDEX live_application_visit ON live_application (service_point, date, slot);

CREATE TABLE answer (
    application_id {int64} NOT NULL REFERENCES application (id),
    section        TEXT    NOT NULL,
    version        {int64} NOT NULL,
    saved_at       {int64} NOT NULL,
    sealed         {bytes} NOT NULL,
    CONSTRAINT answer_application_id_section PRIMARY KEY (application_id, section)
) {clustered};

CREATE TABLE upload (
    account_id {int64} NOT NULL REFERENCES account (id),
    hash       {bytes} NOT NULL,                 -- of what was sent, under the account's own key
    blob       TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    pages      INTEGER NOT NULL,
    hints      TEXT    NOT NULL,
    created    {int64} NOT NULL,
    CONSTRAINT upload_account_id_hash PRIMARY KEY (account_id, hash)
) {clustered};

CREATE TABLE document (
    application_id {int64} NOT NULL REFERENCES application (id),
    kind           TEXT    NOT NULL,
    upload_hash    {bytes} NOT NULL,
    attached       {int64} NOT NULL,
    CONSTRAINT document_application_id_kind PRIMARY KEY (application_id, kind)
) {clustered};

CREATE TABLE blob (
    name    TEXT    NOT NULL,
    content {bytes} NOT NULL,
    CONSTRAINT blob_name PRIMARY KEY (name)
) {strict};

-- Tries of one NIK on one day: at the civil registry (D9) and of holding a place (D5).
CREATE TABLE nik_try (
    nik_index {bytes} NOT NULL,
    date      INTEGER NOT NULL,                  -- of checks WIB, of holds the office's
    checks    INTEGER NOT NULL DEFAULT 0,
    holds     INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT nik_try_nik_index_date PRIMARY KEY (nik_index, date)
) {clustered};
