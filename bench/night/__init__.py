"""A whole night over real pages on loopback: ours beside a spider as a user would write it."""
