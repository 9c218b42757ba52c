// Statements about one subject, a page at a time.
CREATE INDEX about_page IF NOT EXISTS
FOR ()-[r:ABOUT]-()
ON (r.ownerId, r.pagedDay)
