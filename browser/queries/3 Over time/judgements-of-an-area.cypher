// Judgements of a council and its safeguarding board, with their dates
// Grades of two scales are never compared. Set the council's name first (run this line alone, without the slashes):
//   :param area => 'Stockton-on-Tees'
MATCH (area:LocalAuthority {name: $area})
MATCH (judgement:Judgement)-[:JUDGEMENT_OF]->(body:Organisation)
WHERE body = area OR (body)-[:BOARD_OF]->(area)
RETURN judgement.published, body.name, judgement.area, judgement.rawGrade, judgement.scale, judgement.id
ORDER BY judgement.published, body.name, judgement.area, judgement.id
