-- depends: 0005_schedules
-- Finding people: what is searched, who corrected and revealed what; and what people declare as providers of field work.

-- One row for each person and side that can be found: 'offers' with schedules of type 1 and 2, 'hires' with type 3.
-- A row is written anew with the next id whenever the person or a schedule changes, so ids ascend with the last change.
CREATE TABLE specialist_listings (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    side TEXT NOT NULL CHECK (side IN ('offers', 'hires')),
    joined_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (person_id, side)
) STRICT;
CREATE INDEX specialist_listings_by_joined ON specialist_listings (joined_at, id);

-- The words and marks a listing is found by, separated by blanks (store/search/words.py): the texts of the index below.
CREATE TABLE specialist_texts (
    id INTEGER PRIMARY KEY REFERENCES specialist_listings (id),
    tokens TEXT NOT NULL
) STRICT;

-- The public schedules of a listing, with what a search filters and sorts by. price: smallest unit, 0 = free.
-- longest: minutes of the longest slot that may be booked. end_at: as in the schedule.
CREATE TABLE specialist_offers (
    listing_id INTEGER NOT NULL REFERENCES specialist_listings (id),
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    type_id INTEGER NOT NULL,
    kal_id INTEGER NOT NULL,
    price INTEGER NOT NULL,
    currency TEXT NOT NULL,
    msp INTEGER NOT NULL,
    longest INTEGER NOT NULL,
    end_at TEXT,
    PRIMARY KEY (listing_id, schedule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX specialist_offers_by_price ON specialist_offers (currency, price, listing_id, type_id);
CREATE INDEX specialist_offers_by_calendar ON specialist_offers (kal_id, listing_id);

-- Listing ids only, no positions: words are matched, never phrases, and rank is not asked for.
CREATE VIRTUAL TABLE specialist_index USING fts5 (
    tokens, content = 'specialist_texts', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = 'porter ascii tokenchars ''+#'''
);

-- A suggested change of somebody's profile. changes: JSON {field: {"old": ..., "new": ...}}, private old values left out;
-- before: JSON {field: value}, all values it was made against.
CREATE TABLE profile_corrections (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    author_type TEXT NOT NULL CHECK (author_type IN ('person', 'agent')),
    author_id INTEGER NOT NULL,
    changes TEXT NOT NULL,
    before TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'rejected', 'withdrawn')),
    votes_for INTEGER NOT NULL DEFAULT 0 CHECK (votes_for >= 0),
    votes_against INTEGER NOT NULL DEFAULT 0 CHECK (votes_against >= 0),
    decided_at TEXT,
    decided_by INTEGER REFERENCES persons (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    CHECK ((status IN ('approved', 'rejected')) = (decided_at IS NOT NULL)),
    CHECK ((status = 'withdrawn') = (deleted_at IS NOT NULL))
) STRICT;
CREATE INDEX profile_corrections_by_person ON profile_corrections (person_id, status, id);
CREATE INDEX profile_corrections_by_author ON profile_corrections (author_type, author_id, status, id);

CREATE TABLE profile_correction_votes (
    correction_id INTEGER NOT NULL REFERENCES profile_corrections (id),
    voter_id INTEGER NOT NULL REFERENCES persons (id),
    vote INTEGER NOT NULL CHECK (vote IN (0, 1)),
    voted_at TEXT NOT NULL,
    PRIMARY KEY (correction_id, voter_id)
) STRICT, WITHOUT ROWID;

-- Who was shown whose address or number in full. The person shown can see it.
CREATE TABLE contact_reveals (
    id INTEGER PRIMARY KEY,
    viewer_type TEXT NOT NULL CHECK (viewer_type IN ('person', 'agent')),
    viewer_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'phone')),
    created_at TEXT NOT NULL,
    UNIQUE (viewer_type, viewer_id, person_id, channel)
) STRICT;
CREATE INDEX contact_reveals_by_person ON contact_reveals (person_id, id);
CREATE INDEX contact_reveals_by_viewer ON contact_reveals (viewer_type, viewer_id, created_at);

-- What a person declares to be given field work. Without a row, or with active = 0, they are no provider.
-- Coordinates in millionths of a degree. certifications, licenses, equipment: JSON lists; insurance, background_check,
-- drug_test, minimum_rates: JSON objects.
CREATE TABLE provider_profiles (
    person_id INTEGER PRIMARY KEY REFERENCES persons (id),
    active INTEGER NOT NULL DEFAULT 1,
    w2 INTEGER NOT NULL DEFAULT 0,
    company_id INTEGER REFERENCES companies (id),
    city TEXT,
    state TEXT,
    zip TEXT,
    country TEXT,
    latitude_e6 INTEGER CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
    longitude_e6 INTEGER CHECK (longitude_e6 BETWEEN -180000000 AND 180000000),
    max_travel_km INTEGER CHECK (max_travel_km >= 0),
    certifications TEXT NOT NULL DEFAULT '[]',
    licenses TEXT NOT NULL DEFAULT '[]',
    equipment TEXT NOT NULL DEFAULT '[]',
    insurance TEXT,
    background_check TEXT,
    drug_test TEXT,
    minimum_rates TEXT,
    jobs_completed INTEGER NOT NULL DEFAULT 0 CHECK (jobs_completed >= 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((latitude_e6 IS NULL) = (longitude_e6 IS NULL))
) STRICT;
CREATE INDEX provider_profiles_by_place ON provider_profiles (latitude_e6, longitude_e6) WHERE active = 1;

-- type_of_work_id: types_of_work (0008_field_catalog), which comes after this file.
CREATE TABLE provider_types_of_work (
    person_id INTEGER NOT NULL REFERENCES provider_profiles (person_id),
    type_of_work_id INTEGER NOT NULL,
    PRIMARY KEY (person_id, type_of_work_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_types_of_work_by_type ON provider_types_of_work (type_of_work_id, person_id);
