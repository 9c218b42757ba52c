// Judgements of one organisation, a page at a time.
CREATE INDEX judgement_page IF NOT EXISTS
FOR ()-[r:JUDGEMENT_OF]-()
ON (r.ownerId, r.pagedDay)
