-- depends: 0073_narrow_lists
-- Text in tasks is found by the three-letter pieces it is made of.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX task_texts_pieces ON task_texts USING gin (folded gin_trgm_ops);
