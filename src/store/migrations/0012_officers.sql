-- Officers sign in by login and password. The operator gives the first one, which has to be changed.
ALTER TABLE officer ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));

CREATE TABLE officer_password (
    officer_id  {int64} NOT NULL REFERENCES officer (id),
    hash        TEXT    NOT NULL,                -- argon2id (base/password.hpp)
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    set_at      {int64} NOT NULL,
    CONSTRAINT officer_password_officer_id PRIMARY KEY (officer_id)
) {strict};

CREATE TABLE officer_session (
    token_hash {bytes} NOT NULL,
    officer_id {int64} NOT NULL REFERENCES officer (id),
    station    TEXT    NOT NULL,                 -- a counter, a desk: as it names itself
    device     TEXT    NOT NULL,
    created    {int64} NOT NULL,
    expires_at {int64} NOT NULL,
    last_used  {int64} NOT NULL,                 -- to the minute
    CONSTRAINT officer_session_token_hash PRIMARY KEY (token_hash)
) {clustered};
CREATE INDEX officer_session_officer_id ON officer_session (officer_id);

-- Wrong passwords since the last right one, of logins that there are and of others alike.
CREATE TABLE login_try (
    login_index  {bytes} NOT NULL,               -- blind
    wrong        INTEGER NOT NULL,
    last_wrong   {int64} NOT NULL,
    locked_until {int64} NOT NULL,
    CONSTRAINT login_try_login_index PRIMARY KEY (login_index)
) {clustered};
