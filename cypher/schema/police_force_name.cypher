// Pages of PoliceForce nodes in order of their names.
CREATE INDEX police_force_name IF NOT EXISTS
FOR (n:PoliceForce)
ON (n.name, n.id)
