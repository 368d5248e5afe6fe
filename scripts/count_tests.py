"""Adds up JUnit files and prints `N passed, N failed`; fails if a test failed, a file is missing or holds no test."""

import sys
import xml.etree.ElementTree as xml


def count(path: str) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of one file. A file that is missing or empty counts as one failure."""
    try:
        cases = list(xml.parse(path).getroot().iter("testcase"))
    except (OSError, xml.ParseError):
        cases = []
    if not cases:
        print(f"no test result in {path}: the test program ended early", file=sys.stderr)
        return 0, 1, 0
    failed = sum(any(child.tag in ("failure", "error") for child in case) for case in cases)
    skipped = sum(any(child.tag == "skipped" for child in case) for case in cases)
    return len(cases) - failed - skipped, failed, skipped


passed, failed, skipped = (sum(column) for column in zip(*map(count, sys.argv[1:])))
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(failed > 0)
