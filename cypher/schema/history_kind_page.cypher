// Entries of one type in the history of one organisation, a page at a time.
CREATE INDEX history_kind_page IF NOT EXISTS
FOR ()-[r:IN_HISTORY_OF]-()
ON (r.ownerId, r.kind, r.pagedDay)
