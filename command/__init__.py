"""What the command line does, one file a command; `cli.py` declares the words."""
