"""Questions, promises and what a talk reminded of."""
