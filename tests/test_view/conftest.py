"""A browser for all tests of the page."""

from collections.abc import Iterator

import pytest
import view_browser
from selenium.webdriver import Chrome


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    """A real Chromium; a machine without one fails."""
    browser = view_browser.start()
    try:
        yield browser
    finally:
        browser.quit()


@pytest.fixture
def browser(chromium: Chrome) -> Iterator[Chrome]:
    """The browser, whose console must be silent and which must have asked for nothing but the page, at the end."""
    view_browser.look(chromium, "light")
    for log in ("browser", "performance"):
        chromium.get_log(log)
    yield chromium
    outside = [url for url in view_browser.requests(chromium) if not url.startswith(("file:", "data:", "about:"))]
    assert outside == []
    assert chromium.get_log("browser") == []
