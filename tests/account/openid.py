"""An OpenID provider on the loopback that answers like Microsoft Entra ID, and lies where a test tells it to."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from pcc_decisions.tenant import Tenant

TENANT = "6babcaad-604b-40ac-a9d7-9fd97c0b779f"
BACK = "/sign-in/microsoft/back/"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


class Microsoft:
    """Each code is good for one exchange, by the secret, the address and the proof (PKCE) that belong to it."""

    def __init__(self) -> None:
        self.key, self.strange_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.tokens: dict[str, tuple[dict[str, str], str]] = {}
        self.tenant: Tenant

    def claims(self, subject: str, asked: dict[str, str], changed: dict[str, Any]) -> dict[str, Any]:
        now = int(time())
        own = {"iss": self.tenant.issuer, "aud": asked["client_id"], "nonce": asked["nonce"], "tid": TENANT}
        return own | {"sub": subject, "iat": now, "exp": now + 300} | changed

    def answer(self, location: str, subject: str = "olu", signed: str = "RS256", **changed: Any) -> str:
        """Where the browser is sent that was sent here with `location`, once somebody has signed in."""
        asked = dict(parse_qsl(urlsplit(location).query))
        assert location.startswith(f"{self.tenant.issuer}/authorize?")
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.tokens)}"
        key = {"RS256": self.key, "strange": self.strange_key, "HS256": "a-secret-that-anybody-could-have-chosen"}.get(
            signed
        )
        algorithm = "RS256" if signed == "strange" else signed
        token = jwt.encode(self.claims(subject, asked, changed), key, algorithm, headers={"kid": "theirs"})
        self.tokens[code] = (asked, token)
        return f"{BACK}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str]) -> tuple[str, Any]:
        asked, token = self.tokens.pop(form.get("code", ""), ({}, ""))
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        own = (self.tenant.client_id, self.tenant.client_secret, asked.get("redirect_uri"), asked.get("code_challenge"))
        if own != (form["client_id"], form["client_secret"], form["redirect_uri"], proof):
            return "400 Bad Request", {"error": "invalid_grant"}
        return "200 OK", {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        status, said = "200 OK", {}
        path, base = environ["PATH_INFO"], self.tenant.issuer
        if path.endswith("/.well-known/openid-configuration"):
            said = {f"{each}_endpoint": f"{base}/{each}" for each in ("authorization", "token")}
            said |= {"authorization_endpoint": f"{base}/authorize", "issuer": base, "jwks_uri": f"{base}/keys"}
        elif path.endswith("/keys"):
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            said = {"keys": [public | {"kid": "theirs", "use": "sig"}]}
        else:
            form = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
            status, said = self.exchange(dict(parse_qsl(form)))
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]


@contextmanager
def microsoft() -> Iterator[Microsoft]:
    there = Microsoft()
    server = make_server("127.0.0.1", 0, there, Server, Quiet)
    there.tenant = Tenant(TENANT, "register", "s3cret", f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()
