"""Gets a token as a machine, adds a note and lists all notes, page by page. Standard library of Python 3.9 or newer.

Takes API_URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET from the environment.
"""

import base64
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

API_URL = os.environ["API_URL"]


def get_token():
    """A token serves until it expires: keep it, asking at every call would run into the limits of the pool."""
    credentials = ":".join(urllib.parse.quote(os.environ[name], safe="") for name in ("CLIENT_ID", "CLIENT_SECRET"))
    form = {"grant_type": "client_credentials", "scope": "notes/read notes/write"}
    request = urllib.request.Request(
        os.environ["TOKEN_URL"],
        data=urllib.parse.urlencode(form).encode(),
        headers={"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)["access_token"]


def call(method, path, body=None):
    """Calls the API; waits and tries again where it says so (409, 429, 503) or did not answer at all."""
    global access_token
    headers = {"Content-Type": "application/json"}
    if method == "POST":
        # The same key on every try: however often it is sent, it happens once.
        headers["Idempotency-Key"] = str(uuid.uuid4())
    data = None if body is None else json.dumps(body).encode()

    is_renewed = False
    for attempt in range(1, 6):
        headers["Authorization"] = f"Bearer {access_token}"
        request = urllib.request.Request(API_URL + path, data=data, headers=headers, method=method)
        wait = 2**attempt
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code == 401 and not is_renewed:
                # Expired meanwhile. If the new one is refused, too, another will not help.
                access_token, is_renewed = get_token(), True
                continue
            if error.code not in (409, 429, 502, 503, 504) or attempt == 5:
                raise SystemExit(f"Cannot {method} {path}: {error.read().decode()}") from error
            wait = int(error.headers.get("Retry-After", wait))
        except OSError:
            # No connection, none that lasted, or no answer in time.
            if attempt == 5:
                raise
        time.sleep(wait)


def list_notes():
    query = {"limit": 10}
    while True:
        page = call("GET", "/notes?" + urllib.parse.urlencode(query))
        yield from page["items"]
        if page["nextCursor"] is None:
            return
        query["cursor"] = page["nextCursor"]


if __name__ == "__main__":
    access_token = get_token()
    call("POST", "/notes", {"title": "From Python", "text": "Milk, two bottles"})
    for note in list_notes():
        print(note["title"])
