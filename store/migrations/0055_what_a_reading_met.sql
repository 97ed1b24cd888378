-- depends: 0043_calendar_links
-- How many appointments of each sort the last reading of a linked calendar met (JSON), so that its owner sees what was left out.
ALTER TABLE calendar_links ADD COLUMN met TEXT NOT NULL DEFAULT '{}';
