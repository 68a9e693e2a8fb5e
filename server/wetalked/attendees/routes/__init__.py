"""The calls of `attendees` over HTTP; nobody but `app` imports these."""
