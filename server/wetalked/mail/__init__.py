"""Mail: outbox, transport, worker."""
