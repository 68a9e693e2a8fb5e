"""The commands, one module for each thing people talk about."""
