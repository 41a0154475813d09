"""Measures: the scorers of the measuring data run on our readers, and the floors they must keep."""
