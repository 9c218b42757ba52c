"""Runs the commands of the command line, one file a command; `cli.py` declares their options."""
