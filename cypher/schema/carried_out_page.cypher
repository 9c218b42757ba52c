// Inspections by one inspectorate, a page at a time.
CREATE INDEX carried_out_page IF NOT EXISTS
FOR ()-[r:CARRIED_OUT]-()
ON (r.ownerId, r.pagedDay)
