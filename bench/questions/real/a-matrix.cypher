MATCH (t:Theme)<-[:HAS_THEME]-(n:Finding)-[e:IN_HISTORY_OF]->(f:PoliceForce)
WITH t, f, e.basis AS basis, count(DISTINCT n.matter) AS findings
ORDER BY t.name, t.id, f.name, f.id, basis
WITH collect({theme: t {.id}, node: f {.id, .name}, basis: basis, findings: findings}) AS cells
RETURN {themeMatrix: {totalCount: size(cells), edges: cells[..100]}}
