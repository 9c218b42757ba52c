"""The pages that people read: each is one question of the API and one template."""
