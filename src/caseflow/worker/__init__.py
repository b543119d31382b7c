"""The worker: whatever a clock or a queue has for a machine to do, done by any number of processes."""
