-- depends: 0040_contracts
-- Clocks that run on contracts, and what they measured.

-- status_id: 100 running, 444 discarded, 777 recorded. stops_at: when it is stopped if nobody does, by the contract's
-- max_timer_hours as it was when the clock was started. While it runs end_at is null; an estimate is shown instead, drawn from
-- estimate_seed (tools/contracts/rules/clocks.py). minutes: what was counted, rounded as the contract says.
CREATE TABLE time_logs (
    id INTEGER PRIMARY KEY,
    user_type TEXT NOT NULL CHECK (user_type IN ('person', 'agent')),
    user_id INTEGER NOT NULL,
    contract_id INTEGER NOT NULL REFERENCES contracts (id),
    participant_id INTEGER NOT NULL REFERENCES contract_participants (id),
    event_id INTEGER REFERENCES events (id),
    label TEXT,
    timezone TEXT NOT NULL,
    start_at TEXT NOT NULL,
    stops_at TEXT NOT NULL,
    end_at TEXT,
    estimate_seed INTEGER NOT NULL,
    status_id INTEGER NOT NULL DEFAULT 100 CHECK (status_id IN (100, 444, 777)),
    minutes INTEGER CHECK (minutes >= 0),
    charge_id INTEGER REFERENCES events (id),
    started_by_type TEXT NOT NULL,
    started_by_id INTEGER NOT NULL,
    stopped_by_type TEXT,
    stopped_by_id INTEGER,
    stop_reason TEXT CHECK (stop_reason IN ('manual', 'limit', 'contract_archived', 'left', 'clock')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    CHECK (end_at IS NULL OR end_at >= start_at),
    CHECK ((status_id = 100) = (end_at IS NULL))
) STRICT;
-- A person has at most one clock running in the whole system.
CREATE UNIQUE INDEX time_logs_running ON time_logs (user_type, user_id) WHERE status_id = 100;
CREATE INDEX time_logs_of_participant ON time_logs (participant_id, start_at);
CREATE INDEX time_logs_of_contract ON time_logs (contract_id, start_at);
CREATE INDEX time_logs_to_stop ON time_logs (stops_at) WHERE status_id = 100;
CREATE INDEX time_logs_started_by ON time_logs (started_by_type, started_by_id) WHERE status_id = 100;
CREATE UNIQUE INDEX time_logs_charge ON time_logs (charge_id) WHERE charge_id IS NOT NULL;
