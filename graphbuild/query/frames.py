"""Any store as pandas frames: nodes and relationships as they are, and the tables that an analyst reads."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from graphbuild.query.known import PARTIES
from graphbuild.records import DATE_PRECISIONS, FACTUALITIES, ROLES, STANCES, TALK_KINDS
from graphbuild.store.base import Answer, Store
from graphbuild.store.shape import Property, shape

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "factuality": FACTUALITIES,
    "kind": TALK_KINDS,
    "stance": STANCES,
    "role": ROLES,
    "date_precision": DATE_PRECISIONS,
}


def frame(answer: Answer) -> pd.DataFrame:
    """The rows of an answer: columns of dates become dates, those called after a closed list of words categories."""
    found = pd.DataFrame(answer.rows, columns=list(answer.columns))
    for name in found:
        if pd.api.types.infer_dtype(found[name], skipna=True) == "date":
            found[name] = pd.to_datetime(found[name])
        elif name in _CATEGORIES:
            found[name] = _categorical(found[name])
    return found


def _categorical(values: pd.Series) -> pd.Series:
    """The values as a category in the order of its words, if it has no others (an organization's kind has)."""
    known = _CATEGORIES[str(values.name)]
    if not set(values.dropna()) <= set(known):
        return values
    return pd.Series(pd.Categorical(values, categories=pd.Index(known)), index=values.index, name=values.name)


def nodes(store: Store, label: str) -> pd.DataFrame:
    """All nodes of a label with their properties, in order of their ids."""
    properties = shape().nodes[label]
    returned = ", ".join(f"n.`{item.name}` AS `{item.name}`" for item in properties)
    return _typed(store.query(f"MATCH (n:{label}) RETURN {returned} ORDER BY n.id"), properties)


def relationships(store: Store, type: str) -> pd.DataFrame:
    """All relationships of a type: ``source``, ``target`` (ids), ``source_label``, ``target_label``, properties."""
    properties = shape().relationships[type]
    returned = "".join(f", r.`{item.name}` AS `{item.name}`" for item in properties)
    keys = "".join(f", r.`{item.name}`" for item in properties if item.key)
    parts = []
    for hop in shape().hops:
        if hop.type == type:
            pattern = f"(a:{hop.source})-[r:{type}]->(b:{hop.target})"
            asked = f"MATCH {pattern} RETURN a.id AS source, b.id AS target{returned} ORDER BY a.id, b.id{keys}"
            rows = [(*row, hop.source, hop.target) for row in store.query(asked).rows]
            parts += rows
    columns = ("source", "target", *(item.name for item in properties), "source_label", "target_label")
    return _typed(Answer(columns, parts), properties)


def talks(store: Store) -> pd.DataFrame:
    """One row a talk, in order of time: what it was, who took part, about what, and on whose word."""
    found = nodes(store, "Talk").set_index("id")
    names = _names(store)
    parties = relationships(store, "TOOK_PART").merge(names, left_on="source", right_on="id")
    topics = relationships(store, "ABOUT").merge(nodes(store, "Topic")[["id", "name"]], left_on="target", right_on="id")
    places = relationships(store, "AT").merge(nodes(store, "Place")[["id", "name"]], left_on="target", right_on="id")
    found["parties"] = _lists(parties, "target", "name", found.index)
    found["topics"] = _lists(topics, "source", "name", found.index)
    found["place"] = places.drop_duplicates("source").set_index("source")["name"].reindex(found.index)
    found["sources"] = _lists(_claims(store, names), "target", "name", found.index)
    found["sentences"] = _counts(relationships(store, "EVIDENCED_BY"), "source", found.index)
    columns = (
        "date kind factuality parties topics place sources sentences confidence date_precision date_text cameo plover"
    )
    return found.reset_index()[[*columns.split(), "id"]].sort_values(["date", "id"], ignore_index=True)


def officials(store: Store) -> pd.DataFrame:
    """One row an official, in order of names: positions that they were seen in, how often they talked and spoke."""
    found = nodes(store, "Official").set_index("id")
    positions = relationships(store, "HOLDS").merge(
        nodes(store, "Position")[["id", "name"]], left_on="target", right_on="id"
    )
    found["positions"] = _lists(positions, "source", "name", found.index)
    found["talks"] = _counts(relationships(store, "TOOK_PART"), "source", found.index)
    found["statements"] = _counts(relationships(store, "MADE"), "source", found.index)
    found["aliases"] = found["aliases"].map(tuple)
    columns = ["name", "name_en", "positions", "talks", "statements", "aliases", "id"]
    return found.reset_index()[columns].sort_values(["name", "id"], ignore_index=True)


def statements(store: Store) -> pd.DataFrame:
    """One row a statement, in order of time: who said what, about what, and where it stands."""
    found = nodes(store, "Statement").set_index("id")
    everything = _names(store)
    made = (
        relationships(store, "MADE")
        .merge(everything, left_on="source", right_on="id")
        .drop_duplicates("target")
        .set_index("target")
    )
    found["speaker"] = made["name"].reindex(found.index)
    found["speaker_id"] = made["source"].reindex(found.index)
    about = relationships(store, "ABOUT").merge(everything, left_on="target", right_on="id")
    mentions = relationships(store, "MENTIONS").merge(everything, left_on="target", right_on="id")
    found["about"] = _lists(about, "source", "name", found.index)
    found["mentions"] = _lists(mentions, "source", "name", found.index)
    first = _first_sentences(store)
    for name in ("quote", "document"):
        found[name] = first[name].reindex(found.index)
    columns = "date speaker act verb text about mentions quote document speaker_id id"
    found = found.reset_index()[columns.split()].astype({"act": "category"})
    return found.sort_values(["date", "id"], ignore_index=True)


def documents(store: Store) -> pd.DataFrame:
    """One row a document, in order of time: where it is from and how much was found in it."""
    found = nodes(store, "Document").set_index("id")
    evidence = relationships(store, "EVIDENCED_BY").drop_duplicates(["source", "target"])
    for name, label in (("talks", "Talk"), ("statements", "Statement")):
        found[name] = _counts(evidence[evidence["source_label"] == label], "target", found.index)
    columns = ["published", "source", "title", "talks", "statements", "path", "url", "sha256", "id"]
    found = found.reset_index()[columns].astype({"source": "category"})
    return found.sort_values(["published", "path"], ignore_index=True)


def pairs(store: Store) -> pd.DataFrame:
    """One row for each pair of parties and talk, in order of time, with a sentence that says so.

    Columns ``a_search`` and ``b_search`` hold the folded names, for filters.
    """
    found = relationships(store, "TALKED_WITH")
    parties = _names(store).set_index("id")
    states = relationships(store, "TOOK_PART").drop_duplicates(["source", "target"]).set_index(["source", "target"])
    for side, end in (("a", "source"), ("b", "target")):
        found[side] = parties["name"].reindex(found[end]).to_numpy()
        found[f"{side}_search"] = parties["search"].reindex(found[end]).to_numpy()
        found[f"{side}_state"] = states["state"].reindex(pd.MultiIndex.from_frame(found[[end, "talk"]])).to_numpy()
        own = found[f"{end}_label"] == "State"
        found.loc[own, f"{side}_state"] = found.loc[own, end]
    found["topics"] = found["topics"].map(tuple)
    by_talk = talks(store).set_index("id")
    first = _first_sentences(store)
    for name in ("place", "sources"):
        found[name] = by_talk[name].reindex(found["talk"]).to_numpy()
    for name in ("quote", "document"):
        found[name] = first[name].reindex(found["talk"]).to_numpy()
    columns = (
        "date kind factuality a a_state b b_state topics place sources quote document talk a_id b_id a_search b_search"
    )
    found = found.rename(columns={"source": "a_id", "target": "b_id"})[columns.split()]
    found = found.astype({"a_state": "category", "b_state": "category"})
    return found.sort_values(["date", "talk", "a_id", "b_id"], ignore_index=True)


def _names(store: Store) -> pd.DataFrame:
    labels = (*PARTIES, "Topic", "Place")
    return pd.concat([nodes(store, label)[["id", "name", "search"]] for label in labels], ignore_index=True)


def _claims(store: Store, names: pd.DataFrame) -> pd.DataFrame:
    types = ("REPORTED", "CLAIMED", "DENIED", "ANNOUNCED")
    claims = pd.concat([relationships(store, type)[["source", "target"]] for type in types], ignore_index=True)
    return claims.drop_duplicates().merge(names, left_on="source", right_on="id")


def _first_sentences(store: Store) -> pd.DataFrame:
    """The first sentence (by document and place) that each node rests on, by the node's id."""
    evidence = relationships(store, "EVIDENCED_BY").merge(
        nodes(store, "Document")[["id", "path"]], left_on="target", right_on="id"
    )
    first = evidence.sort_values(["path", "start", "end"]).drop_duplicates("source").set_index("source")
    return first.rename(columns={"path": "document"})[["quote", "document"]]


def _lists(rows: pd.DataFrame, key: str, value: str, index: pd.Index) -> pd.Series:
    """For each key of `index`, the sorted values of its rows as a tuple."""
    lists: dict[str, list[str]] = {}
    for owner, item in zip(rows[key], rows[value], strict=True):
        lists.setdefault(owner, []).append(item)
    return pd.Series([tuple(sorted(lists.get(owner, ()))) for owner in index], index=index, dtype=object)


def _counts(rows: pd.DataFrame, key: str, index: pd.Index) -> pd.Series:
    return rows[key].value_counts().reindex(index, fill_value=0)


def _typed(answer: Answer, properties: Iterable[Property]) -> pd.DataFrame:
    found = pd.DataFrame(answer.rows, columns=list(answer.columns))
    for item in properties:
        if item.type == "DATE":
            found[item.name] = pd.to_datetime(found[item.name])
        elif item.name in _CATEGORIES:
            found[item.name] = _categorical(found[item.name])
    return found
