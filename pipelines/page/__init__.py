"""Bytes → the lines of a page: charset, hostile markup, the tree, what is visible."""
