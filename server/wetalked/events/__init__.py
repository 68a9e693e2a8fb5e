"""Events, their participants and the lists they come from."""
