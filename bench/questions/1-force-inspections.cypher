// The owner's end has no name and the keys are not null, so that a page is read from the index, in its order.
MATCH (f:PoliceForce:Entity {id: $id})
RETURN {force: {id: f.id, name: f.name, inspections: COLLECT {
  MATCH (i)-[e:INSPECTED]->()
  WHERE e.ownerId = $id AND e.pagedDay IS NOT NULL
  WITH i, e ORDER BY e.ownerId DESC, e.pagedDay DESC, i.id LIMIT 20
  RETURN {id: i.id, name: i.name, published: i.published, findings: COLLECT {
    MATCH (i)-[:FOUND]->(n)
    WITH n ORDER BY n.pagedDay DESC, n.position, n.id LIMIT 20
    RETURN {id: n.id, summary: n.summary, themes: COLLECT {
      MATCH (n)-[:HAS_THEME]->(t) WITH t ORDER BY t.name, t.id RETURN {id: t.id, name: t.name}
    }}
  }}
}}}
