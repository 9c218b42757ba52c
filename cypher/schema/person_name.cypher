// Pages of Person nodes in order of their names.
CREATE INDEX person_name IF NOT EXISTS
FOR (n:Person)
ON (n.name, n.id)
