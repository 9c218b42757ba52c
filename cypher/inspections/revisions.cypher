// Different values in other releases for an inspection or a judgement, each with its release.
//
// from: Revised
// to: Revision
// order: position integer

MATCH (owner:Entity)
UNWIND range(0, coalesce(size(owner.revisedFields), 0) - 1) AS position
MATCH (source:Source {id: owner.revisedSources[position]})
WITH owner, source, position, owner.revisedFields[position] AS field, owner.revisedValues[position] AS value, owner.revisedReleased[position] AS stated
WITH source, position, field, value, CASE WHEN stated <> '' THEN stated END AS released
RETURN field, value, released, source, position
