"""The command line and the web page. They parse, wire and format, nothing more."""
