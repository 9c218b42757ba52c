// Pages of Post nodes in order of their names.
CREATE INDEX post_name IF NOT EXISTS
FOR (n:Post)
ON (n.name, n.id)
