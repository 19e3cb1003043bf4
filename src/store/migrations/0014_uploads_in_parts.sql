-- Files that come in parts, until they are whole, refused or forgotten.
CREATE TABLE unfinished_upload (
    account_id {int64} NOT NULL REFERENCES account (id),
    hash       {bytes} NOT NULL,                 -- as in upload
    key_name   TEXT    NOT NULL,                 -- whose key seals the parts
    size       INTEGER NOT NULL,                 -- of the whole, as its sender says
    received   INTEGER NOT NULL CHECK (received BETWEEN 0 AND size),
    touched    {int64} NOT NULL,                 -- when the last part came
    CONSTRAINT unfinished_upload_account_id_hash PRIMARY KEY (account_id, hash)
) {clustered};
CREATE INDEX unfinished_upload_touched ON unfinished_upload (touched);

CREATE TABLE upload_part (
    account_id {int64} NOT NULL,
    hash       {bytes} NOT NULL,
    start      INTEGER NOT NULL,                 -- its first byte within the whole
    length     INTEGER NOT NULL,
    blob       TEXT    NOT NULL,
    CONSTRAINT upload_part_account_id_hash_start PRIMARY KEY (account_id, hash, start),
    CONSTRAINT upload_part_of FOREIGN KEY (account_id, hash)
        REFERENCES unfinished_upload (account_id, hash) ON DELETE CASCADE
) {clustered};

-- What a machine read in a picture that is said to be of the old passport.
CREATE TABLE upload_mrz (
    account_id {int64} NOT NULL,
    hash       {bytes} NOT NULL,
    sealed     {bytes},                          -- under the upload's key; null: unreadable
    CONSTRAINT upload_mrz_account_id_hash PRIMARY KEY (account_id, hash),
    CONSTRAINT upload_mrz_of FOREIGN KEY (account_id, hash)
        REFERENCES upload (account_id, hash) ON DELETE CASCADE
) {clustered};
