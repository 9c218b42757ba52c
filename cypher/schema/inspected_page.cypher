// Inspections of one organisation, a page at a time.
CREATE INDEX inspected_page IF NOT EXISTS
FOR ()-[r:INSPECTED]-()
ON (r.ownerId, r.pagedDay)
