-- depends: 0071_base
-- The index of people search: the roots of the words and marks that a listing is found by (store/search/dialect.py).

CREATE TABLE specialist_index (
    id BIGINT PRIMARY KEY REFERENCES specialist_listings (id),
    words TSVECTOR NOT NULL
);
-- What is found must be found at once: nothing waits to be taken into the index.
CREATE INDEX specialist_index_by_word ON specialist_index USING gin (words) WITH (fastupdate = off);
