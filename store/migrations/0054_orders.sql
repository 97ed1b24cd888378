-- depends: 0039_spending_by_time
-- Orders of a company, their types with the fields that each defines, and a line for every value to find and sort by.

CREATE TABLE order_types (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    found_by TEXT NOT NULL,
    active INTEGER NOT NULL,
    -- The definitions of its fields, in their order, as JSON.
    fields TEXT NOT NULL,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX order_types_by_code ON order_types (company_id, code_key);
CREATE INDEX order_types_by_name ON order_types (company_id, name_key, id);

-- done_at: as it is answered, with its offset; done_at_passed: somebody passed it, so it stays. data: the fields that have a
-- value, as JSON by name.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    order_type_id INTEGER NOT NULL REFERENCES order_types (id),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    ext_code TEXT,
    bp_id TEXT,
    bp_state TEXT,
    state TEXT NOT NULL CHECK (state IN ('to_execute', 'in_progress', 'done')),
    done_at TEXT,
    done_at_passed INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    data TEXT NOT NULL,
    responsible_id INTEGER REFERENCES persons (id),
    found_by TEXT NOT NULL,
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX orders_by_code ON orders (company_id, code_key);
CREATE INDEX orders_by_company ON orders (company_id, id);
CREATE INDEX orders_by_type ON orders (order_type_id, id);
CREATE INDEX orders_by_responsible ON orders (responsible_id) WHERE responsible_id IS NOT NULL;

-- The number last given out in a company, so that none is left out.
CREATE TABLE order_numbers (
    company_id INTEGER PRIMARY KEY REFERENCES companies (id),
    last_number INTEGER NOT NULL
) STRICT;

-- Each value of a field; place counts those of a field that takes several. sort_key: sortable as text, folded of texts.
-- unique_key: where no two orders of the type may have the same.
CREATE TABLE order_values (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    order_type_id INTEGER NOT NULL REFERENCES order_types (id),
    field TEXT NOT NULL,
    place INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    unique_key TEXT,
    PRIMARY KEY (order_id, field, place)
) STRICT;
CREATE INDEX order_values_by_value ON order_values (order_type_id, field, sort_key, order_id);
CREATE UNIQUE INDEX order_values_unique ON order_values (order_type_id, field, unique_key) WHERE unique_key IS NOT NULL;
