// What one piece of evidence supports, a page at a time.
CREATE INDEX fact_page IF NOT EXISTS
FOR ()-[r:EVIDENCED_BY]-()
ON (r.ownerId, r.pagedId)
