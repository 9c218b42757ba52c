"""What can be asked: types, their fields and what these read, arguments and filters."""
