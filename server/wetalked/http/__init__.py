"""What every call has in common: bodies, errors, headers, limits, pages, the API's document."""
