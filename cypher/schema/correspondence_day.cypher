// Pages of Correspondence nodes in order of time.
CREATE INDEX correspondence_day IF NOT EXISTS
FOR (n:Correspondence)
ON (n.day, n.id)
