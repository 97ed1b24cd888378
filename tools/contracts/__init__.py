"""Work contracts between people: members and paid places, events, money, time tracking, their
end, paper.

Toolsets: contracts, contract_events, contract_finance, time_tracking, calendars (get_contract_calendar).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
