// Pages of Finding nodes in order of time.
CREATE INDEX finding_day IF NOT EXISTS
FOR (n:Finding)
ON (n.day, n.id)
