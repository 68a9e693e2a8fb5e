"""The calls of `talks` over HTTP; nobody but `app` imports these."""
