"""Signs a person in with their browser and prints an access token. Standard library of Python 3.9 or newer.

Takes DOMAIN (of the user pool), CLIENT_ID (of a public app client) and CALLBACK_PORT from the environment; the app
client must have http://localhost:{CALLBACK_PORT}/callback among its callback URLs, the port included.
"""

import base64
import hashlib
import http.server
import json
import os
import secrets
import sys
import urllib.parse
import urllib.request

DOMAIN = os.environ["DOMAIN"]
CLIENT_ID = os.environ["CLIENT_ID"]
PORT = int(os.environ.get("CALLBACK_PORT", "8976"))
REDIRECT_URI = f"http://localhost:{PORT}/callback"


def authorize_url(state, verifier):
    """RFC 7636: only the hash of the verifier goes with the browser, so a stolen code is of no use."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid profile email notes/read notes/write",
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{DOMAIN}/oauth2/authorize?{urllib.parse.urlencode(query)}"


def wait_for_code(state):
    """Answers the browser when it comes back. Whatever brings another state is somebody else's sign-in."""
    answers = []

    class Callback(http.server.BaseHTTPRequestHandler):
        # Browsers also open connections in reserve, on which nothing comes.
        timeout = 1

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(url.query))
            is_ours = url.path == "/callback" and secrets.compare_digest(query.get("state", ""), state)
            if is_ours:
                answers.append(query)
            self.send_response(200 if is_ours else 400)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(b"You can close this window.\n" if is_ours else b"This is not ours.\n")

        def log_message(self, *_):
            """The line would hold the code."""

    with http.server.HTTPServer(("127.0.0.1", PORT), Callback) as server:
        while not answers:
            server.handle_request()
    if "code" not in answers[0]:
        raise SystemExit("Cannot sign in: the user pool gave no code")
    return answers[0]["code"]


def get_token(code, verifier):
    form = {
        "grant_type": "authorization_code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "code": code,
        "code_verifier": verifier,
    }
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{DOMAIN}/oauth2/token", data=data, timeout=10) as response:
        return json.load(response)["access_token"]


if __name__ == "__main__":
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    print(f"Sign in at\n\n  {authorize_url(state, verifier)}\n", file=sys.stderr, flush=True)
    print(get_token(wait_for_code(state), verifier))
