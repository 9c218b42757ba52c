// Pages of Inspection nodes in order of time.
CREATE INDEX inspection_day IF NOT EXISTS
FOR (n:Inspection)
ON (n.day, n.id)
