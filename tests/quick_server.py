"""How a server is started that lives for minutes."""

QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a server that lives for minutes is not worth much compiling
