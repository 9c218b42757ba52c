// Pages of Source nodes in order of their names.
CREATE INDEX source_name IF NOT EXISTS
FOR (n:Source)
ON (n.name, n.id)
