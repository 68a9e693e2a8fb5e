"""The calls of `shops` over HTTP; nobody but `app` imports these."""
