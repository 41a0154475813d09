"""The `winnow` command: a thin face over the rooms below."""
