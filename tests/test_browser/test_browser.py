"""Neo4j Browser in headless Chromium: log in, run a question, and see the graph with its Persian captions whole."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from graphbuild import browser, server
from graphbuild.browser.pictures import cypher, pictures
from graphbuild.graph import Graph
from graphbuild.query.library import questions
from graphbuild.store.neo4j import Login

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
SECONDS = 120


@pytest.fixture(scope="module")
def login(neo4j_server: server.Status, sample_graph: Path) -> Login:
    with Graph.open(sample_graph) as graph:
        graph.load_into(neo4j_server.uri, password=neo4j_server.password)
    return Login(neo4j_server.uri, neo4j_server.user, neo4j_server.password)


@pytest.fixture
def chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    arguments = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu --window-size=1500,1100 --lang=en"
    for argument in arguments.split():
        options.add_argument(argument)
    driver_path = shutil.which("chromedriver")
    assert driver_path, "chromedriver is not there: .ci/setup installs it"
    driver = webdriver.Chrome(options=options, service=Service(driver_path, env={**os.environ, "SE_OFFLINE": "true"}))
    try:
        driver.set_page_load_timeout(SECONDS)
        yield driver
    finally:
        driver.quit()


def run(chromium: webdriver.Chrome, login: Login, page: str, question: str) -> None:
    """Log in at the address of a question, wait for the style, and press the run button."""
    wait = WebDriverWait(chromium, SECONDS)
    chromium.get(browser.address(page, login, question))
    password = wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "input[type=password]"))
    password.send_keys(login.password, Keys.ENTER)
    wait.until(lambda d: "node.Official" in d.find_element(By.TAG_NAME, "body").text)  # the style was fetched
    wait.until(lambda d: d.find_element(By.CSS_SELECTOR, "[data-testid=editor-Run]")).click()


def captions(chromium: webdriver.Chrome, selector: str) -> list[str]:
    """The captions of nodes or relationships as they are drawn: a caption's lines are joined by spaces."""
    found = chromium.find_elements(By.CSS_SELECTOR, f"{selector} text, {selector} .caption")
    owners = chromium.find_elements(By.CSS_SELECTOR, selector)
    assert found
    return sorted(" ".join(owner.text.split()) for owner in owners)


def test_the_picture_of_who_talked_to_whom(
    chromium: webdriver.Chrome, login: Login, neo4j_server: server.Status
) -> None:
    run(chromium, login, neo4j_server.browser, "who-talked-to-whom")
    wait = WebDriverWait(chromium, SECONDS)
    wait.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, "g.node")) == 6)
    wait.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, "g.relationship")) == 8)
    chromium.execute_script("document.querySelector('g.node').scrollIntoView({block: 'center'})")  # type: ignore[no-untyped-call]
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    assert chromium.save_screenshot(str(SCREENSHOTS / "neo4j-browser.png"))
    assert captions(chromium, "g.node") == sorted(
        ["کاوه رستگاران", "طارق المنیاوی", "جان هالووی", "وزیر خارجه روسیه", "نخست‌وزیر قطر", "وزیر خارجه ترکیه"]
    )
    assert set(captions(chromium, "g.relationship")) == {"گفت‌وگو"}
    fills = {node.get_attribute("fill") for node in chromium.find_elements(By.CSS_SELECTOR, "g.node circle")}
    assert {"#1F5FA8", "#4E8FD0"} <= {fill.upper() for fill in fills if fill}


def test_every_picture_gives_nodes_and_every_guide_page_is_served(login: Login, neo4j_server: server.Status) -> None:
    from urllib.request import urlopen

    with Graph.from_neo4j(login) as graph:
        for name in pictures():
            rows = graph.store.query(cypher(name)).rows
            assert rows, name
            assert all(isinstance(cell, list | dict | None) for row in rows for cell in row), name
    for name in browser.FILES:
        with urlopen(f"{neo4j_server.browser}{name}") as page:
            assert page.status == 200
            assert page.read()


def test_the_address_holds_the_question_and_no_password() -> None:
    login = Login("neo4j+s://host:7687", "reader", "secret", "news")
    found = browser.address("http://host:7474/browser/", login, "partners", {"name": "O'Neil\\ «بقائی»"})
    options = {name: values[0] for name, values in parse_qs(urlsplit(found).query).items()}
    assert options["dbms"] == "neo4j+s://reader@host:7687"
    assert options["db"] == "news"
    assert "CONTAINS 'o\\'neil\\\\ بقایی'" in options["arg"]
    assert "secret" not in found


def test_a_question_without_a_picture_and_free_cypher_are_asked_as_they_are() -> None:
    assert "LIMIT 300" in cypher("states")
    assert cypher(" MATCH (n) RETURN n ") == "MATCH (n) RETURN n"
    assert set(pictures()) <= set(questions())
    assert len(pictures()) >= 15


def test_the_files_to_drop_onto_a_browser(tmp_path: Path) -> None:
    paths = browser.write_files(tmp_path / "files")
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in browser.write_files(tmp_path / "files")] == first
    with zipfile.ZipFile(tmp_path / "files" / "graphbuild-questions.zip") as archive:
        assert len(archive.namelist()) == len(pictures())
        text = archive.read("graphbuild/partners.cypher").decode()
    assert text.startswith("// partners: With whom somebody talked.\nMATCH ")
    assert "runnable" in (tmp_path / "files" / "graphbuild.html").read_text(encoding="utf-8")
