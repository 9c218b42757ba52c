MATCH (f:PoliceForce)
WITH f ORDER BY f.name, f.id LIMIT 50
CALL (f) {
  MATCH (n)-[e:IN_HISTORY_OF]->()
  WHERE e.ownerId = f.id AND e.kind = 'FINDING' AND e.pagedDay IS NOT NULL AND n.polarity IN ['ADVERSE', 'POSITIVE']
    AND EXISTS { (n)-[:HAS_THEME]->(t) WHERE t.id IN ['theme:missing-children', 'theme:missing-children-notification'] }
  WITH n, e ORDER BY e.ownerId DESC, e.kind DESC, e.pagedDay DESC, n.position, n.id
  WITH collect([n, e]) AS rows
  RETURN {totalCount: size(rows), edges: COLLECT {
    UNWIND rows[..100] AS row
    WITH row[0] AS n, row[1] AS e
    RETURN {basis: e.basis, node: n {.id, .summary, .polarity, .standing, .date,
      foundBy: head(COLLECT { MATCH (n)<-[:FOUND]-(i) RETURN i {.published, .inspectedFrom, .cycle} })
    }}
  }} AS findings
}
WITH collect(f {.id, findings: findings}) AS forces
RETURN {forces: {nodes: forces}}
