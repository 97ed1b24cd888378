-- depends: 0073_narrow_lists
-- Text in tasks is found by the three-letter pieces it is made of (store/search/trigrams.py). Before each text stands its
-- company as one such piece.

CREATE VIRTUAL TABLE task_text_index USING fts5 (pieces, content = '', tokenize = 'trigram', detail = none, columnsize = 0);
INSERT INTO task_text_index (rowid, pieces)
SELECT x.task_id, char(57344 + t.company_id / 40960000, 57344 + t.company_id / 6400 % 6400, 57344 + t.company_id % 6400, 10)
                  || x.folded
FROM task_texts x JOIN tasks t ON t.id = x.task_id;
