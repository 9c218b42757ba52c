// Pages of Statement nodes in order of time.
CREATE INDEX statement_day IF NOT EXISTS
FOR (n:Statement)
ON (n.day, n.id)
