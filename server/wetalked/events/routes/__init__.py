"""The calls of `events` over HTTP; nobody but `app` imports these."""
