"""What a page says about itself: every value it offers for a field, and the chosen one with why."""
