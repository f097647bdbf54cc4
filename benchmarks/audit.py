"""Look the locked packages up in a list of known weaknesses; say clearly where that cannot be done.

    python -m benchmarks.audit

Exit code 0: nothing known; 1: something is known; 2: could not be looked up (no pip-audit, no network).
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
TIMEOUT_S = 300
UNREACHABLE = (
    "ConnectionError",
    "Connection refused",
    "Max retries",
    "Temporary failure",
    "ServiceError",
    "timed out",
    "NameResolution",
)


def main() -> int:
    """Run pip-audit over the lock; return the exit code."""
    if find_spec("pip_audit") is None:
        return _untold("pip-audit is not installed: .venv/bin/python -m pip install pip-audit")
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "-r",
        str(LOCK),
        "--progress-spinner",
        "off",
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return _untold(f"the list of weaknesses did not answer within {TIMEOUT_S} s")
    print(ran.stdout, end="")
    if any(sign in ran.stderr for sign in UNREACHABLE):
        return _untold("the list of weaknesses cannot be reached; run it again with a network")
    print(ran.stderr, end="", file=sys.stderr)
    return 0 if ran.returncode == 0 else 1


def _untold(why: str) -> int:
    print(f"audit: nothing was looked up. {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
