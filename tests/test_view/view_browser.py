"""A real Chromium, driven without a screen, that keeps its console and all of its requests."""

import json
import shutil
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"  # git-ignored; kept to be looked at


def start(*, scale: float = 1.0, dark: bool = False) -> Chrome:
    """Start the browser. FileNotFoundError when chromedriver is not there: .ci/setup installs it."""
    driver = shutil.which("chromedriver")
    if driver is None:
        raise FileNotFoundError("chromedriver is missing; run .ci/setup as root")
    options = ChromeOptions()
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1440,900",
        "--disable-background-networking", "--no-first-run", f"--force-device-scale-factor={scale}",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = Chrome(options=options, service=ChromeService(driver))
    look(browser, "dark" if dark else "light")
    return browser


def look(browser: Chrome, scheme: str) -> None:
    """Make the page believe that its reader prefers this colour scheme."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def show(browser: Chrome, path: Path) -> None:
    """Open a page with empty logs."""
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(path.as_uri())


def requests(browser: Chrome) -> list[str]:
    """Addresses of all requests since the page was opened, that of the page itself included."""
    found = []
    for entry in browser.get_log("performance"):
        message: dict[str, Any] = json.loads(entry["message"])["message"]
        if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            found.append(message["params"].get("request", message["params"])["url"])
    return found


def screenshot(browser: Chrome, name: str) -> Path:
    """Keep what is to be seen as ``screenshots/NAME.png``."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    browser.save_screenshot(str(path))
    return path


def labels(browser: Chrome) -> list[str]:
    """The names in the picture, from the DOM."""
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('#labels .label')].map(label => label.textContent)"
    )
    return found


def one(browser: Chrome, selector: str) -> WebElement:
    """The element of a CSS selector."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def click_edge(browser: Chrome, id: str) -> None:
    """Click the middle of an edge, as a hand would, by its id."""
    point = browser.execute_script("return Picture.edgePoint(arguments[0])", id)
    ActionChains(browser).w3c_actions.pointer_action.move_to_location(round(point["x"]), round(point["y"]))
    actions = ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(round(point["x"]), round(point["y"])).click()
    actions.perform()


def slide(browser: Chrome, id: str, value: int) -> None:
    """Move a slider to a value; its listeners run."""
    browser.execute_script(
        "const slider = document.getElementById(arguments[0]); slider.value = arguments[1];"
        "slider.dispatchEvent(new Event('input', {bubbles: true}))",
        id,
        value,
    )
