// The history of one organisation, a page at a time: its owner leads, so that a page reads about a page.
CREATE INDEX history_page IF NOT EXISTS
FOR ()-[r:IN_HISTORY_OF]-()
ON (r.ownerId, r.day, r.position)
