"""What was read → what is stored: verdict, topic, sameness, rows, links of a stored report."""
