"""The official model, downloaded by Stanza itself from a server on this machine that is laid out as Stanza's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from model_folders import lay_out_server
from stanza.resources.common import DEFAULT_RESOURCES_VERSION as VERSION

from graphbuild.errors import ModelError
from graphbuild.parse import download, resolve


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    root = tmp_path / "server"
    root.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as running:
        address = f"http://127.0.0.1:{running.server_port}"
        lay_out_server(root, address=address, version=VERSION)
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield address
        running.shutdown()
        thread.join()


def test_what_was_downloaded_is_a_whole_model(server: str, tmp_path: Path) -> None:
    model = download(folder=tmp_path / "got", resources_url=server)
    assert model.path == tmp_path / "got"
    assert resolve(tmp_path / "got").key == model.key


def test_a_mirror_may_keep_the_files_elsewhere(server: str, tmp_path: Path) -> None:
    mirror = server + "/stanza-fa/v{resources_version}/models/{filename}"
    assert download(folder=tmp_path / "got", resources_url=server, model_url=mirror).packages["pos"] == "tiny"


def test_a_file_that_is_not_the_one_announced_is_refused(server: str, tmp_path: Path) -> None:
    (tmp_path / "server" / "stanza-fa" / f"v{VERSION}" / "models" / "default.zip").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"could not be downloaded \(md5 for .* expected .*the builtin model works"):
        download(folder=tmp_path / "got", resources_url=server)


def test_a_server_without_the_model_is_named(server: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"could not be downloaded \(404 Client Error"):
        download(folder=tmp_path / "got", resources_url=f"{server}/no")


def test_without_a_network_the_error_says_what_still_works(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"could not be downloaded .*; the builtin model works without it"):
        download(folder=tmp_path / "got", resources_url="http://127.0.0.1:9")
