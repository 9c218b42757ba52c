MATCH (r:Recommendation) WHERE EXISTS { (r)<-[:REVIEW_OF]-() }
WITH r ORDER BY r.summary, r.pagedDay DESC, r.position, r.id
WITH collect(r) AS reviewed
CALL (reviewed) {
  UNWIND reviewed AS r
  WITH r.kind AS value, count(*) AS many
  ORDER BY many DESC, value
  RETURN collect({value: value, count: many}) AS kinds
}
CALL () {
  MATCH (r:Recommendation)
  WHERE r.pagedDay >= date('2021-01-01') AND r.pagedDay < date('9999-12-31') AND NOT EXISTS { (r)<-[:REVIEW_OF]-() }
  RETURN collect(r) AS open
}
CALL (open) {
  UNWIND open AS r
  WITH r.kind AS value, count(*) AS many
  ORDER BY many DESC, value
  RETURN collect({value: value, count: many}) AS openKinds
}
CALL (open) {
  UNWIND open AS r
  OPTIONAL MATCH (r)-[:ADDRESSED_TO]->(o:Organisation)
  WITH o.id AS value, count(*) AS many
  ORDER BY many DESC, value
  RETURN collect({value: value, count: many}) AS bodies
}
RETURN {
  reviewed: {totalCount: size(reviewed), facets: [{buckets: kinds}], nodes: COLLECT {
    UNWIND reviewed[..50] AS r
    RETURN r {.id, .kind, .due,
      addressedTo: COLLECT { MATCH (r)-[:ADDRESSED_TO]->(o) WITH o ORDER BY o.caption, o.id RETURN o {.id} },
      reviews: COLLECT {
        MATCH (v)-[:REVIEW_OF]->(r) WITH v ORDER BY v.day, v.id RETURN v {.status, .date, .saidBy}
      }
    }
  }},
  withoutReview: {totalCount: size(open), facets: [
    {by: 'KIND', buckets: openKinds}, {by: 'ORGANISATION', buckets: bodies[..100]}
  ]}
}
