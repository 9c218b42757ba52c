// What was judged in the areas of one force, a page at a time: its owner leads.
CREATE INDEX area_page IF NOT EXISTS
FOR ()-[r:JUDGED_IN_AREA_OF]-()
ON (r.ownerId, r.day)
