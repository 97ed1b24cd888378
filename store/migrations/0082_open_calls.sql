-- depends: 0086_apps_that_sign_in
-- Open calls: work put out to whoever wants it, the applications for it, what proves the result, templates and reports.

-- Blueprints. body: JSON, the fields of create_open_call, with {{placeholders}}; fills: JSON list of {name, label, kind, required,
-- options, max_length}. searched: name and title as searches compare them.
CREATE TABLE call_templates (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    searched TEXT NOT NULL,
    body TEXT NOT NULL,
    fills TEXT NOT NULL DEFAULT '[]',
    uses INTEGER NOT NULL DEFAULT 0,
    creator_type TEXT NOT NULL CHECK (creator_type IN ('person', 'agent')),
    creator_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX call_templates_by_name ON call_templates (company_id, folded) WHERE deleted_at IS NULL;

-- Amounts in the smallest unit of currency, for one seat. price_min null = a fixed price, which is price_max. per_hour: price_max
-- over estimated_hours, rounded down. attributes, types_of_work, requirements, done, questions: JSON as create_open_call takes
-- them, checked. location, schedule: JSON as create_work_order takes them; country, city, latitude, longitude, start_at: read
-- from there. folded: title and description as searches compare them. folded_title: the title alone.
-- apply_until: null in a draft = 14 days after publishing. sla_due_at: sla_hours after published_at. due_at: the next moment at
-- which something happens by itself, null when nothing does. suspended_from: the status that a suspended call goes back to.
-- hold_id: the money of the free seats; hold_per_seat: what it is for each. version: of any change; terms_version: the version at
-- which its material terms were set. safety_released_at: the operator lets it pass the rules of safety.
CREATE TABLE open_calls (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    creator_type TEXT NOT NULL CHECK (creator_type IN ('person', 'agent')),
    creator_id INTEGER NOT NULL,
    work TEXT NOT NULL CHECK (work IN ('task', 'work_order')),
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    description TEXT,
    folded TEXT NOT NULL,
    start_instructions TEXT,
    category_id INTEGER REFERENCES services (id),
    attributes TEXT NOT NULL DEFAULT '[]',
    types_of_work TEXT NOT NULL DEFAULT '[]',
    location TEXT,
    schedule TEXT,
    country TEXT,
    city TEXT,
    latitude REAL,
    longitude REAL,
    start_at TEXT,
    currency TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 500),
    seats_taken INTEGER NOT NULL DEFAULT 0,
    price_min INTEGER CHECK (price_min > 0),
    price_max INTEGER CHECK (price_max > 0),
    counter_price INTEGER NOT NULL,
    estimated_hours TEXT,
    per_hour INTEGER,
    requirements TEXT NOT NULL DEFAULT '{}',
    done TEXT NOT NULL DEFAULT '[]',
    questions TEXT NOT NULL DEFAULT '[]',
    deadline TEXT,
    deadline_hours INTEGER,
    apply_until TEXT,
    sla_hours INTEGER,
    sla_due_at TEXT,
    max_applications INTEGER NOT NULL DEFAULT 200,
    visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'team')),
    template_id INTEGER REFERENCES call_templates (id),
    status TEXT NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'published', 'closed', 'suspended', 'filled', 'expired', 'cancelled')),
    status_reason TEXT,
    suspended_from TEXT CHECK (suspended_from IN ('published', 'closed')),
    suspended_at TEXT,
    decide_until TEXT,
    due_at TEXT,
    hold_id INTEGER REFERENCES ledger_holds (id),
    hold_per_seat INTEGER CHECK (hold_per_seat > 0),
    version INTEGER NOT NULL DEFAULT 1,
    terms_version INTEGER NOT NULL DEFAULT 1,
    safety_released_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    published_at TEXT,
    first_accepted_at TEXT,
    ended_at TEXT,
    CHECK (seats_taken BETWEEN 0 AND seats),
    CHECK (price_min IS NULL OR price_min <= price_max),
    CHECK (deadline IS NULL OR deadline_hours IS NULL),
    CHECK ((status = 'suspended') = (suspended_from IS NOT NULL)),
    CHECK ((hold_id IS NOT NULL) = (status IN ('published', 'closed', 'suspended'))),
    CHECK ((ended_at IS NOT NULL) = (status IN ('filled', 'expired', 'cancelled')))
) STRICT;
CREATE INDEX open_calls_by_company ON open_calls (company_id, status, id);
CREATE INDEX open_calls_by_creation ON open_calls (company_id, created_at, id);
CREATE INDEX open_calls_found ON open_calls (published_at, id) WHERE status = 'published';
CREATE INDEX open_calls_due ON open_calls (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX open_calls_by_template ON open_calls (template_id);

-- The call that a task came of; its money is set aside from the order on.
ALTER TABLE tasks ADD COLUMN open_call_id INTEGER REFERENCES open_calls (id);

-- The skills a call asks for, as its requirements name them too.
CREATE TABLE open_call_skills (
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    skill_id INTEGER NOT NULL REFERENCES skills (id),
    PRIMARY KEY (open_call_id, skill_id)
) STRICT;
CREATE INDEX open_call_skills_by_skill ON open_call_skills (skill_id, open_call_id);

-- The hosts of the web addresses that a call names.
CREATE TABLE open_call_hosts (
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    host TEXT NOT NULL,
    PRIMARY KEY (open_call_id, host)
) STRICT;

-- What happened to a call, for its company. actor null = by itself.
CREATE TABLE open_call_history (
    id INTEGER PRIMARY KEY,
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    from_status TEXT,
    to_status TEXT NOT NULL,
    reason TEXT,
    actor_type TEXT,
    actor_id INTEGER,
    tool TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX open_call_history_by_call ON open_call_history (open_call_id, id);

-- The material terms as they stood from a version on: JSON {name: value}. To show what changed since a version somebody saw.
CREATE TABLE open_call_terms (
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    version INTEGER NOT NULL,
    terms TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (open_call_id, version)
) STRICT;

-- price: what the person asks for one seat, null = the call's price_max. links, answers: JSON lists of {key, url}, {key, value}.
-- seen_version: the call's version that the person saw when they sent it; below the call's terms_version it does not count, and
-- it lapses at send_again_by. agreed_price, result_type, result_id: what it became. terms_version_refused: the call's terms_version
-- when it was refused. drafted_by_agent_id: the agent that wrote it.
CREATE TABLE open_call_applications (
    id INTEGER PRIMARY KEY,
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    company_id INTEGER NOT NULL REFERENCES companies (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    letter TEXT,
    price INTEGER CHECK (price > 0),
    currency TEXT NOT NULL,
    hours TEXT,
    links TEXT NOT NULL DEFAULT '[]',
    answers TEXT NOT NULL DEFAULT '[]',
    available_from TEXT,
    status TEXT NOT NULL CHECK (status IN ('unsent', 'pending', 'shortlisted', 'accepted', 'refused', 'withdrawn')),
    refuse_reason TEXT,
    said TEXT,
    shortlist_rank INTEGER,
    drafted_by_agent_id INTEGER REFERENCES agents (id),
    seen_version INTEGER NOT NULL,
    send_again_by TEXT,
    terms_version_refused INTEGER,
    agreed_price INTEGER,
    result_type TEXT CHECK (result_type IN ('task', 'work_order')),
    result_id INTEGER,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    decided_at TEXT,
    decided_by_type TEXT,
    decided_by_id INTEGER,
    CHECK ((status = 'unsent') <= (sent_at IS NULL)),
    CHECK ((status = 'shortlisted') = (shortlist_rank IS NOT NULL)),
    CHECK ((status = 'accepted') = (result_id IS NOT NULL)),
    CHECK ((result_id IS NULL) = (result_type IS NULL))
) STRICT;
CREATE UNIQUE INDEX open_call_applications_live ON open_call_applications (open_call_id, person_id)
    WHERE status IN ('unsent', 'pending', 'shortlisted');
CREATE INDEX open_call_applications_by_call ON open_call_applications (open_call_id, status, id);
CREATE INDEX open_call_applications_by_person ON open_call_applications (person_id, status, id);
CREATE INDEX open_call_applications_by_creation ON open_call_applications (person_id, created_at);
CREATE INDEX open_call_applications_by_agent ON open_call_applications (drafted_by_agent_id, id);
CREATE UNIQUE INDEX open_call_applications_by_result ON open_call_applications (result_type, result_id);
CREATE INDEX open_call_applications_lapsing ON open_call_applications (send_again_by, id) WHERE send_again_by IS NOT NULL;

-- The definition of done of accepted work, copied from the call at acceptance. position: its place in the call's list. count: how
-- many pieces it takes. latitude, longitude: the place of the work, where it has one.
CREATE TABLE done_items (
    id INTEGER PRIMARY KEY,
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    record_type TEXT NOT NULL CHECK (record_type IN ('task', 'work_order')),
    record_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    evidence TEXT NOT NULL CHECK (evidence IN ('photo', 'gps', 'link', 'file', 'text')),
    required INTEGER NOT NULL CHECK (required IN (0, 1)),
    count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 20),
    within_m INTEGER NOT NULL CHECK (within_m BETWEEN 10 AND 5000),
    latitude REAL,
    longitude REAL,
    UNIQUE (record_type, record_id, key)
) STRICT;
CREATE INDEX done_items_by_call ON done_items (open_call_id);

-- Pieces of proof. taken_at, latitude, longitude: as sent or as read from the photo, never as proof.
CREATE TABLE done_evidence (
    id INTEGER PRIMARY KEY,
    done_item_id INTEGER NOT NULL REFERENCES done_items (id),
    record_type TEXT NOT NULL CHECK (record_type IN ('task', 'work_order')),
    record_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'gps', 'link', 'file', 'text')),
    file_id INTEGER REFERENCES files (id),
    url TEXT,
    text TEXT,
    latitude REAL,
    longitude REAL,
    accuracy_m INTEGER,
    taken_at TEXT,
    distance_m INTEGER,
    place_ok INTEGER CHECK (place_ok IN (0, 1)),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX done_evidence_by_record ON done_evidence (record_type, record_id, id);
CREATE INDEX done_evidence_by_item ON done_evidence (done_item_id, id);
CREATE INDEX done_evidence_by_file ON done_evidence (file_id) WHERE file_id IS NOT NULL;

-- What somebody has against a call. counts: whether it counts for the threshold. answered_at: when the operator answered.
CREATE TABLE open_call_reports (
    id INTEGER PRIMARY KEY,
    open_call_id INTEGER NOT NULL REFERENCES open_calls (id),
    reporter_type TEXT NOT NULL CHECK (reporter_type IN ('person', 'agent')),
    reporter_id INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN
        ('illegal', 'dangerous', 'identity_misuse', 'advertising', 'below_pay_floor', 'not_paid', 'other')),
    text TEXT,
    file_ids TEXT NOT NULL DEFAULT '[]',
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    at TEXT NOT NULL,
    answered_at TEXT,
    UNIQUE (open_call_id, reporter_type, reporter_id)
) STRICT;
CREATE INDEX open_call_reports_by_reporter ON open_call_reports (reporter_type, reporter_id, at);

-- The least that an hour of work pays, by country; '*' for all others. example: as shipped, for the operator to fill.
CREATE TABLE pay_floors (
    country TEXT PRIMARY KEY,
    currency TEXT NOT NULL,
    per_hour TEXT NOT NULL,
    example INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO pay_floors (country, currency, per_hour, example) VALUES
    ('US', 'USD', '15.00', 1), ('DE', 'EUR', '13.90', 1), ('FI', 'EUR', '12.00', 1), ('*', 'USD', '5.00', 1);

-- Work that may not be put out. needs: JSON list of lists of phrases; a kind is hit when every list has a phrase in the text.
CREATE TABLE forbidden_kinds (
    code TEXT PRIMARY KEY,
    needs TEXT NOT NULL,
    example INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO forbidden_kinds (code, needs, example) VALUES
    ('bypass_human_check', '[["captcha", "one time code", "otp", "verification code", "selfie check"], ["solve", "read out", "forward", "on behalf of", "for someone else"]]', 1),
    ('account_for_others', '[["open", "register", "rent", "lend"], ["bank account", "exchange account", "sim card", "ad account"]]', 1),
    ('reshipping', '[["receive", "accept", "pick up"], ["parcel", "package"], ["forward", "reship", "send on", "relabel"]]', 1),
    ('cash_mule', '[["withdraw", "collect", "carry", "deposit"], ["cash", "gift card", "gift cards"], ["send", "transfer", "hand over", "crypto"]]', 1),
    ('follow_person', '[["follow", "photograph", "watch", "stake out"], ["person", "neighbour", "her", "him", "ex", "employee"], ["without", "secretly", "unnoticed"]]', 1),
    ('fake_review', '[["write", "post", "leave"], ["review", "reviews", "rating"], ["five star", "5 star", "positive", "even if", "never visited"]]', 1);
