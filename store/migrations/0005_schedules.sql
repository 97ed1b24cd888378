-- depends: 0001_foundation
-- When people and agents can be booked, what is booked, and all the time that is taken.

-- What a calendar is: 1 personal, 2 a contract's own, 3 external (imported, read-only here); 200 active, 444 gone.
ALTER TABLE calendars ADD COLUMN type_id INTEGER NOT NULL DEFAULT 1;
ALTER TABLE calendars ADD COLUMN status_id INTEGER NOT NULL DEFAULT 200;
ALTER TABLE calendars ADD COLUMN icon TEXT;
ALTER TABLE calendars ADD COLUMN external_id TEXT;
ALTER TABLE calendars ADD COLUMN contract_id INTEGER;
ALTER TABLE calendars ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
CREATE UNIQUE INDEX calendars_slug ON calendars (owner_type, owner_id, slug)
    WHERE deleted_at IS NULL AND slug IS NOT NULL;
CREATE UNIQUE INDEX calendars_default ON calendars (owner_type, owner_id)
    WHERE deleted_at IS NULL AND is_default = 1;
CREATE INDEX calendars_by_contract ON calendars (contract_id) WHERE contract_id IS NOT NULL;

-- The owner's part of a public address (owner_slug/slug), made on first need.
CREATE TABLE owner_slugs (
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    PRIMARY KEY (owner_type, owner_id)
) STRICT;

-- The rules stand in settings (JSON, tools/scheduling/rules/settings.py). A schedule is active until end_at or deleted_at.
-- type_id: 1 appointments, 2 work hours, 3 hire. msp: places in one slot, 0 = no limit. Null payer or payee = default by type.
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    kal_id INTEGER NOT NULL REFERENCES calendars (id),
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    parent_id INTEGER REFERENCES schedules (id),
    type_id INTEGER NOT NULL CHECK (type_id IN (1, 2, 3)),
    label TEXT NOT NULL,
    slug TEXT,
    description TEXT,
    private INTEGER NOT NULL,
    start_at TEXT,
    end_at TEXT,
    timezone TEXT NOT NULL,
    duration INTEGER NOT NULL CHECK (duration BETWEEN 15 AND 1440),
    msp INTEGER NOT NULL DEFAULT 1 CHECK (msp >= 0),
    price INTEGER CHECK (price >= 0),
    price_per TEXT NOT NULL DEFAULT 'slot' CHECK (price_per IN ('slot', 'hour')),
    currency TEXT NOT NULL,
    benefitable_type TEXT CHECK (benefitable_type IN ('user', 'participant')),
    benefitable_id INTEGER,
    billable_type TEXT CHECK (billable_type IN ('user', 'contract')),
    billable_id INTEGER,
    settings TEXT NOT NULL DEFAULT '{}',
    files TEXT NOT NULL DEFAULT '[]',
    participant_id INTEGER,
    contract_id INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    updated_by_type TEXT,
    updated_by_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    CHECK (start_at IS NULL OR end_at IS NULL OR end_at > start_at)
) STRICT;
CREATE INDEX schedules_by_owner ON schedules (owner_type, owner_id, created_at, id);
CREATE INDEX schedules_by_calendar ON schedules (kal_id);
CREATE INDEX schedules_by_parent ON schedules (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX schedules_by_participant ON schedules (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX schedules_by_contract ON schedules (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX schedules_public ON schedules (owner_type, type_id, updated_at, id) WHERE deleted_at IS NULL AND private = 0;
CREATE UNIQUE INDEX schedules_slug ON schedules (owner_type, owner_id, slug)
    WHERE deleted_at IS NULL AND slug IS NOT NULL;

CREATE TABLE schedule_skills (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    skill_id INTEGER NOT NULL REFERENCES skills (id),
    years INTEGER,
    PRIMARY KEY (schedule_id, skill_id)
) STRICT;
CREATE INDEX schedule_skills_by_skill ON schedule_skills (skill_id, schedule_id);

-- role_id: 1 owner, 2 manager, 3 host, 6 observer. The owner's row is always there.
CREATE TABLE schedule_users (
    id INTEGER PRIMARY KEY,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL CHECK (role_id IN (1, 2, 3, 6)),
    read INTEGER NOT NULL CHECK (read BETWEEN 0 AND 2),
    write INTEGER NOT NULL CHECK (write BETWEEN 0 AND 3),
    added_by_type TEXT,
    added_by_id INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (schedule_id, user_type, user_id)
) STRICT;
CREATE INDEX schedule_users_by_user ON schedule_users (user_type, user_id, schedule_id);

-- A proposed change of agreed working hours: it takes effect when the other side accepts. changes: {field: {from, to}}.
CREATE TABLE schedule_corrections (
    id INTEGER PRIMARY KEY,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    participant_id INTEGER NOT NULL,
    proposed_by_type TEXT NOT NULL,
    proposed_by_id INTEGER NOT NULL,
    changes TEXT NOT NULL,
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 200, 400, 444)),
    created_at TEXT NOT NULL,
    answered_by INTEGER,
    answered_at TEXT
) STRICT;
CREATE INDEX schedule_corrections_by_schedule ON schedule_corrections (schedule_id, status_id);
CREATE INDEX schedule_corrections_by_participant ON schedule_corrections (participant_id, status_id);

-- Appointments, entries, charges and deposits (type_id 1 to 4) of calendars, schedules and contracts alike.
-- status_id: 100 pending, 200 confirmed, 400 declined, 444 cancelled, 555 delivered, 777 completed.
-- A type 1 event in 100, 200 or 555 takes its people's time: its hosts', its accepted attendees', and, outside schedules,
-- its owner's. hold_until: past that moment the whole event counts as gone; null as soon as anything in it holds for good.
-- slot: how it came to be in a schedule: 'grid' (booked from the rules) or 'session' (added by hand).
-- pause, buffer_before, buffer_after (minutes) and terms (JSON: the schedule's settings that bind this booking) are
-- copied from the schedule when it is made, so that later changes of the schedule never touch it.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    type_id INTEGER NOT NULL CHECK (type_id IN (1, 2, 3, 4)),
    kind TEXT CHECK (kind IN ('task', 'comment')),
    status_id INTEGER NOT NULL CHECK (status_id IN (100, 200, 400, 444, 555, 777)),
    payment_status_id INTEGER CHECK (payment_status_id IN (100, 200, 300)),
    external_id TEXT,
    kal_schedule_id INTEGER REFERENCES schedules (id),
    kal_id INTEGER REFERENCES calendars (id),
    contract_id INTEGER,
    parent_id INTEGER REFERENCES events (id),
    billable_type TEXT CHECK (billable_type IN ('user', 'contract', 'schedule')),
    billable_id INTEGER,
    benefitable_type TEXT CHECK (benefitable_type IN ('user', 'participant')),
    benefitable_id INTEGER,
    label TEXT NOT NULL,
    description TEXT,
    timezone TEXT NOT NULL DEFAULT 'UTC',
    start_at TEXT,
    end_at TEXT,
    date TEXT,
    duration INTEGER,
    amount INTEGER CHECK (amount >= 0),
    currency TEXT,
    credit INTEGER NOT NULL DEFAULT 0,
    private INTEGER NOT NULL DEFAULT 0,
    slot TEXT CHECK (slot IN ('grid', 'session')),
    bookable INTEGER NOT NULL DEFAULT 1,
    seat_price INTEGER CHECK (seat_price >= 0),
    capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity >= 0),
    seats_taken INTEGER NOT NULL DEFAULT 0 CHECK (seats_taken >= 0),
    hold_until TEXT,
    pause INTEGER NOT NULL DEFAULT 0,
    buffer_before INTEGER NOT NULL DEFAULT 0,
    buffer_after INTEGER NOT NULL DEFAULT 0,
    lead_host_type TEXT,
    lead_host_id INTEGER,
    terms TEXT NOT NULL DEFAULT '{}',
    files TEXT NOT NULL DEFAULT '[]',
    data TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    CHECK (start_at IS NULL OR end_at IS NULL OR end_at > start_at),
    CHECK (capacity = 0 OR seats_taken <= capacity)
) STRICT;
CREATE INDEX events_by_owner ON events (owner_type, owner_id, type_id, end_at);
CREATE INDEX events_by_schedule ON events (kal_schedule_id, end_at) WHERE kal_schedule_id IS NOT NULL;
-- Those that more than one booking may be part of.
CREATE INDEX events_joinable ON events (kal_schedule_id, end_at) WHERE slot = 'session' OR capacity <> 1;
CREATE INDEX events_by_calendar ON events (kal_id, end_at);
CREATE INDEX events_by_contract ON events (contract_id, type_id, start_at) WHERE contract_id IS NOT NULL;
CREATE INDEX events_by_parent ON events (parent_id, created_at) WHERE parent_id IS NOT NULL;
CREATE INDEX events_held ON events (hold_until) WHERE status_id = 100 AND hold_until IS NOT NULL;
CREATE INDEX events_to_deliver ON events (end_at) WHERE status_id = 200 AND type_id = 1;
-- The second line against double booking: one live slot event for a schedule, start and lead host.
CREATE UNIQUE INDEX events_slot ON events (kal_schedule_id, start_at, lead_host_type, lead_host_id)
    WHERE slot IS NOT NULL AND bookable = 1 AND status_id IN (100, 200, 555) AND deleted_at IS NULL;

-- Who serves an event. end_at follows the event by the triggers below, so that busy time is one short index range.
CREATE TABLE event_hosts (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    end_at TEXT,
    UNIQUE (event_id, user_type, user_id)
) STRICT;
CREATE INDEX event_hosts_by_user ON event_hosts (user_type, user_id, end_at);

-- Who comes. A row with status_id is a booking: it has its own state, payment, hold and token; seats counts the places it
-- takes. Rows with booking_id are people who come on somebody's booking (seats 0). end_at follows the event.
CREATE TABLE event_attendees (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    schedule_id INTEGER REFERENCES schedules (id),
    booking_id INTEGER REFERENCES event_attendees (id),
    user_type TEXT CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER,
    email TEXT,
    name TEXT,
    role TEXT NOT NULL DEFAULT 'required' CHECK (role IN ('host', 'required', 'optional')),
    status TEXT NOT NULL DEFAULT 'needs_action' CHECK (status IN ('needs_action', 'accepted', 'declined', 'tentative')),
    status_id INTEGER CHECK (status_id IN (100, 200, 400, 444, 555, 777)),
    seats INTEGER NOT NULL DEFAULT 0 CHECK (seats >= 0),
    answers TEXT NOT NULL DEFAULT '{}',
    note TEXT,
    amount INTEGER CHECK (amount >= 0),
    currency TEXT,
    payment_status_id INTEGER CHECK (payment_status_id IN (100, 200, 300)),
    payer_type TEXT,
    payer_id INTEGER,
    payee_type TEXT,
    payee_id INTEGER,
    hold_until TEXT,
    ledger_hold_id INTEGER,
    escrow INTEGER NOT NULL DEFAULT 0 CHECK (escrow >= 0),
    refund_amount INTEGER,
    token_hash TEXT UNIQUE,
    contract_id INTEGER,
    end_at TEXT,
    invited_at TEXT,
    answered_at TEXT,
    created_at TEXT NOT NULL,
    cancelled_at TEXT,
    cancelled_by TEXT
) STRICT;
CREATE INDEX event_attendees_by_event ON event_attendees (event_id);
CREATE INDEX event_attendees_by_user ON event_attendees (user_type, user_id, end_at);
CREATE INDEX event_attendees_by_email ON event_attendees (lower(email), created_at) WHERE email IS NOT NULL;
CREATE INDEX event_attendees_held ON event_attendees (hold_until) WHERE status_id = 100 AND hold_until IS NOT NULL;

CREATE TRIGGER event_hosts_end AFTER INSERT ON event_hosts
BEGIN UPDATE event_hosts SET end_at = (SELECT end_at FROM events WHERE id = NEW.event_id) WHERE id = NEW.id; END;
CREATE TRIGGER event_attendees_end AFTER INSERT ON event_attendees
BEGIN UPDATE event_attendees SET end_at = (SELECT end_at FROM events WHERE id = NEW.event_id) WHERE id = NEW.id; END;
CREATE TRIGGER events_end AFTER UPDATE OF end_at ON events
BEGIN
    UPDATE event_hosts SET end_at = NEW.end_at WHERE event_id = NEW.id;
    UPDATE event_attendees SET end_at = NEW.end_at WHERE event_id = NEW.id;
END;

-- A contract event shown in a schedule; with block = 1 its time is taken out of that schedule's free slots.
CREATE TABLE schedule_exports (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    contract_id INTEGER,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id),
    kal_id INTEGER,
    show TEXT NOT NULL DEFAULT 'busy' CHECK (show IN ('busy', 'label', 'full')),
    block INTEGER NOT NULL DEFAULT 1,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (event_id, schedule_id)
) STRICT;
CREATE INDEX schedule_exports_by_schedule ON schedule_exports (schedule_id);

-- Time taken by anything that is not an event here: imported outside appointments, assigned work orders.
-- kal_id: the calendar it came in by; null = none, which every check counts.
CREATE TABLE busy_blocks (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'agent')),
    owner_id INTEGER NOT NULL,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    kal_id INTEGER REFERENCES calendars (id),
    source_type TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    CHECK (end_at > start_at)
) STRICT;
CREATE INDEX busy_blocks_by_owner ON busy_blocks (owner_type, owner_id, end_at);
CREATE INDEX busy_blocks_by_source ON busy_blocks (source_type, source_id);
