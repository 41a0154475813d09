"""The rules on the lines of a text dump: one small file per class that needs more than a phrase.

Each rule is a pure function `(lines, number) -> Found | None`: what it would remove from line
`number` on, and why. A rule never looks at what other rules removed.
"""
