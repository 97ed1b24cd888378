-- depends: 0045_time_logs
-- What a person or agent recorded, newest first, on whatever contract.
CREATE INDEX time_logs_of_user ON time_logs (user_type, user_id, start_at);
