// Nodes on which releases disagree.
CREATE INDEX conflicts IF NOT EXISTS
FOR (n:Entity)
ON (n.revisedFields)
