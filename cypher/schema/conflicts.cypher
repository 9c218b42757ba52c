// Nodes of which releases say different things.
CREATE INDEX conflicts IF NOT EXISTS
FOR (n:Entity)
ON (n.revisedFields)
