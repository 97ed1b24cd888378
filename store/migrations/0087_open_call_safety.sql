-- depends: 0082_open_calls
-- What searches of open calls look through: the published ones, kept in step by the calls themselves. When and where a picture
-- for a job says it was taken. And when a company was mailed of people who applied.

-- A published call. id: ascends with the time of publishing. happens_at: when the work starts or is due, null where that
-- depends on when somebody is accepted. lapses_at: from when on it takes nobody by itself, whether that was noted or not.
CREATE TABLE open_call_listings (
    id INTEGER PRIMARY KEY,
    open_call_id INTEGER NOT NULL UNIQUE REFERENCES open_calls (id),
    company_id INTEGER NOT NULL REFERENCES companies (id),
    team_only INTEGER NOT NULL,
    currency TEXT NOT NULL,
    price_max INTEGER NOT NULL,
    per_hour INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    happens_at TEXT,
    apply_until TEXT NOT NULL,
    lapses_at TEXT NOT NULL
) STRICT;
CREATE INDEX open_call_listings_by_company ON open_call_listings (company_id);
CREATE INDEX open_call_listings_by_pay ON open_call_listings (currency, per_hour, id);
CREATE INDEX open_call_listings_by_price ON open_call_listings (currency, price_max, id);
CREATE INDEX open_call_listings_by_end ON open_call_listings (apply_until, id DESC);

-- The words a listing is found by. marks: what it is and where, a word each, as store/open_calls/listings.py reads them.
CREATE TABLE open_call_texts (
    id INTEGER PRIMARY KEY REFERENCES open_call_listings (id),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    marks TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE open_call_index USING fts5 (
    title, body, marks,
    content = 'open_call_texts', content_rowid = 'id', tokenize = 'porter unicode61', detail = column, columnsize = 0);
CREATE TRIGGER open_call_texts_learned AFTER INSERT ON open_call_texts
BEGIN
    INSERT INTO open_call_index (rowid, title, body, marks) VALUES (NEW.id, NEW.title, NEW.body, NEW.marks);
END;
CREATE TRIGGER open_call_texts_forgotten AFTER DELETE ON open_call_texts
BEGIN
    INSERT INTO open_call_index (open_call_index, rowid, title, body, marks)
    VALUES ('delete', OLD.id, OLD.title, OLD.body, OLD.marks);
END;

-- Of a work order: the country of the place and the cells it lies in, of half a degree, two and eight. Of a task: the countries
-- people may be from. Of both: the skills asked for.
CREATE TRIGGER open_calls_listed AFTER UPDATE OF
    status, title, folded_title, description, folded, requirements, country, latitude, longitude, currency, price_max, per_hour,
    start_at, deadline, apply_until, sla_due_at, first_accepted_at, visibility ON open_calls
WHEN 'published' IN (OLD.status, NEW.status)
BEGIN
    DELETE FROM open_call_texts WHERE id = (SELECT l.id FROM open_call_listings l WHERE l.open_call_id = NEW.id);
    DELETE FROM open_call_listings WHERE open_call_id = NEW.id AND NEW.status <> 'published';
    INSERT INTO open_call_listings (open_call_id, company_id, team_only, currency, price_max, per_hour, latitude, longitude,
                                    happens_at, apply_until, lapses_at)
    SELECT NEW.id, NEW.company_id, NEW.visibility = 'team', NEW.currency, NEW.price_max, coalesce(NEW.per_hour, 0),
           NEW.latitude, NEW.longitude, coalesce(NEW.start_at, NEW.deadline), NEW.apply_until,
           CASE WHEN NEW.first_accepted_at IS NULL AND NEW.sla_due_at < NEW.apply_until THEN NEW.sla_due_at
                ELSE NEW.apply_until END
    WHERE NEW.status = 'published'
    ON CONFLICT (open_call_id) DO UPDATE SET
        team_only = excluded.team_only, currency = excluded.currency, price_max = excluded.price_max,
        per_hour = excluded.per_hour, latitude = excluded.latitude, longitude = excluded.longitude,
        happens_at = excluded.happens_at, apply_until = excluded.apply_until, lapses_at = excluded.lapses_at;
    INSERT INTO open_call_texts (id, title, body, marks)
    SELECT l.id, NEW.folded_title, NEW.folded,
           CASE NEW.work WHEN 'task' THEN 'w0task' ELSE 'w0order' END
           || CASE WHEN NEW.country IS NOT NULL THEN ' c0' || lower(NEW.country) || '0'
                   ELSE coalesce((SELECT group_concat(' c0' || lower(e.value) || '0', '')
                                  FROM json_each(NEW.requirements, '$.countries') e), ' c0any0') END
           || coalesce((SELECT group_concat(' s0' || e.value, '')
                        FROM json_each(NEW.requirements, '$.skill_ids') e), ' s0none0')
           || CASE WHEN NEW.latitude IS NULL THEN '' ELSE
                  ' h0' || CAST((NEW.latitude + 90) * 2 AS INTEGER) || 'x' || CAST((NEW.longitude + 180) * 2 AS INTEGER)
                  || ' t0' || CAST((NEW.latitude + 90) / 2 AS INTEGER) || 'x' || CAST((NEW.longitude + 180) / 2 AS INTEGER)
                  || ' e0' || CAST((NEW.latitude + 90) / 8 AS INTEGER) || 'x' || CAST((NEW.longitude + 180) / 8 AS INTEGER)
              END
    FROM open_call_listings l WHERE l.open_call_id = NEW.id;
END;

-- Nobody vouches for them. taken_at: ISO 8601, with an offset only where the camera noted one.
ALTER TABLE files ADD COLUMN taken_at TEXT;
ALTER TABLE files ADD COLUMN taken_latitude REAL;
ALTER TABLE files ADD COLUMN taken_longitude REAL;

-- When the company was last mailed that people applied: once an hour at most.
ALTER TABLE open_calls ADD COLUMN applications_mailed_at TEXT;
