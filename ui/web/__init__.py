"""The web page: Gradio on FastAPI, on this machine alone."""
