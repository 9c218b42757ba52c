"""The types of the schema. A field says what it reads (``api.fields``); nothing here runs."""
