"""The reading room: the record as pages, over a connection that only reads."""
