"""A strict Stripe in a process of its own: `python server.py` prints its address, and serves until
its input is closed.

Beside Stripe's own paths are those of a test, under `/_test`: lose the next answer, let a refund
bounce, let days pass, read the events as they would be sent.
"""

import hashlib
import hmac
import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qsl, urlsplit

from account import DAY, SILENT, Account, Wrong, found, invalid

KEY, SECRET = "sk_test_strict", "whsec_strict"

TAKES = {
    "POST /v1/payment_intents": "amount currency payment_method confirm return_url metadata"
    " payment_method_types",
    "GET /v1/payment_intents": "limit starting_after created customer",
    "GET /v1/payment_intents/search": "query limit page",
    "GET /v1/payment_intents/ID": "",
    "POST /v1/refunds": "payment_intent amount metadata reason",
    "GET /v1/refunds": "limit starting_after created payment_intent charge",
    "GET /v1/refunds/ID": "",
    "GET /v1/balance_transactions": "limit starting_after created type source currency expand",
}


class Stripe:
    """The account, the keys that it was asked under, and what is to go wrong next."""

    def __init__(self):
        self.passed = 0
        self.account = Account(lambda: int(time.time()) + self.passed)
        self.answers, self.under_way = {}, set()
        self.fault = None
        self.keys = Lock()

    def answer(self, path, asked, key):
        """Status and body; under a key that it knows, the same as before."""
        request = json.dumps([path, asked], sort_keys=True)
        with self.keys:
            self._forget()
            if key in self.answers:
                before, status, body, _ = self.answers[key]
                if before != request:
                    raise Wrong(400, "idempotency_error", "The key was used for something else")
                return status, body
            if key in self.under_way:
                raise Wrong(409, "invalid_request_error", "The same request is under way",
                            code="idempotency_key_in_use")  # fmt: skip
            if key:
                self.under_way.add(key)
        try:
            status, body = self._acted(path, asked)
            if key:
                self.answers[key] = (request, status, body, self.account.now())
            return status, body
        finally:
            self.under_way.discard(key)

    def _forget(self):
        old = self.account.now() - DAY
        self.answers = {key: known for key, known in self.answers.items() if known[3] > old}

    def _acted(self, path, asked):
        # What fails to be valid is not kept under its key; a card that was declined is.
        with self.account.lock:
            try:
                return 200, json.loads(json.dumps(self._act(path, asked)))
            except Wrong as wrong:
                if wrong.status == 402:
                    return 402, wrong.body
                raise

    def _act(self, path, asked):
        account = self.account
        name = re.sub(r"/(pi|re)_\w+$", "/ID", path)
        id_ = path.rpartition("/")[2]
        if name not in TAKES:
            raise Wrong(404, "invalid_request_error", f"Unrecognized request URL ({path})")
        for each in set(asked) - set(TAKES[name].split()):
            raise invalid(f"Unknown parameter: {each}", code="parameter_unknown", param=each)
        match name:
            case "POST /v1/payment_intents":
                return account.create_intent(asked)
            case "GET /v1/payment_intents":
                return account.listed("/v1/payment_intents", account.intents, asked)
            case "GET /v1/payment_intents/search":
                return account.searched(asked)
            case "GET /v1/payment_intents/ID":
                return found(account.intents, id_, "payment_intent")
            case "POST /v1/refunds":
                return account.create_refund(asked)
            case "GET /v1/refunds":
                return account.listed("/v1/refunds", account.refunds, asked)
            case "GET /v1/refunds/ID":
                return found(account.refunds, id_, "refund")
        return account.listed("/v1/balance_transactions", account.balance, asked)

    def tested(self, path, asked):
        """What only a test asks."""
        match path.split("/")[2:]:
            case ["fault", fault]:
                self.fault = fault
            case ["pass", seconds]:
                self.passed += int(seconds)
            case ["refund", id_, status]:
                self.account.refund_became(id_, status)
            case ["authenticated", id_, outcome]:
                self.account.authenticated(id_, outcome == "yes")
            case ["bank", call]:
                self.account.bank_ends(call)
            case ["others"]:
                return self._sent(self.account.of_others())
            case ["events", call]:
                return [self._sent(each) for each in self._about(call)]
        return {}

    def _about(self, call):
        return [
            each
            for each in self.account.events.values()
            if call in each["data"]["object"]["metadata"].values()
        ]

    def _sent(self, event):
        body, at = json.dumps(event, indent=2), self.account.now()
        signed = hmac.new(SECRET.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
        return body, {"Stripe-Signature": f"t={at},v1={signed}"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece, at once: else each waits for the other's delayed ACK
    disable_nagle_algorithm = True
    stripe = Stripe()

    def do_GET(self):
        asked = dict(parse_qsl(urlsplit(self.path).query))
        self._serve("GET", asked, None)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        asked = dict(parse_qsl(self.rfile.read(length).decode()))
        self._serve("POST", asked, self.headers.get("Idempotency-Key"))

    def _serve(self, verb, flat, key):
        path = urlsplit(self.path).path
        if path.startswith("/_test/"):
            self._say(200, self.stripe.tested(path, flat))
            return
        # The next *change* goes wrong: what is only read is not what may be lost.
        fault = self.stripe.fault
        if fault == "down":  # until it is mended
            self.close_connection = True
            return
        if (verb == "GET") == (fault == "unread"):  # of a look-up, or of whatever acts
            self.stripe.fault = None
        else:
            fault = None
        if fault == "before" or flat.get("payment_method") == SILENT:
            self.close_connection = True
            return
        try:
            if fault in ("429", "500"):
                self._remember(f"{verb} {path}", nested(flat), key, fault)
                raise Wrong(int(fault), "api_error", "Not now")
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                raise Wrong(401, "invalid_request_error", "Invalid API Key provided")
            status, body = self.stripe.answer(f"{verb} {path}", nested(flat), key)
        except Wrong as wrong:
            status, body = wrong.status, wrong.body
        if flat.get("payment_method") == "pm_test_lost_answer":
            fault = "after"
        self._say(status, body, fault)

    def _remember(self, path, asked, key, fault):
        # A failure of the server is kept under its key as any answer; a limit of the rate is not.
        if fault == "500" and key:
            request = json.dumps([path, asked], sort_keys=True)
            body = {"error": {"type": "api_error", "message": "Not now"}}
            self.stripe.answers[key] = (request, 500, body, self.stripe.account.now())

    def _say(self, status, body, fault=None):
        if fault in ("after", "unread"):
            self.close_connection = True
            return
        if fault == "slow":
            time.sleep(3)
        if fault == "500-after":
            status, body = 500, {"error": {"type": "api_error", "message": "Sorry"}}
        sent = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if fault == "cut":
            sent = sent[: len(sent) // 2]
            self.close_connection = True
        self.wfile.write(sent)

    def log_message(self, *_):
        pass


def nested(flat):
    """`metadata[call]=…` as `{"metadata": {"call": …}}`; `a[0]=…` counts as its last."""
    asked = {}
    for name, value in flat.items():
        outer, _, inner = name.rstrip("]").partition("[")
        if inner:
            asked.setdefault(outer, {})[inner] = value
        else:
            asked[outer] = value
    return asked


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()
