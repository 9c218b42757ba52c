// The properties that relationships have, and the types of their values. A row is [type, property, types],
// where the type is quoted as in a pattern.
//
// to: Link

CALL db.schema.relTypeProperties()
YIELD relType, propertyName, propertyTypes
WITH collect([relType, propertyName, propertyTypes]) AS rows
RETURN rows
