"""Run the local Google alone: `python -m local.google --port 8085`."""

import argparse
import json
import tempfile
from pathlib import Path

from local.google.server import build
from local.google.state import open_state
from local.wire.http.serving import HOST, bind, make_server
from local.wire.identity import accounts
from local.wire.state import OWNER

_HELP = """
Google lokal berjalan di {base}
  kunci akun layanan ({owner}): {key}

gspread:
  import gspread
  from local.wire.control.client import send_here
  client = gspread.service_account("{key}")
  send_here(client.http_client.session, "{base}")

google-api-python-client:
  build("sheets", "v4", credentials=credentials, client_options={{"api_endpoint": "{base}"}})

Pages: {base}/   Control API: {base}/_local/
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8085, help="on 127.0.0.1; 0 picks a free one (default %(default)s)")
    parser.add_argument("--data", type=Path, help="SQLite file that keeps everything across restarts")
    parser.add_argument("--any-token", action="store_true", help="any bearer token acts as the owner")
    parser.add_argument("--key", type=Path, help="where to write the key file (default: a temporary file)")
    options = parser.parse_args()
    state = open_state(options.data, any_token=options.any_token)
    listener = bind(options.port)
    state.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    key = options.key or Path(tempfile.mkdtemp(prefix="google-lokal-")) / "kunci.json"
    key.write_text(json.dumps(accounts.create(state), indent=1))
    key.chmod(0o600)
    state.store.commit()
    print(_HELP.format(base=state.base_url, owner=OWNER, key=key), flush=True)
    app, _ = build(state)
    make_server(app).run([listener])
    state.store.close()


if __name__ == "__main__":
    main()
