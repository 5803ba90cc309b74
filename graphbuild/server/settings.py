"""What a server of ours is started with, by either engine: the settings of neo4j.conf, names and times."""

from __future__ import annotations

from collections.abc import Mapping

from graphbuild.server.state import State

BROWSER = "browser.jar"  # in the home: Browser with our style, questions and guide in it
STOP_SECONDS = 60  # in which a server ends by itself

_SETTINGS = {
    "server.default_listen_address": "{listen}",
    "server.bolt.listen_address": "{listen}:{bolt_port}",
    "server.http.listen_address": "{listen}:{http_port}",
    "server.memory.heap.initial_size": "256m",
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "256m",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "browser.remote_content_hostname_whitelist": "localhost,127.0.0.1",
    "browser.post_connect_cmd": "style http://127.0.0.1:{http_port}/browser/graphbuild.grass",
}


def settings(state: State, *, listen: str, more: Mapping[str, str]) -> Mapping[str, str]:
    """Every setting by name: ours, at the address to listen at, and `more`, which wins."""
    values = {"listen": listen, "bolt_port": state.bolt_port, "http_port": state.http_port}
    return {**{name: value.format_map(values) for name, value in _SETTINGS.items()}, **more}
