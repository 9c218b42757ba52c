// Every node of the domain has one readable id, and no two the same. It is also how a node is found.
CREATE CONSTRAINT entity_id IF NOT EXISTS
FOR (n:Entity)
REQUIRE n.id IS UNIQUE
