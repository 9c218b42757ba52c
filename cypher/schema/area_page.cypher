// Judgements in the areas of one force, a page at a time; the owner's id is the first key.
CREATE INDEX area_page IF NOT EXISTS
FOR ()-[r:JUDGED_IN_AREA_OF]-()
ON (r.ownerId, r.pagedDay)
