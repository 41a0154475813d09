"""Saved files → captures: what `winnow import` takes, and its run."""
