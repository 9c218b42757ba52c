MATCH (f:Entity {id: 'force:cleveland'})
CALL (f) {
  MATCH (x)-[e:IN_HISTORY_OF]->()
  WHERE e.ownerId = f.id AND e.day >= date('2016-05-01') AND e.day < date('2017-01-01') AND e.position IS NOT NULL
  RETURN count(*) AS total
}
RETURN {force: {name: f.name, history: {totalCount: total, pageInfo: {hasNextPage: total > 100}, edges: COLLECT {
  MATCH (x)-[e:IN_HISTORY_OF]->()
  WHERE e.ownerId = f.id AND e.day >= date('2016-05-01') AND e.day < date('2017-01-01') AND e.position IS NOT NULL
  WITH x, e ORDER BY e.ownerId, e.day, e.position, x.id LIMIT 100
  RETURN {basis: e.basis, evidence: {{passages of e}}, node: CASE
    WHEN x:Inspection THEN x {__typename: 'Inspection', .id, .name, .inspectedFrom, .inspectedTo, .published}
    WHEN x:Finding THEN x {
      __typename: 'Finding', .id, .summary, .consequence, found: x.date, .attribution,
      foundBy: {{one (x)<-[:FOUND]-(o) | .id}}, reportedIn: {{one (x)-[:REPORTED_IN]->(o) | .id}}
    }
    WHEN x:Correspondence THEN x {
      __typename: 'Correspondence', .id, .name, written: x.date, sender: {{one (x)-[:SENT_BY]->(o) | .name}}
    }
    WHEN x:Statement THEN x {
      __typename: 'Statement', .id, .kind, .summary, said: x.date, .attribution,
      madeBy: {{one (x)-[:MADE_BY]->(o) | .name}}, madeIn: {{one (x)-[:MADE_IN]->(o) | .id}},
      disputes: COLLECT {
        MATCH (x)-[:DISPUTES]->(o) WITH o ORDER BY o.id
        RETURN CASE WHEN o:Statement THEN {id: o.id} ELSE {} END
      }
    }
    ELSE {__typename: [l IN labels(x) WHERE NOT l IN ['Entity', 'Organisation']][0]}
  END}
}}}}
