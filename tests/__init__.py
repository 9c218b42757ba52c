"""Tests, in the folders of what they test; helpers and the oracle stand beside them."""
