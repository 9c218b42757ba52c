// Passages of one source, a page at a time.
CREATE INDEX passage_page IF NOT EXISTS
FOR ()-[r:FROM]-()
ON (r.ownerId, r.pagedId)
