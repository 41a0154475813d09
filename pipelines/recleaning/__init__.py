"""The archive read again with today's rules: what `winnow reclean` does, and its run."""
