RETURN {
  inspectorates: {{speakers for EXISTS { (s)-[:MADE_FOR]->(o) WHERE o.id STARTS WITH 'inspectorate:' }}},
  forces: {{speakers for EXISTS { (s)-[:MADE_FOR]->(o) WHERE o.id STARTS WITH 'force:' }}},
  localPolicingBodies: {{speakers for EXISTS { (s)-[:MADE_FOR]->(o) WHERE o.id STARTS WITH 'local-policing-body:' }}},
  others: {{speakers for NOT EXISTS { (s)-[:MADE_FOR]->(o)
    WHERE o.id STARTS WITH 'inspectorate:' OR o.id STARTS WITH 'force:' OR o.id STARTS WITH 'local-policing-body:' }}},
  inspectorsInReports: head(COLLECT {
    MATCH (n:Finding)
    WHERE EXISTS { (n)-[:EVIDENCED_BY]->(p) WHERE p.speaker CONTAINS 'HM Inspector of Constabulary' }
    WITH collect(n) AS found
    WITH found, COLLECT {
      UNWIND found AS n
      OPTIONAL MATCH (n)-[:HAS_THEME]->(t)
      WITH t, count(DISTINCT n.matter) AS many
      ORDER BY t IS NULL DESC, many DESC, t.id LIMIT 100
      RETURN {value: t.id, count: many}
    } AS buckets
    RETURN {totalCount: size(found), facets: [{buckets: buckets}]}
  })
}
