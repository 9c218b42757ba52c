"""The compiler: a validated selection becomes one statement and one projection of its rows."""
