"""Neo4j Browser: the graph's style, its questions as pictures, a guide; and the address that opens one of them."""

from graphbuild.browser.assets import FILES, add_to_jar, write_files
from graphbuild.browser.pictures import address, page_of, pictures

__all__ = ["FILES", "add_to_jar", "address", "page_of", "pictures", "write_files"]
