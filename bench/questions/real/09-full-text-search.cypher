{{search 'batches' into batches}}
{{search 'unborn babies' into unbornBabies}}
{{search 'Thomas Winsor' into thomasWinsor}}
RETURN {batches: batches, unbornBabies: unbornBabies, thomasWinsor: thomasWinsor}
