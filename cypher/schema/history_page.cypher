// The history of one organisation, a page at a time. The owner's id is the first key, so that a page reads only about a page of the index.
CREATE INDEX history_page IF NOT EXISTS
FOR ()-[r:IN_HISTORY_OF]-()
ON (r.ownerId, r.day, r.position)
