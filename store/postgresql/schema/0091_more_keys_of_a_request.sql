-- depends: 0090_mail_of_applications
-- Further idempotency keys under which the same act was asked for while it waited: its answer is kept under each.
ALTER TABLE approval_requests ADD COLUMN more_keys TEXT COLLATE "C" NOT NULL DEFAULT '[]';
