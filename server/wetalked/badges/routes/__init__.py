"""The calls of `badges` over HTTP; nobody but `app` imports these."""
