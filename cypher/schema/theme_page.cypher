// Findings or statements with one theme, a page at a time.
CREATE INDEX theme_page IF NOT EXISTS
FOR ()-[r:HAS_THEME]-()
ON (r.ownerId, r.kind, r.pagedDay)
