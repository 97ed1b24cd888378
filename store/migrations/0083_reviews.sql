-- depends: 0086_apps_that_sign_in
-- What both sides of paid work say of each other afterwards, and how the averages are kept. Where the operator sets them,
-- reviews.days, reply_days, prior_mean, prior_weight, per_author and rank_weight stand in settings.

-- One paid piece of work between who pays and who works. work_id: the task, booking, work order or participant of a contract.
-- Work is noted where it ends; status is noted until it was looked at, and none where nobody would review but themselves.
-- reversed: the money went back before due_at.
CREATE TABLE engagements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('task', 'booking', 'work_order', 'contract')),
    work_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    client_type TEXT NOT NULL CHECK (client_type IN ('person', 'agent', 'company')),
    client_id INTEGER NOT NULL,
    worker_type TEXT NOT NULL CHECK (worker_type IN ('person', 'agent')),
    worker_id INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    due_at TEXT,
    status TEXT NOT NULL DEFAULT 'noted' CHECK (status IN ('noted', 'none', 'open', 'revealed', 'lapsed')),
    reversed INTEGER NOT NULL DEFAULT 0 CHECK (reversed IN (0, 1)),
    reminded INTEGER NOT NULL DEFAULT 0 CHECK (reminded IN (0, 1)),
    UNIQUE (kind, work_id),
    CHECK (due_at IS NOT NULL OR status IN ('noted', 'none'))
) STRICT;
CREATE INDEX engagements_noted ON engagements (id) WHERE status = 'noted';
CREATE INDEX engagements_reversed ON engagements (id) WHERE status = 'open' AND reversed = 1;
CREATE INDEX engagements_due ON engagements (due_at, id) WHERE status = 'open';
CREATE INDEX engagements_to_remind ON engagements (due_at, id) WHERE status = 'open' AND reminded = 0;
CREATE INDEX engagements_by_client ON engagements (client_type, client_id, status, due_at, id);
CREATE INDEX engagements_by_worker ON engagements (worker_type, worker_id, status, due_at, id);

-- id: twice that of the engagement, less one on the client's side. So a number says nothing of when, or whether, somebody
-- wrote. overall: in hundredths. written_by: who of the author's side wrote it last.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    engagement_id INTEGER NOT NULL REFERENCES engagements (id),
    side TEXT NOT NULL CHECK (side IN ('client', 'worker')),
    kind TEXT NOT NULL,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    about_type TEXT NOT NULL,
    about_id INTEGER NOT NULL,
    written_by_type TEXT NOT NULL,
    written_by_id INTEGER NOT NULL,
    overall INTEGER NOT NULL CHECK (overall BETWEEN 100 AND 500),
    quality INTEGER CHECK (quality BETWEEN 1 AND 5),
    communication INTEGER CHECK (communication BETWEEN 1 AND 5),
    punctuality INTEGER CHECK (punctuality BETWEEN 1 AND 5),
    payment INTEGER CHECK (payment BETWEEN 1 AND 5),
    would_again INTEGER CHECK (would_again IN (0, 1)),
    text TEXT NOT NULL DEFAULT '',
    operator_note TEXT,
    status TEXT NOT NULL CHECK (status IN ('hidden', 'revealed', 'removed', 'dropped')),
    written_at TEXT NOT NULL,
    revealed_at TEXT,
    reply TEXT,
    replied_at TEXT,
    replied_by_type TEXT,
    replied_by_id INTEGER,
    UNIQUE (engagement_id, side),
    CHECK ((status IN ('revealed', 'removed')) = (revealed_at IS NOT NULL)),
    CHECK ((reply IS NULL) = (replied_at IS NULL))
) STRICT;
CREATE INDEX reviews_about ON reviews (about_type, about_id, revealed_at, id) WHERE revealed_at IS NOT NULL;
CREATE INDEX reviews_of_author ON reviews (author_type, author_id, written_at, id);
CREATE INDEX reviews_between ON reviews (about_type, about_id, author_type, author_id, revealed_at, id)
    WHERE status = 'revealed';

-- What readers find wrong with a review, for the operator.
CREATE TABLE review_reports (
    id INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL REFERENCES reviews (id),
    by_type TEXT NOT NULL,
    by_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'upheld', 'dismissed')),
    created_at TEXT NOT NULL,
    decided_at TEXT,
    CHECK ((status = 'open') = (decided_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX review_reports_open ON review_reports (review_id, by_type, by_id) WHERE status = 'open';
CREATE INDEX review_reports_waiting ON review_reports (created_at, id) WHERE status = 'open';
CREATE INDEX review_reports_by_reporter ON review_reports (by_type, by_id, created_at);

-- Of what one author side said of somebody, the newest few count: how many those are, and the sum of their overall.
CREATE TABLE review_counters (
    about_type TEXT NOT NULL,
    about_id INTEGER NOT NULL,
    author_type TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    sum INTEGER NOT NULL,
    PRIMARY KEY (about_type, about_id, author_type, author_id)
) STRICT;

-- The same for all authors together. rank: how far the score is from the prior
-- mean, in hundredths, by the settings of that time; null where it is not.
CREATE TABLE review_subjects (
    about_type TEXT NOT NULL,
    about_id INTEGER NOT NULL,
    count INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    rank INTEGER,
    PRIMARY KEY (about_type, about_id)
) STRICT;

-- rank: that of the person.
ALTER TABLE specialist_listings ADD COLUMN rank INTEGER;
CREATE INDEX specialist_listings_by_rank ON specialist_listings (rank) WHERE rank IS NOT NULL;
