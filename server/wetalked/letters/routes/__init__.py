"""The calls of `letters` over HTTP; nobody but `app` imports these."""
