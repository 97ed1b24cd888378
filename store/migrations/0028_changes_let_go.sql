-- depends: 0025_telling
-- How far the feed of changes has been let go of: whoever stands before that has missed something.

CREATE TABLE changes_let_go (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    up_to INTEGER NOT NULL
) STRICT;
INSERT INTO changes_let_go (id, up_to) VALUES (1, 0);
