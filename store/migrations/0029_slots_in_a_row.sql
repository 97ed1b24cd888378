-- depends: 0007_specialists
-- How long people can be free at a stretch: slots that may touch make up any length, booked one after the other. What an
-- offer says is made anew whenever its schedule or its owner changes; this brings what is there up to date.

UPDATE specialist_offers SET longest = 1440
WHERE schedule_id IN (
    SELECT id FROM schedules
    WHERE settings NOT LIKE '%"pause": %' AND settings NOT LIKE '%"buffer_before": %' AND settings NOT LIKE '%"buffer_after": %'
);
