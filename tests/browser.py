"""Pages in the machine's own Chromium, with every host unresolvable and everything that goes wrong written down."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"]
LOCAL = ("file:", "data:", "about:", "blob:")
COMPLAINTS = {"error", "warning"}
SERIOUS = {"serious", "critical"}


@dataclass
class Visit:
    """A page that is open, the requests that left for a host, and what the console and the page complained of."""

    page: Page
    sent: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def serious_violations(self) -> list[str]:
        """Return what axe-core calls serious or critical, each with the first elements concerned."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found if one["impact"] in SERIOUS]

    def overflows(self) -> bool:
        """Tell whether the page is wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def find_chromium() -> str:
    """Return the program; skip the test without one, but fail in CI, which must have one."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program:
        return program
    if os.environ.get("CI"):
        pytest.fail("CI must have a Chromium: .ci/run installs it")
    pytest.skip(f"no browser on this machine: install one of {', '.join(PROGRAMS)}")


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Start the browser for a number of visits."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, page: Path | str, width: int = 1440, scheme: str = "light") -> Iterator[Visit]:
    """Open a file or URL in a fresh context."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False)
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.sent.append(request.url) if not request.url.startswith(LOCAL) else None)
    opened.page.on("console", lambda told: opened.complaints.append(told.text) if told.type in COMPLAINTS else None)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss()))
    opened.page.goto(page.absolute().as_uri() if isinstance(page, Path) else page)
    yield opened
    context.close()
