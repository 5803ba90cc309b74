"""Where the nodes of the picture begin: communities of those who talk with each other, and a place for each node."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

DISTANCE = 90  # pixels between neighbouring nodes, about
_SEED = 1  # the same graph gives the same picture
_LARGE = 80  # members beyond which a community is cut again
_SMALL = 3  # members up to which a community is small
_MANY = 60  # communities beyond which small ones are put together
_HANDFUL = 24  # members of small communities that are put together
_PUSHES = 100  # steps at most in which overlapping communities are pushed apart
_FORCE = 400  # members beyond which rings take the place of forces: networkx needs scipy from 500 on
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Communities (lists of node numbers, the largest first), and a point for each node and each community."""

    communities: tuple[tuple[int, ...], ...]
    nodes: dict[int, _Point]
    centres: tuple[_Point, ...]


def layout(count: int, edges: Sequence[tuple[int, int]]) -> Layout:
    """Lay out the nodes 0 … `count` - 1; the same input gives the same picture.

    Communities are Louvain's, cut again where they are large; each is laid out by itself around its centre, so that
    a long edge always joins two communities. Overlapping labels are the page's business, which knows their sizes.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    for a, b in edges:
        weight = graph.get_edge_data(a, b, {"weight": 0})["weight"]
        graph.add_edge(a, b, weight=weight + 1)
    communities = sorted((tuple(sorted(found)) for found in _communities(graph)), key=lambda c: (-len(c), c))
    centres = _centres(graph, communities)
    nodes: dict[int, _Point] = {}
    for members, (x, y) in zip(communities, centres, strict=True):
        radius = _radius(len(members))
        for node, (dx, dy) in _placed(graph.subgraph(members), radius).items():
            nodes[node] = (x + dx, y + dy)
    return Layout(tuple(communities), nodes, tuple(centres))


def _communities(graph: nx.Graph[int]) -> list[set[int]]:
    # Sets of small integers have one order on every run, unlike sets of text: Louvain follows it.
    if not graph.number_of_edges():
        return _gathered([{node} for node in graph])
    result: list[set[int]] = []
    for found in nx.community.louvain_communities(graph, seed=_SEED):
        parts = [found]
        if len(found) > _LARGE:
            parts = nx.community.louvain_communities(graph.subgraph(found), seed=_SEED, resolution=2)
        result += parts if len(parts) <= len(found) // _SMALL else [found]  # a star would fall into single nodes
    return _gathered(result)


def _gathered(communities: list[set[int]]) -> list[set[int]]:
    """Where communities are many, the small ones put together by the handful: else pairs would fill the picture."""
    small = sorted((found for found in communities if len(found) <= _SMALL), key=min)
    if len(communities) <= _MANY or not small:
        return communities
    result = [found for found in communities if len(found) > _SMALL]
    handful: set[int] = set()
    for found in small:
        if len(handful) + len(found) > _HANDFUL:
            result.append(handful)
            handful = set()
        handful = handful | found
    return [*result, handful]


def _radius(members: int) -> float:
    return DISTANCE * math.sqrt(members)


def _centres(graph: nx.Graph[int], communities: Sequence[tuple[int, ...]]) -> list[_Point]:
    """Centres by forces between communities, pushed apart until their discs do not meet."""
    community_of = {node: index for index, members in enumerate(communities) for node in members}
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(communities)))
    ends = ((community_of[a], community_of[b]) for a, b in graph.edges())
    between.add_edges_from((a, b) for a, b in ends if a != b)
    radii = np.array([_radius(len(members)) * 1.1 for members in communities])
    placed = _placed(between, math.hypot(*radii))
    points = np.array([placed[index] for index in range(len(communities))])
    for _ in range(_PUSHES):
        apart = points[:, None] - points[None]
        distance = np.hypot(apart[..., 0], apart[..., 1]) + 1e-6
        overlap = np.maximum(radii[:, None] + radii[None] - distance, 0)
        np.fill_diagonal(overlap, 0)
        if overlap.max() <= 1:
            break
        points = points + np.einsum("ij,ijk->ik", 0.5 * overlap / distance, apart)
    return [(float(x), float(y)) for x, y in points]


def _placed(graph: nx.Graph[int], radius: float) -> dict[int, _Point]:
    """A point for each node within `radius` of the origin: by forces, or in rings by degree where there are many."""
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges()))
    if len(ordered) == 1:
        return dict.fromkeys(ordered, (0.0, 0.0))
    if len(ordered) <= _FORCE:
        placed = nx.spring_layout(ordered, seed=_SEED, iterations=100)
    else:
        by_degree = sorted(ordered, key=lambda node: (-ordered.degree(node), node))
        rings: list[list[int]] = []
        start = 0
        while start < len(by_degree):
            size = 1 + 6 * len(rings)
            rings.append(by_degree[start : start + size])
            start += size
        placed = nx.shell_layout(ordered, rings)
    most = max(math.hypot(x, y) for x, y in placed.values()) or 1.0
    return {node: (float(x) / most * radius, float(y) / most * radius) for node, (x, y) in placed.items()}
