RETURN {forces: {nodes: COLLECT {
  MATCH (f:PoliceForce)
  WITH f ORDER BY f.name, f.id LIMIT 50
  RETURN f {.id,
    judgements: {nodes: COLLECT {
      MATCH (j)-[e:JUDGEMENT_OF]->()
      WHERE e.ownerId = f.id AND e.pagedDay IS NOT NULL AND j.area = 'protecting-vulnerable-people'
      WITH j, e ORDER BY e.ownerId DESC, e.pagedDay DESC, j.id LIMIT 20
      RETURN j {.cycle, .scale, .grade, evidence: COLLECT {
        MATCH (j)-[h:EVIDENCED_BY]->(p) WITH h, p ORDER BY h.position, p.id
        RETURN {source: {{one (p)-[:FROM]->(o) | .strength}}}
      }}
    }},
    coverage: COLLECT {
      MATCH (f)-[e:HAS_COVERAGE]->(w)
      WHERE w.id IN ['framework:hmic-peel', 'framework:hmicfrs-peel']
      WITH e, w ORDER BY e.term, w.id
      RETURN e {.cycle, questions: COLLECT {
        UNWIND range(0, coalesce(size(e.questions), 0) - 1) AS i
        RETURN {question: e.questions[i], state: e.questionStates[i]}
      }}
    }
  }
}}}
