"""HTML and text dumps → Reading: page kind, body location, metadata with candidates."""
