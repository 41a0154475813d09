"""Reading in child processes that can be killed: the pool, the child, and what crosses the pipe."""
