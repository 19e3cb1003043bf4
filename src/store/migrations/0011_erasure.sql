-- When what was filled in was deleted (domain.md 7). The row stays, for its number and its history.
ALTER TABLE application ADD COLUMN erased_at {int64};

-- Whose applications are those of accounts that are no more. Nobody signs in to it.
INSERT INTO account (id, contact_index, sealed, created, version)
VALUES (0, CAST('' AS {bytes}), CAST('' AS {bytes}), 0, 0);

-- Drafts that were begun before are looked at like those that begin now, 23 days after.
INSERT INTO timer (due, kind, subject)
SELECT created + 1987200000000, 'draft_warning', id FROM application;

-- The wording of messages is kept for a time only; those that were emptied are not looked at again.
CREATE INDEX inbox_received_at ON inbox (received_at) WHERE length(sealed) > 0;
