MATCH (n:Finding)-[:HAS_THEME]->(t)
WITH n, collect(t) AS themes
MATCH (n)-[e:IN_HISTORY_OF]->(f:PoliceForce)
WITH f, e.basis AS basis, n.matter AS matter, themes
UNWIND themes AS t
WITH t, f, basis, count(DISTINCT matter) AS findings
ORDER BY t.name, t.id, f.name, f.id, basis
WITH collect({theme: t {.id}, node: f {.id, .name}, basis: basis, findings: findings}) AS cells
RETURN {themeMatrix: {totalCount: size(cells), edges: cells[..100]}}
