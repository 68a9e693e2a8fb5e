"""What somebody takes along: everything of theirs in one ZIP."""
