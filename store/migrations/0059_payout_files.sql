-- depends: 0039_spending_by_time 0051_payouts
-- Payment files that were made of payouts, as they were handed out.

-- id: the file's number. message_id: what the bank knows the file by, the same for ever. sealed: its bytes, sealed with the
-- installation's key, as whole account numbers stand in them; sha256: of the bytes as they were. control_sum: of all amounts,
-- whatever their currencies, as it stands in the file.
CREATE TABLE payout_files (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    sealed TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    payments INTEGER NOT NULL CHECK (payments > 0),
    control_sum TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER payout_files_no_update BEFORE UPDATE ON payout_files
BEGIN SELECT RAISE(ABORT, 'a payment file stays as it was made'); END;
CREATE TRIGGER payout_files_no_delete BEFORE DELETE ON payout_files
BEGIN SELECT RAISE(ABORT, 'a payment file stays'); END;

-- What a file says of a payout, each in one file at most. end_to_end_id: what both banks call the payment; name, text: as they
-- were sent; day: when it is carried out.
CREATE TABLE payout_file_lines (
    payout_id INTEGER PRIMARY KEY REFERENCES payouts (id),
    file_id INTEGER NOT NULL REFERENCES payout_files (id),
    end_to_end_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX payout_file_lines_by_file ON payout_file_lines (file_id);
CREATE TRIGGER payout_file_lines_no_update BEFORE UPDATE OF payout_id, file_id, end_to_end_id, day ON payout_file_lines
BEGIN SELECT RAISE(ABORT, 'a payout is in one payment file, for ever'); END;
CREATE TRIGGER payout_file_lines_no_delete BEFORE DELETE ON payout_file_lines
BEGIN SELECT RAISE(ABORT, 'a payout is in one payment file, for ever'); END;
