"""What stands between the spiders and the web: guard, robots, manners, decoding."""
