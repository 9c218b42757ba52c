"""Deliberate breakages: one wrong line each, with the test that must notice it."""
