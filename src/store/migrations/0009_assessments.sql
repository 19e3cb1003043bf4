-- The form and the rules of documents (002-S2, 2.5, 2.13): reference data, by date.

CREATE TABLE form_section (
    from_date INTEGER NOT NULL,                  -- of the version of the form
    id        TEXT    NOT NULL,
    position  INTEGER NOT NULL,                  -- in the order of the form
    stage     INTEGER NOT NULL CHECK (stage IN (2, 4)),
    asked     TEXT    NOT NULL,                  -- a condition
    CONSTRAINT form_section_from_date_id PRIMARY KEY (from_date, id)
) {clustered};

CREATE TABLE form_field (
    from_date  INTEGER NOT NULL,
    section    TEXT    NOT NULL,
    id         TEXT    NOT NULL,                 -- unique in the whole version
    position   INTEGER NOT NULL,                 -- in the order of its section
    kind       TEXT    NOT NULL,
    required   INTEGER NOT NULL CHECK (required IN (0, 1)),
    asked      TEXT    NOT NULL,
    options    TEXT    NOT NULL,                 -- words with a blank between
    length_max INTEGER NOT NULL CHECK (length_max >= 0),
    rule       TEXT    NOT NULL,
    CONSTRAINT form_field_from_date_id PRIMARY KEY (from_date, id)
) {clustered};

CREATE TABLE document_rule (
    id        TEXT    NOT NULL,                  -- of the requirement
    from_date INTEGER NOT NULL,
    to_date   INTEGER,                           -- exclusive
    position  INTEGER NOT NULL,                  -- in the order in which they are shown
    asked     TEXT    NOT NULL,
    kinds     TEXT    NOT NULL,                  -- words with a blank between; one is enough
    required  INTEGER NOT NULL CHECK (required IN (0, 1)),
    source    TEXT    NOT NULL,
    CONSTRAINT document_rule_id_from_date PRIMARY KEY (id, from_date)
) {clustered};

-- How often what drafts are assessed by was changed. One row.
CREATE TABLE draft_rules (
    id      INTEGER NOT NULL CHECK (id = 1),
    version {int64} NOT NULL,
    CONSTRAINT draft_rules_id PRIMARY KEY (id)
) {clustered};
INSERT INTO draft_rules (id, version) VALUES (1, 0);

-- What an application's answers amount to: found by opening them, which the way of a hold
-- has no time for. `revision` counts all that it rests on.
CREATE TABLE assessment (
    application_id  {int64} NOT NULL REFERENCES application (id),
    revision        {int64} NOT NULL,
    rules           {int64} NOT NULL,            -- the version of draft_rules it was made by
    form_from       INTEGER NOT NULL,            -- the version of the form
    questionnaire   INTEGER NOT NULL CHECK (questionnaire IN (0, 1)),
    documents       INTEGER NOT NULL CHECK (documents IN (0, 1)),
    additional_data INTEGER NOT NULL CHECK (additional_data IN (0, 1)),
    product         INTEGER NOT NULL CHECK (product IN (0, 1)),
    good_until      INTEGER NOT NULL,            -- exclusive, WIB
    visit_from      INTEGER,                     -- the first day on which the visit may be
    CONSTRAINT assessment_application_id PRIMARY KEY (application_id)
) {clustered};

-- Those that were begun before keep what they had; whoever goes on with one has it assessed first.
INSERT INTO assessment (application_id, revision, rules, form_from, questionnaire, documents,
                        additional_data, product, good_until)
SELECT a.id, 0, 0, 0,
       CASE WHEN EXISTS (SELECT 1 FROM answer s
                          WHERE s.application_id = a.id AND s.section = 'questionnaire') THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM document d
                          WHERE d.application_id = a.id AND d.kind = 'id_card') THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM answer s
                          WHERE s.application_id = a.id AND s.section = 'additional_data') THEN 1 ELSE 0 END,
       CASE WHEN a.product IS NULL THEN 0 ELSE 1 END, 0
  FROM application a;

-- When an upload was last sent, attached or let go of: what nobody refers to is kept for a while.
ALTER TABLE upload ADD COLUMN touched {int64} NOT NULL DEFAULT 0;
UPDATE upload SET touched = created;
CREATE INDEX upload_touched ON upload (touched);
CREATE INDEX document_upload_hash ON document (upload_hash);
