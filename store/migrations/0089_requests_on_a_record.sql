-- depends: 0088_job_questions
-- What waits at the desk on one record, to be asked when the record ends.
CREATE INDEX approval_requests_on_record ON approval_requests (record) WHERE status = 'pending';
