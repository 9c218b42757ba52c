// Each superseded id has one alias.
CREATE CONSTRAINT alias_id IF NOT EXISTS
FOR (n:Alias)
REQUIRE n.id IS UNIQUE
