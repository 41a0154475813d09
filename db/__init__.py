"""What is kept, and how it is asked for. Imports neither the crawler nor the pipelines."""
