"""A server that is killed while it sends: nobody goes without, and twice only from one window."""

import random
from collections import Counter
from pathlib import Path

from bench.kills import everyone, kill_while_sending


def test_after_kills_at_random_moments_everyone_has_theirs_and_twice_only_out_of_the_window(
    tmp_path: Path,
) -> None:
    outcome = kill_while_sending(tmp_path, 3, random.Random(3))
    assert outcome.came == outcome.expected
    assert outcome.ids == Counter(everyone())
