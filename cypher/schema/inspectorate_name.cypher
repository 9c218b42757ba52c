// Pages of Inspectorate nodes in order of their names.
CREATE INDEX inspectorate_name IF NOT EXISTS
FOR (n:Inspectorate)
ON (n.name, n.id)
