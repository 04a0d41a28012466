"""The door for writes of reporting."""
