// The number of relationships that the build derives.
//
// to: Dataset

WITH COUNT { ()-[:DUE_UNDER|HAS_COVERAGE|IN_HISTORY_OF|JUDGED_IN_AREA_OF|PREVIOUS]->() } AS size
RETURN size
