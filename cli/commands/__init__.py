"""One small file per command (or family of commands). Heavy imports stand inside the functions."""
