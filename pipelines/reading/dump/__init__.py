"""Saved text dumps → a Reading: the lines of a page without its markup."""
