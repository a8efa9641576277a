"""Authlib, an OAuth client for Python, against a running pool. Reads its settings from standard input as JSON."""

import http.cookiejar
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt

settings = json.load(sys.stdin)
discovery = json.load(urllib.request.urlopen(settings["issuer"] + "/.well-known/openid-configuration"))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def sign_in(url):
    """Types the password into the pool's page and returns the callback URL."""
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    follow = urllib.request.build_opener(cookies)
    stay = urllib.request.build_opener(cookies, NoRedirect)
    page = follow.open(url)
    token = re.search(r'name="_csrf" value="([^"]+)"', page.read().decode()).group(1)
    form = {"_csrf": token, "username": settings["username"], "password": settings["password"]}
    try:
        stay.open(page.url, urllib.parse.urlencode(form).encode())
    except urllib.error.HTTPError as redirect:
        return redirect.headers["location"]


def claims_of(token):
    keys = JsonWebKey.import_key_set(json.load(urllib.request.urlopen(discovery["jwks_uri"])))
    claims = jwt.decode(token, keys)
    claims.validate()
    return claims


verifier = "authlib-verifier-" + "v" * 40
session = OAuth2Session(
    settings["client_id"],
    token_endpoint_auth_method="none",
    scope=settings["scope"],
    redirect_uri=settings["redirect_uri"],
    code_challenge_method="S256",
)
url, _state = session.create_authorization_url(discovery["authorization_endpoint"], code_verifier=verifier)
tokens = session.fetch_token(
    discovery["token_endpoint"], authorization_response=sign_in(url), code_verifier=verifier
)
fresh = session.refresh_token(discovery["token_endpoint"], refresh_token=tokens["refresh_token"])
person = session.get(discovery["userinfo_endpoint"]).json()

machine = OAuth2Session(settings["machine_id"], settings["machine_secret"], scope="notes/read")
machine_tokens = machine.fetch_token(discovery["token_endpoint"], grant_type="client_credentials")

print(
    json.dumps(
        {
            "email": claims_of(tokens["id_token"])["email"],
            "refreshed": fresh["access_token"] != tokens["access_token"],
            "person": person["email"],
            "machine": claims_of(machine_tokens["access_token"])["client_id"],
        }
    )
)
