-- depends: 0089_requests_on_a_record
-- When a company is mailed of applications that came within an hour of the last mail.
ALTER TABLE open_calls ADD COLUMN applications_mail_at TEXT;
CREATE INDEX open_calls_to_mail ON open_calls (applications_mail_at, id) WHERE applications_mail_at IS NOT NULL;
