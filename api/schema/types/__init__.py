"""The types of the schema. A field says what it reads (``api.schema.fields``); nothing here runs."""
