// Bodies that were abolished, and what replaced them
// A picture. What was found of an abolished council stays with it.
MATCH path = (:Organisation)-[:REPLACED_BY]->(:Organisation)
RETURN path
