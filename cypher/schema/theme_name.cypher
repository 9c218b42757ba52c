// Pages of Theme nodes in order of their names.
CREATE INDEX theme_name IF NOT EXISTS
FOR (n:Theme)
ON (n.name, n.id)
