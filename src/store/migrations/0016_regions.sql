-- Provinces, and regencies and cities within them, by their official codes: "19", "19.02". A code
-- that was withdrawn says which stands for it now; people have had it in their NIK since.
CREATE TABLE civil_region (
    code   TEXT NOT NULL,
    parent TEXT NOT NULL,                        -- '' of a province
    name   TEXT NOT NULL,
    now    TEXT NOT NULL,                        -- '' of a code that is in use
    CONSTRAINT civil_region_code PRIMARY KEY (code)
) {clustered};
CREATE INDEX civil_region_parent ON civil_region (parent);
