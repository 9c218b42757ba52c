// What one person said, and where
// Set the name first (run this line alone, without the slashes):
//   :param person => 'Sir Michael Wilshaw'
MATCH (said:Statement)-[:MADE_BY]->(:Person {name: $person})
OPTIONAL MATCH (said)-[:MADE_IN]->(document:Correspondence)
RETURN said.kind, said.summary, document.name, said.id
ORDER BY said.day, said.position, said.id
