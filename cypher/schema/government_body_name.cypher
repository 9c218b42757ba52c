// Pages of GovernmentBody nodes in order of their names.
CREATE INDEX government_body_name IF NOT EXISTS
FOR (n:GovernmentBody)
ON (n.name, n.id)
