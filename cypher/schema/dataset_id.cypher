// One node describes the graph itself.
CREATE CONSTRAINT dataset_id IF NOT EXISTS
FOR (n:Dataset)
REQUIRE n.id IS UNIQUE
