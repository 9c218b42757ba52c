// Pages of LocalAuthority nodes in order of their names.
CREATE INDEX local_authority_name IF NOT EXISTS
FOR (n:LocalAuthority)
ON (n.name, n.id)
