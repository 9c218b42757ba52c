// Findings that sources attribute to one force, a page at a time.
CREATE INDEX attributed_page IF NOT EXISTS
FOR ()-[r:ATTRIBUTED_TO]-()
ON (r.ownerId, r.pagedDay)
