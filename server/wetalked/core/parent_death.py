"""A serving process does not outlive the one that began it."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Be killed when the parent is: an orphan would hold the port and go on sending mail.

    Only Linux can (prctl, PR_SET_PDEATHSIG); elsewhere whoever kills the parent kills both.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
