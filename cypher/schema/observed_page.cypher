// Findings in the area of one authority, a page at a time.
CREATE INDEX observed_page IF NOT EXISTS
FOR ()-[r:OBSERVED_IN]-()
ON (r.ownerId, r.pagedDay)
