"""The baseline of cold starts: the least that functions-framework can serve."""

import flask
import functions_framework


@functions_framework.http
def bare(request: flask.Request) -> str:
    """Answer anything."""
    return request.method
